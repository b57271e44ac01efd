// Clusterings against numbers found by others: FastJet's own reference output and jets published with
// the 100 pp events.
#include "core/clustering/clustering.h"
#include "core/event/cuts.h"
#include "core/io/event_file.h"
#include "tests/support.h"

#include <nlohmann/json.hpp>

#include <numeric>

using namespace quincunx;
using nlohmann::json;

namespace {

// Golden azimuths are in [0, 2π).
bool sameAngle(double a, double b, double tolerance) {
    return std::fabs(wrapPhi(a - b)) <= tolerance;
}

bool close(double value, double golden, double relative) {
    return std::fabs(value - golden) <= relative * std::fabs(golden) + 1e-12;
}

Clustering clusterAll(const Event &event, const ClusteringSettings &settings, double minimumPt) {
    std::vector<int> inputs(event.particles.size());
    std::iota(inputs.begin(), inputs.end(), 0);
    return cluster(event, inputs, settings, minimumPt);
}

json golden() {
    return json::parse(test::contents(test::sharedDir() / "golden/jets.json"));
}

} // namespace

class ClusteringGolden : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clusterings_data();
    void clusterings();
    void durham();
    void hundredEvents_data();
    void hundredEvents();
};

void ClusteringGolden::clusterings_data() {
    QTest::addColumn<int>("event");
    QTest::addColumn<int>("clustering");
    QUINCUNX_NEED(test::sharedDir() / "golden/jets.json");
    const json numbers = golden();
    for (int e = 0; e < static_cast<int>(numbers["events"].size()); ++e) {
        const json &event = numbers["events"][e];
        for (int c = 0; c < static_cast<int>(event["clusterings"].size()); ++c) {
            const std::string name = event["file"].get<std::string>() + " " +
                                     event["clusterings"][c]["alg"].get<std::string>() +
                                     " R=" + event["clusterings"][c]["R"].dump();
            QTest::newRow(name.c_str()) << e << c;
        }
    }
}

void ClusteringGolden::clusterings() {
    QFETCH(int, event);
    QFETCH(int, clustering);
    const json numbers = golden()["events"][event];
    const auto path = test::examplesDir() / numbers["file"].get<std::string>();
    QUINCUNX_NEED(path);
    const Event read = openEvents(path).file->read(numbers["event"].get<std::size_t>());
    QCOMPARE(read.particles.size(), numbers["n"].get<std::size_t>());
    const json &want = numbers["clusterings"][clustering];

    ClusteringSettings settings;
    settings.algorithm = want["alg"];
    settings.radius = want["R"];
    QCOMPARE(clusterAll(read, settings, 0).jets.size(), want["n_inclusive_ptmin0"].get<std::size_t>());

    const Clustering found = clusterAll(read, settings, 5);
    const json &jets = want["jets"];
    QVERIFY(jets.size() == std::min<std::size_t>(20, found.jets.size()));
    for (std::size_t j = 0; j < jets.size(); ++j) {
        const FourMomentum &p = found.jets[j].momentum;
        QVERIFY(close(p.pt(), jets[j]["pt"], 1e-7));
        QVERIFY(close(p.rapidity(), jets[j]["rap"], 1e-7));
        QVERIFY(sameAngle(p.phi(), jets[j]["phi"], 1e-7));
        QVERIFY(close(p.mass(), jets[j]["m"], 1e-7));
        QCOMPARE(found.jets[j].constituents.size(), jets[j]["nconst"].get<std::size_t>());
    }
    const json dmerge = want.value("dmerge", json::array());
    for (std::size_t n = 0; n < dmerge.size(); ++n)
        QVERIFY(close(found.dmerge[n], dmerge[n], 1e-7));
}

void ClusteringGolden::durham() {
    QUINCUNX_NEED(test::sharedDir() / "golden/jets.json");
    const json want = golden()["ee"];
    const auto path = test::examplesDir() / want["file"].get<std::string>();
    QUINCUNX_NEED(path);
    const Event event = openEvents(path).file->read(0);
    QCOMPARE(event.particles.size(), want["n"].get<std::size_t>());
    ClusteringSettings settings;
    settings.algorithm = "durham";
    settings.jets = 3;
    const Clustering found = clusterAll(event, settings, 0);
    for (std::size_t n = 0; n < want["ymerge"].size(); ++n)
        QVERIFY(close(found.dmerge[n], want["ymerge"][n], 1e-7));
    QCOMPARE(found.jets.size(), std::size_t(3));
    for (std::size_t j = 0; j < 3; ++j) {
        const FourMomentum &p = found.jets[j].momentum;
        const json &jet = want["exclusive3"][j];
        QVERIFY(close(p.E, jet["E"], 1e-7));
        QVERIFY(std::fabs(p.px - jet["px"].get<double>()) < 1e-6);
        QVERIFY(std::fabs(p.py - jet["py"].get<double>()) < 1e-6);
        QVERIFY(std::fabs(p.pz - jet["pz"].get<double>()) < 1e-6);
        QCOMPARE(found.jets[j].constituents.size(), jet["nconst"].get<std::size_t>());
    }
}

void ClusteringGolden::hundredEvents_data() {
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("file");
    QTest::newRow("anti-kT") << "antikt"
                             << "jet-collections-fastjet-inclusive-AntiKt.json";
    QTest::newRow("C/A") << "cambridge"
                         << "jet-collections-fastjet-inclusive-CA.json";
    QTest::newRow("kT") << "kt"
                        << "jet-collections-fastjet-inclusive-Kt.json";
}

void ClusteringGolden::hundredEvents() {
    QFETCH(QString, algorithm);
    QFETCH(QString, file);
    const auto folder = test::sharedDir() / "data/text";
    QUINCUNX_NEED(folder / "events-100pp.txt");
    const json want = json::parse(test::contents(folder / file.toStdString()));
    const auto events = openEvents(folder / "events-100pp.txt");
    events.file->indexAll({});
    QCOMPARE(events.file->knownEvents(), std::size_t(100));
    ClusteringSettings settings;
    settings.algorithm = algorithm.toStdString();
    settings.radius = 0.4; // how the collections were made, and jets above 5 GeV
    for (std::size_t k = 0; k < 100; ++k) {
        const Clustering found = clusterAll(events.file->read(k), settings, 5);
        const json &jets = want[k]["jets"];
        QCOMPARE(found.jets.size(), jets.size());
        for (std::size_t j = 0; j < jets.size(); ++j) {
            const FourMomentum &p = found.jets[j].momentum;
            // the collections are printed with eight decimals or more
            QVERIFY(std::fabs(p.pt() - jets[j]["pt"].get<double>()) < 1e-7 * p.pt() + 1e-8);
            QVERIFY(std::fabs(p.rapidity() - jets[j]["rap"].get<double>()) < 1e-7);
            QVERIFY(sameAngle(p.phi(), jets[j]["phi"], 1e-7));
        }
    }
}

QUINCUNX_TEST(clustering_golden, ClusteringGolden, QCoreApplication)
#include "test_clustering_golden.moc"
