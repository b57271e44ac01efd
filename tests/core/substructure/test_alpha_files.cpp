// On every data file at hand: the smallest entry of d^α is the first step of generalised kT with p = α.
#include "core/clustering/clustering.h"
#include "core/event/cuts.h"
#include "core/io/event_file.h"
#include "core/substructure/adjacency.h"
#include "tests/support.h"

#include <algorithm>
#include <numbers>

using namespace quincunx;

namespace {

std::vector<std::filesystem::path> files() {
    std::vector<std::filesystem::path> files;
    for (const auto &folder : {test::examplesDir(), test::sharedDir() / "data"})
        if (std::filesystem::exists(folder))
            for (const auto &entry : std::filesystem::recursive_directory_iterator(folder))
                if (entry.is_regular_file())
                    files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

/// Whether step one of FastJet is a smallest entry of ours. Entries that differ by less than what rounding of
/// y and φ does to them are ties: FastJet may take either.
void verifyFirstStep(const Event &event, const std::vector<int> &inputs, double radius) {
    std::vector<FourMomentum> momenta;
    double widest = 1;
    for (int i : inputs) {
        momenta.push_back(event.particles[static_cast<std::size_t>(i)].momentum);
        widest = std::max(widest, std::fabs(momenta.back().rapidity()));
    }
    const PairDistances pairs(momenta);
    for (int step = 0; step <= 40; ++step) {
        const double alpha = -1 + step * 0.05;
        const Eigen::MatrixXd d = pairs.adjacency(alpha, radius, AngularDistance::Squared);
        Eigen::Index row = 0, column = 0;
        const double least = d.minCoeff(&row, &column);
        ClusteringSettings settings{.algorithm = "genkt", .radius = radius, .power = alpha};
        const MergeStep first = cluster(event, inputs, settings, 0).history.front();
        const int a = first.first, b = first.second < 0 ? first.first : first.second;
        if (std::minmax<Eigen::Index>(a, b) == std::minmax(row, column))
            continue;
        const double rounding = 1e-15 * widest / std::max(1e-15, std::sqrt(pairs.deltaR2()(row, column)));
        QVERIFY2(
            d(a, b) <= least * (1 + 1e-11 + 8 * rounding),
            qPrintable(QString("alpha %1: FastJet merges %2 and %3 at %4, the smallest is %5 and %6 at %7")
                           .arg(alpha)
                           .arg(a)
                           .arg(b)
                           .arg(d(a, b), 0, 'g', 15)
                           .arg(row)
                           .arg(column)
                           .arg(least, 0, 'g', 15)));
    }
}

} // namespace

class AlphaFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstStep_data() {
        QTest::addColumn<QString>("file");
        for (const auto &path : files()) {
            try {
                openEvents(path);
            } catch (const Error &) {
                continue; // a README, a golden list
            }
            QTest::newRow(path.filename().c_str()) << QString::fromStdString(path.string());
        }
    }
    void firstStep();
    void someFiles();
};

void AlphaFiles::firstStep() {
    QFETCH(QString, file);
    const auto opened = openEvents(file.toStdString());
    CutSettings cuts;
    cuts.jetPt = 0;
    for (std::size_t k = 0; k < std::min<std::size_t>(3, opened.file->knownEvents()); ++k) {
        const Event event = opened.file->read(k);
        std::vector<int> inputs = clusteringInputs(event, cuts);
        if (inputs.empty())
            continue;
        // the leading jet, and the event with its softest beyond 400 left out
        ClusteringSettings wide{.algorithm = "antikt", .radius = 1};
        verifyFirstStep(event, cluster(event, inputs, wide, 0).jets.front().constituents, 1);
        inputs = wholeJet(event, inputs).constituents;
        inputs.resize(std::min<std::size_t>(400, inputs.size()));
        verifyFirstStep(event, inputs, 0.4);
    }
}

void AlphaFiles::someFiles() {
    QUINCUNX_NEED(test::examplesDir());
    QUINCUNX_NEED(test::sharedDir() / "data");
    const auto all = files();
    QVERIFY(std::ranges::count_if(all, [](const auto &path) { return path.extension() == ".dat"; }) >= 13);
    QVERIFY(std::ranges::count_if(all, [](const auto &path) { return path.extension() == ".ig"; }) == 2);
}

QUINCUNX_TEST(alpha_files, AlphaFiles, QCoreApplication)
#include "test_alpha_files.moc"
