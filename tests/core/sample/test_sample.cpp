// A sample is what the jets are one by one; its cache gives the same back or nothing; cancelling leaves whole
// jets.
#include "core/io/event_file.h"
#include "core/sample/ginkgo_sample.h"
#include "core/sample/sample_cache.h"
#include "core/sample/sample_scan.h"
#include "core/substructure/jet_analysis.h"
#include "core/substructure/jet_quantities.h"
#include "tests/core/substructure/random_jet.h"
#include "tests/support.h"

#include <QTemporaryDir>

#include <bit>
#include <chrono>
#include <numeric>
#include <thread>

using namespace quincunx;

namespace {

/// A jet of one bundle of particles, or of two 0.7 apart.
Event toyJet(int prongs, RandomEngine &random) {
    Event event;
    event.isJet = true;
    const double angle = 2 * std::numbers::pi * static_cast<double>(random() % 1000) / 1000;
    for (int prong = 0; prong < prongs; ++prong)
        for (const FourMomentum &p : test::randomJet(12, static_cast<unsigned>(random()), 0.06,
                                                     0.35 * std::cos(angle) * (2 * prong - 1),
                                                     0.35 * std::sin(angle) * (2 * prong - 1)))
            event.particles.push_back({.momentum = p});
    return event;
}

SampleSource toySource(const std::string &label, int prongs, std::int64_t count, std::uint64_t seed = 1) {
    return {JetGenerator{"toy " + std::to_string(prongs), count, seed,
                         [prongs](RandomEngine &random) { return toyJet(prongs, random); }},
            label};
}

SampleSettings wholeJets() {
    SampleSettings settings;
    settings.clustering.radius = 1;
    return settings;
}

void verifySame(const SampleTable &a, const SampleTable &b) {
    QCOMPARE(a.labels, b.labels);
    QCOMPARE(a.label, b.label);
    QCOMPARE(a.source, b.source);
    QCOMPARE(a.event, b.event);
    QCOMPARE(a.damage, b.damage);
    QCOMPARE(a.malformed, b.malformed);
    QCOMPARE(a.withoutJet, b.withoutJet);
    for (std::size_t q = 0; q < a.columns.size(); ++q) {
        QCOMPARE(a.columns[q].size(), b.columns[q].size());
        for (std::size_t j = 0; j < a.columns[q].size(); ++j) // NaN is the same as NaN here
            QVERIFY(std::bit_cast<std::uint64_t>(a.columns[q][j]) ==
                    std::bit_cast<std::uint64_t>(b.columns[q][j]));
    }
    QCOMPARE(a.summaries.size(), b.summaries.size());
    for (std::size_t l = 0; l < a.summaries.size(); ++l) {
        QCOMPARE(a.summaries[l].lund.counts, b.summaries[l].lund.counts);
        QCOMPARE(a.summaries[l].lund.outside, b.summaries[l].lund.outside);
        QCOMPARE(a.summaries[l].raw.sum, b.summaries[l].raw.sum);
        QCOMPARE(a.summaries[l].aligned.sumOfSquares, b.summaries[l].aligned.sumOfSquares);
        QCOMPARE(a.summaries[l].aligned.count, b.summaries[l].aligned.count);
    }
}

} // namespace

class TestSample : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsJetsOneByOne();
    void differenceShowsTwoProngs();
    void ginkgoShowsTwoProngs();
    void ofEventFiles();
    void labelsComeFromEvents();
    void binningFollowsTheValues();
    void cacheRoundTrip();
    void cacheIsStale();
    void cacheIsDamaged();
    void cancelled();
    void malformedEventsAreCounted();
};

