// Public jet data sets: the same jets come out of every layout, and wrong files say what is wrong.
#include "core/io/npy.h"
#include "core/io/text.h"
#include "core/io/zip_writer.h"
#include "tests/core/io/hdf5_samples.h"
#include "tests/core/io/io_support.h"
#include "tests/core/io/samples.h"

#include <algorithm>
#include <random>

using namespace quincunx;

namespace {

bool near(double a, double b, double tolerance) {
    return std::fabs(a - b) <= tolerance * std::max({1.0, std::fabs(a), std::fabs(b)});
}

} // namespace

class JetFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twins_data();
    void twins();
    void jetNetTwin();
    void samplesAgree();
    void columnOrder();
    void wrong_data();
    void wrong();
    void notANumber();
    void numpyTypes();
    void largeArrayIsReadAnywhere();

private:
    std::string messageOf(const std::string &content) const {
        try {
            const OpenEventFile opened = openEvents(m_scratch.write("file", content));
            static_cast<void>(opened.file->read(0));
        } catch (const Error &error) {
            return test::isActionable(error.what()) ? error.what() : "not one line";
        }
        return {};
    }
    static std::filesystem::path layout(const char *name) {
        return test::sharedDir() / "data/layouts" / name;
    }

    test::Scratch m_scratch;
};

void JetFiles::twins_data() {
    QTest::addColumn<QString>("format");
    QTest::newRow("toptagging_layout_plain.h5") << "toptagging";
    QTest::newRow("lhco_layout.h5") << "lhco";
    QTest::newRow("lhco_layout_plain.h5") << "lhco";
    QTest::newRow("qg_layout.npz") << "energyflow";
    QTest::newRow("qg_layout_stored.npz") << "energyflow";
}

// Particle by particle the same pT and φ, and η (LHC Olympics) or y (EnergyFlow); 4-byte floats in between.
void JetFiles::twins() {
    QFETCH(QString, format);
    QUINCUNX_NEED(layout("toptagging_layout.h5"));
    const OpenEventFile reference = test::openWhole(layout("toptagging_layout.h5"));
    const OpenEventFile twin = test::openWhole(layout(QTest::currentDataTag()));
    QCOMPARE(twin.format->name, format.toStdString());
    QCOMPARE(twin.file->knownEvents(), std::size_t(27));
    QCOMPARE(reference.file->knownEvents(), std::size_t(27));
    std::size_t total = 0;
    for (std::size_t k = 0; k < 27; ++k) {
        const Event expected = reference.file->read(k), found = twin.file->read(k);
        QVERIFY(!found.sample.empty());
        QCOMPARE(found.sample == "top" || found.sample == "signal" || found.sample == "gluon",
                 expected.sample == "top");
        QCOMPARE(found.isJet, format != "lhco");
        QCOMPARE(found.particles.size(), expected.particles.size());
        total += found.particles.size();
        for (std::size_t i = 0; i < found.particles.size(); ++i) {
            const FourMomentum &p = found.particles[i].momentum, &q = expected.particles[i].momentum;
            QVERIFY(near(p.pt(), q.pt(), 1e-6) && std::fabs(wrapPhi(p.phi() - q.phi())) < 1e-5);
            if (format == "lhco")
                QVERIFY(near(p.eta(), q.eta(), 1e-5));
            else
                QVERIFY(near(p.rapidity(), q.rapidity(), 1e-4));
        }
    }
    QCOMPARE(total, std::size_t(1872));
}

// JetNet keeps the hardest 30, relative to the jet's axis: so pT relative to the jet, and distances, compare.
void JetFiles::jetNetTwin() {
    QUINCUNX_NEED(layout("jetnet_layout.hdf5"));
    const OpenEventFile reference = test::openWhole(layout("toptagging_layout.h5"));
    const OpenEventFile twin = test::openWhole(layout("jetnet_layout.hdf5"));
    QCOMPARE(twin.format->name, std::string("jetnet"));
    QCOMPARE(twin.file->knownEvents(), std::size_t(27));
    for (std::size_t k = 0; k < 27; ++k) {
        const Event expected = reference.file->read(k), found = twin.file->read(k);
        QVERIFY(found.isJet);
        QCOMPARE(found.particles.size(), std::min<std::size_t>(expected.particles.size(), 30));
        const auto &p0 = found.particles[0].momentum, &q0 = expected.particles[0].momentum;
        for (std::size_t i = 0; i < found.particles.size(); ++i) {
            const auto &p = found.particles[i].momentum, &q = expected.particles[i].momentum;
            QVERIFY(near(p.pt(), q.pt(), 1e-4));
            QVERIFY(near(wrapPhi(p.phi() - p0.phi()), wrapPhi(q.phi() - q0.phi()), 1e-4));
        }
    }
}