void TestSample::equalsJetsOneByOne() {
    const std::vector<SampleSource> sources{toySource("two", 2, 30), toySource("one", 1, 20, 5)};
    const SampleTable table = scanSample(sources, wholeJets(), {});
    QCOMPARE(table.labels, (std::vector<std::string>{"two", "one"}));
    QCOMPARE(table.jets(), std::size_t(50));

    std::size_t row = 0;
    for (int label = 0; label < 2; ++label) {
        std::mt19937_64 random(label == 0 ? 1 : 5);
        const int count = label == 0 ? 30 : 20;
        Eigen::MatrixXd raw = Eigen::MatrixXd::Zero(JetImage::side, JetImage::side), aligned = raw;
        double splittings = 0;
        for (int k = 0; k < count; ++k, ++row) {
            const Event event = toyJet(label == 0 ? 2 : 1, random);
            std::vector<int> all(event.particles.size());
            std::iota(all.begin(), all.end(), 0);
            const JetAnalysis analysis = analyseJet(event, all, 1, {});
            const JetSubstructure &jet = *analysis.substructure;
            raw += jet.rawImage.intensity / count;
            aligned += jet.alignedImage.intensity / count;
            splittings += static_cast<double>(jet.lund.primary.size());
            const auto &tau = jet.tau[static_cast<std::size_t>(SubjetAxes::OnePassWtaKt)];
            QCOMPARE(table.label[row], label);
            QCOMPARE(table.source[row], label);
            QCOMPARE(table.event[row], std::int64_t(k));
            QVERIFY(std::fabs(table.column("pt")[row] - jet.total.pt()) < 1e-9);
            QVERIFY(std::fabs(table.column("m")[row] - jet.total.mass()) < 1e-9);
            QCOMPARE(table.column("n")[row], static_cast<double>(all.size()));
            QVERIFY(std::fabs(table.column("tau21")[row] - tau[1] / tau[0]) < 1e-9);
            QVERIFY(std::fabs(table.column("tau32")[row] - tau[2] / tau[1]) < 1e-9);
            QVERIFY(std::fabs(table.column("zg")[row] - jet.softDrop[0].zg) < 1e-12);
            QVERIFY(std::fabs(table.column("rg")[row] - jet.softDrop[0].rg) < 1e-12);
            QVERIFY(std::fabs(table.column("msd")[row] - jet.softDrop[0].mass) < 1e-9);
            QVERIFY(std::fabs(table.column("c2")[row] - jet.correlators.c2) < 1e-9);
            QVERIFY(std::fabs(table.column("d2")[row] - jet.correlators.d2) < 1e-9);
        }
        const LabelSummary &summary = table.summaries[static_cast<std::size_t>(label)];
        QCOMPARE(summary.raw.count, static_cast<double>(count));
        QVERIFY((summary.raw.average() - raw).norm() < 1e-9);
        QVERIFY((summary.aligned.average() - aligned).norm() < 1e-12);
        QCOMPARE(summary.lund.counts.sum() + summary.lund.outside, splittings);
    }
}

void TestSample::differenceShowsTwoProngs() {
    const std::vector<SampleSource> sources{toySource("two", 2, 300), toySource("one", 1, 300)};
    const SampleTable table = scanSample(sources, wholeJets(), {});
    const Eigen::MatrixXd difference =
        table.summaries[0].aligned.average() - table.summaries[1].aligned.average();
    const Eigen::MatrixXd correlation =
        pixelCorrelation(table.summaries[0].aligned, table.summaries[1].aligned);
    // the second prong is 0.7 below the centre: seven pixels
    for (const Eigen::MatrixXd &image : {difference, correlation}) {
        Eigen::Index row = 0, column = 0;
        image.maxCoeff(&row, &column);
        QCOMPARE(column, Eigen::Index(12));
        QVERIFY(row >= 4 && row <= 6);
        QVERIFY(image(12, 12) < 0);
    }
    const Histogram two = table.histogram("tau21", 0, {.bins = 2, .low = 0, .high = 1});
    const Histogram one = table.histogram("tau21", 1, {.bins = 2, .low = 0, .high = 1});
    QVERIFY(two.count(0) > 0.95 * two.total() && one.count(1) > 0.5 * one.total());
    QCOMPARE(two.total() + one.total(), 600.);
}

void TestSample::ginkgoShowsTwoProngs() {
    const std::vector<SampleSource> sources{ginkgoSample("w", 2000, 1), ginkgoSample("qcd", 2000, 2)};
    const SampleTable table = scanSample(sources, wholeJets(), {});
    QCOMPARE(table.labels, (std::vector<std::string>{"W", "QCD"}));
    QCOMPARE(table.jets(), std::size_t(4000));
    const Eigen::MatrixXd difference =
        table.summaries[0].aligned.average() - table.summaries[1].aligned.average();
    // a second prong below the first, apart from it: 2 m/pT = 0.49 is the least angle of a W, 0.18 of QCD
    Eigen::Index row = 0, column = 0;
    const double second = difference.topRows(10).maxCoeff(&row, &column);
    QCOMPARE(column, Eigen::Index(12));
    QVERIFY(row >= 7 && row <= 9);
    QVERIFY(second > 0.08);
    QVERIFY(difference(11, 12) < 0 && difference(12, 12) < 0);
    for (std::size_t jet = 0; jet < table.jets(); ++jet) // what the shower was given
        QVERIFY(std::fabs(table.column("m")[jet] - (table.label[jet] == 0 ? 80 : 30)) < 1e-6);
    QVERIFY_EXCEPTION_THROWN(ginkgoSample("top", 1, 1), Error);
}