void JetFiles::samplesAgree() {
    for (const auto &[content, mass] :
         {std::pair{test::topTaggingFile(5), 0.0}, std::pair{test::lhcOlympicsFile(5), 0.0},
          std::pair{test::jetNetFile(5), 0.0}, std::pair{test::aspenOpenJetsFile(5), 0.139}}) {
        const OpenEventFile opened = test::openWhole(m_scratch.write("jets", content));
        QCOMPARE(opened.file->knownEvents(), std::size_t(5));
        for (std::size_t k = 0; k < 5; ++k) {
            const Event event = opened.file->read(k);
            QCOMPARE(event.particles.size(), k % 3 + 1);
            for (std::size_t i = 0; i < event.particles.size(); ++i) {
                const auto expected = FourMomentum::fromPtEtaPhiMass(10.0 * static_cast<double>(k + 1),
                                                                     0.5 - 0.125 * static_cast<double>(i),
                                                                     1 + 0.25 * static_cast<double>(i), mass);
                const FourMomentum &p = event.particles[i].momentum;
                QVERIFY(near(p.px, expected.px, 1e-6) && near(p.py, expected.py, 1e-6) &&
                        near(p.pz, expected.pz, 1e-6) && near(p.E, expected.E, 1e-6));
            }
            if (opened.format->name == "aspenopenjets")
                QCOMPARE(event.particles[0].pdgId, -211);
        }
    }
    QCOMPARE(openEvents(m_scratch.write("jets", test::lhcOlympicsFile(2))).file->read(1).sample,
             std::string("signal"));
    QCOMPARE(openEvents(m_scratch.write("jets", test::topTaggingFile(2))).file->read(1).sample,
             std::string("top"));
    QCOMPARE(openEvents(m_scratch.write("jets", test::quarkGluonArchive())).file->read(1).sample,
             std::string("gluon"));
}

// The names decide, not the places.
void JetFiles::columnOrder() {
    const OpenEventFile one = openEvents(m_scratch.write("one", test::topTaggingFile(3)));
    const OpenEventFile other =
        openEvents(m_scratch.write("other", test::topTaggingFile(3, {"PZ", "PX", "E", "PY"})));
    for (std::size_t k = 0; k < 3; ++k)
        QCOMPARE(totalMomentum(other.file->read(k)), totalMomentum(one.file->read(k)));
}

void JetFiles::wrong_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const std::string &content, const char *says) {
        QTest::newRow(name) << QByteArray::fromStdString(content) << says;
    };
    const std::vector<double> six(6, 1);
    row("HDF5 of something else", test::hdf5File({{"/other", {2, 3}, six}}), "/PFCands");
    row("olympics, features", test::hdf5File({{"/df/block0_values", {3, 2}, six}}), "rows of 2 numbers");
    row("olympics, one index", test::hdf5File({{"/df/block0_values", {6}, six}}), "rows of 1 numbers");
    row("top tagging, no records", test::hdf5File({{"/table/table", {2, 3}, six}}), "no fields");
    row("Aspen, two indices", test::hdf5File({{"/PFCands", {2, 3}, six}}), "(n, m, 11)");
    row("JetNet, wrong shape",
        test::hdf5File({{"/particle_features", {2, 3}, six}, {"/jet_features", {2, 3}, six}}), "(n, m, 4)");
    row("no rows", test::hdf5File({{"/PFCands", {0, 3, 4}, {}}}), "no rows");
    row("infinite", test::hdf5File({{"/PFCands", {1, 1, 4}, {1, 2, INFINITY, 4}}}), "not finite");
    row("negative pt", test::hdf5File({{"/df/block0_values", {1, 3}, {-1, 0, 0}}}), "negative");
    const std::string whole = test::lhcOlympicsFile(50, {5, 13});
    row("HDF5, cut off", whole.substr(0, whole.size() / 2), "cut off");
    row("HDF5, head only", whole.substr(0, 100), "cut off");
    row("npz without X", zipBytes({{"a.npy", npyFile(six, {6})}}), "no array X");
    row("npz, wrong shape", zipBytes({{"X.npy", npyFile(six, {2, 3})}}), "(n, m, 4)");
    row("npz, no rows", zipBytes({{"X.npy", npyFile({}, {0, 3, 4})}}), "no rows");
    row("npz, other labels", zipBytes({{"X.npy", npyFile(six, {1, 2, 3})}, {"y.npy", npyFile(six, {6})}}),
        "one label");
    row("npz, texts", zipBytes({{"X.npy", npyFile(std::vector<std::string>{"a", "b"})}}), "type");
    row("npz, shorter than said", zipBytes({{"X.npy", npyFile(six, {9, 2, 3})}}), "");
    row("npz, no array", zipBytes({{"X.npy", "nothing"}}), "NumPy");
}

void JetFiles::wrong() {
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    const std::string message = messageOf(content.toStdString());
    QVERIFY2(message.find(says.toStdString()) != std::string::npos && (says.isEmpty() || !message.empty()),
             message.c_str());
    if (says.isEmpty()) { // one row is there, nine are said
        const OpenEventFile opened = test::openWhole(m_scratch.write("short", content.toStdString()));
        QCOMPARE(opened.file->knownEvents(), std::size_t(1));
        QVERIFY(!opened.file->damage().empty());
    }
}

void JetFiles::notANumber() {
    const std::string file = test::hdf5File({{"/PFCands", {2, 1, 4}, {NAN, 2, 3, 4, 1, 0, 0, 1}}});
    const OpenEventFile opened = openEvents(m_scratch.write("nan", file));
    QVERIFY_THROWS_EXCEPTION(Error, opened.file->read(0));
    QCOMPARE(opened.file->read(1).particles.size(), std::size_t(1));
}

void JetFiles::numpyTypes() {
    std::string file = npyFile(std::vector<double>{1.5}, {1});
    QCOMPARE(NpyHeader::parse(file).shape, std::vector<std::size_t>{1});
    QCOMPARE(NpyHeader::parse(file).value(file.data() + NpyHeader::parse(file).dataOffset), 1.5);
    const auto withType = [&file](const char *type) {
        std::string other = file;
        return other.replace(other.find("<f8"), 3, type);
    };
    QCOMPARE(NpyHeader::parse(withType("<f4")).itemSize, std::size_t(4));
    QCOMPARE(NpyHeader::parse(withType("|u1")).kind, 'u');
    for (const char *type : {">f8", "<c8", "<f2", "<i3", "|O8"})
        QVERIFY_THROWS_EXCEPTION(quincunx::Malformed, NpyHeader::parse(withType(type)));
}

// Any row of an array that does not fit into one chunk; how quickly is for the benchmark (hdf5).
void JetFiles::largeArrayIsReadAnywhere() {
    constexpr std::size_t jets = 10'000;
    const auto path = m_scratch.write("large", test::lhcOlympicsFile(jets, {1000, 13}));
    const OpenEventFile opened = openEvents(path);
    QCOMPARE(opened.file->knownEvents(), jets);
    QVERIFY(opened.file->indexed());
    QCOMPARE(opened.file->read(0).particles.size(), std::size_t(1));
    std::mt19937 random(3);
    for (int i = 0; i < 51; ++i) {
        const std::size_t k = random() % jets;
        const Event event = opened.file->read(k);
        QVERIFY(near(event.particles[0].momentum.pt(), 10.0 * static_cast<double>(k + 1), 1e-6));
    }
}

QUINCUNX_TEST(io_jet_files, JetFiles, QCoreApplication)
#include "test_jet_files.moc"