void TestSample::ofEventFiles() {
    const auto path = test::examplesDir() / "Pythia-PtMin1000-LHC-10ev.dat";
    QUINCUNX_NEED(path);
    const std::vector<SampleSource> sources{{path, "QCD"}};
    const SampleTable table = scanSample(sources, wholeJets(), {});
    QCOMPARE(table.jets(), std::size_t(10));
    QCOMPARE(table.labels, std::vector<std::string>{"QCD"});
    for (std::size_t j = 0; j < 10; ++j) {
        const Event event = openEvents(path).file->read(j);
        const std::vector<int> inputs = clusteringInputs(event, {});
        const Jet leading = cluster(event, inputs, wholeJets().clustering, 5).jets.front();
        QVERIFY(std::fabs(table.column("pt")[j] - leading.momentum.pt()) < 1e-9 * leading.momentum.pt());
        QCOMPARE(table.column("n")[j], static_cast<double>(leading.constituents.size()));
    }
}

void TestSample::labelsComeFromEvents() {
    JetGenerator mixed{"mixed", 10, 1, [k = 0](RandomEngine &random) mutable {
                           Event event = toyJet(1, random);
                           if (k++ % 5 != 4)
                               event.sample = k % 2 ? "W" : "QCD";
                           if (k == 10)
                               event.particles.clear();
                           return event;
                       }};
    const std::vector<SampleSource> sources{{mixed, ""}};
    const SampleTable table = scanSample(sources, wholeJets(), {});
    QCOMPARE(table.labels, (std::vector<std::string>{"W", "QCD", "unlabelled"}));
    QCOMPARE(table.jets(), std::size_t(9));
    QCOMPARE(table.withoutJet, std::int64_t(1));
}

void TestSample::binningFollowsTheValues() {
    SampleTable table;
    QCOMPARE(table.binning("m", 10), (Binning{10, 0, 1}));
    QVERIFY_EXCEPTION_THROWN(table.column("nonsense"), Error);
    for (int i = 0; i < 1000; ++i) {
        for (std::vector<double> &column : table.columns)
            column.push_back(i == 7 ? std::nan("") : i == 8 ? 1e6 : 10 + i % 100);
        table.label.push_back(0);
    }
    const Binning binning = table.binning("m", 10);
    QCOMPARE(binning.low, 10.);
    QVERIFY(binning.high > 109 && binning.high < 110);
    const Histogram histogram = table.histogram("m", 0, binning);
    QCOMPARE(histogram.total(), 999.);
    QCOMPARE(histogram.overflow(), 1.);
    QCOMPARE(histogram.underflow(), 0.);
}

void TestSample::cacheRoundTrip() {
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("sample.cache").toStdString();
    const std::vector<SampleSource> sources{toySource("two", 2, 20), toySource("one", 1, 20)};
    SampleTable table = scanSample(sources, wholeJets(), {});
    table.damage = {"some file"};
    table.columns[3][2] = std::nan("");
    const std::string key = sampleKey(sources, wholeJets());
    QVERIFY(!cachedSample(file, key));
    cacheSample(file, key, table);
    cacheSample(file, key, table); // over the old one
    const auto again = cachedSample(file, key);
    QVERIFY(again.has_value());
    verifySame(*again, table);
    QCOMPARE(std::distance(std::filesystem::directory_iterator(file.parent_path()), {}), std::ptrdiff_t(1));
    QVERIFY_EXCEPTION_THROWN(cacheSample("/no/such/folder/cache", key, table), Error);
}

void TestSample::cacheIsStale() {
    QTemporaryDir folder;
    const std::filesystem::path data = folder.filePath("data.txt").toStdString();
    std::ofstream(data) << "1 2 3 4\n";
    const std::vector<SampleSource> sources{{data, "a"}};
    const std::string key = sampleKey(sources, wholeJets());
    QCOMPARE(sampleKey(sources, wholeJets()), key);

    SampleSettings other = wholeJets();
    other.jet.zCut = 0.2;
    QVERIFY(sampleKey(sources, other) != key);
    other = wholeJets();
    other.cuts.particlePt = 1;
    QVERIFY(sampleKey(sources, other) != key);
    QVERIFY(sampleKey(std::vector<SampleSource>{{data, "b"}}, wholeJets()) != key);
    QVERIFY(sampleKey(std::vector{toySource("a", 1, 5)}, {}) !=
            sampleKey(std::vector{toySource("a", 1, 5, 2)}, {}));
    QVERIFY(sampleKey(std::vector{toySource("a", 1, 5)}, {}) !=
            sampleKey(std::vector{toySource("a", 2, 5)}, {}));

    const auto time = std::filesystem::last_write_time(data);
    std::ofstream(data) << "1 2 3 40\n";
    std::filesystem::last_write_time(data, time);
    QVERIFY(sampleKey(sources, wholeJets()) != key); // another size
    std::ofstream(data) << "5 6 7 8\n";
    std::filesystem::last_write_time(data, time + std::chrono::seconds(1));
    const std::string touched = sampleKey(sources, wholeJets());
    QVERIFY(touched != key); // the same size, another time

    const std::filesystem::path file = folder.filePath("sample.cache").toStdString();
    cacheSample(file, key, {});
    QVERIFY(cachedSample(file, key));
    QVERIFY(!cachedSample(file, touched));
    std::filesystem::remove(data);
    QVERIFY(sampleKey(sources, wholeJets()) != key);
}

void TestSample::cacheIsDamaged() {
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("sample.cache").toStdString();
    cacheSample(file, "key", scanSample(std::vector{toySource("one", 1, 3)}, wholeJets(), {}));
    const std::string good = test::contents(file);
    std::mt19937_64 random(1);
    for (int trial = 0; trial < 300; ++trial) {
        std::string bad = good;
        if (trial % 3 == 0)
            bad.resize(random() % bad.size());
        else if (trial % 3 == 1)
            bad[random() % bad.size()] ^= static_cast<char>(1 + random() % 255);
        else
            bad += "more";
        std::ofstream(file, std::ios::binary) << bad;
        QVERIFY(!cachedSample(file, "key"));
    }
    for (const char *text : {"", "\n", "quincunx sample 1 0\n", "quincunx sample 2 14695981039346656037\n"}) {
        std::ofstream(file, std::ios::binary) << text;
        QVERIFY(!cachedSample(file, "key"));
    }
    QVERIFY(!cachedSample(folder.path().toStdString(), "key")); // a folder
}

void TestSample::cancelled() {
    std::stop_source stop;
    const Progress progress(stop.get_token(), {});
    const std::vector<SampleSource> sources{toySource("two", 2, 1000000)};
    std::chrono::steady_clock::time_point asked;
    std::jthread canceller([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(700));
        asked = std::chrono::steady_clock::now();
        stop.request_stop();
    });
    SampleTable last;
    int shown = 0;
    QVERIFY_EXCEPTION_THROWN(scanSample(sources, wholeJets(), progress,
                                        [&](const SampleTable &table) {
                                            ++shown;
                                            last = table;
                                        }),
                             Cancelled);
    const auto waited = std::chrono::steady_clock::now() - asked;
    QVERIFY(waited < std::chrono::milliseconds(100));
    QVERIFY(shown >= 2); // on the way, and at the end
    QVERIFY(last.jets() > 10);
    // whole jets only, and the same as of a scan that ends there
    verifySame(last, scanSample(std::vector{toySource("two", 2, static_cast<std::int64_t>(last.jets()))},
                                wholeJets(), {}));
}

void TestSample::malformedEventsAreCounted() {
    QTemporaryDir folder;
    const std::filesystem::path data = folder.filePath("data.txt").toStdString();
    std::ofstream(data) << "10 0 0 10\n#END\n10 0 0 -10\n#END\n0 20 0 20\n#END\n";
    const SampleTable table = scanSample(std::vector<SampleSource>{{data, "a"}}, wholeJets(), {});
    QCOMPARE(table.jets(), std::size_t(2));
    QCOMPARE(table.malformed, std::int64_t(1));
    QCOMPARE(table.event, (std::vector<std::int64_t>{0, 2}));
    QVERIFY_EXCEPTION_THROWN(scanSample(std::vector<SampleSource>{{"/no/such/file", ""}}, {}, {}), Error);
}

QUINCUNX_TEST(sample, TestSample, QCoreApplication)
#include "test_sample.moc"
