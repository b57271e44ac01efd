// Files that others wrote. The numbers come from grep, awk and Python's zipfile, not from our readers.
#include "tests/core/io/io_support.h"

#include <algorithm>

using namespace quincunx;

namespace {

std::size_t count(const Event &event, ObjectKind kind) {
    return static_cast<std::size_t>(std::ranges::count(event.particles, kind, &Particle::kind));
}

} // namespace

class RealFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void files_data();
    void files();
    void noFileIsLeftOut();
    void cmsHiggsCandidate();
    void pileUp_data();
    void pileUp();
    void firstAndLastLine();
    void notEvents();

private:
    static std::filesystem::path pathOf(const QString &name) {
        const std::filesystem::path path = name.toStdString();
        return path.extension() == ".dat" ? test::examplesDir() / path : test::sharedDir() / "data" / path;
    }
};

void RealFiles::files_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("events");
    QTest::addColumn<int>("particles"); // of all events; −1: not known
    QTest::newRow("HZ-event-Hmass115.dat") << "fastjet" << 1 << 777;
    QTest::newRow("Pythia-PtMin1000-LHC-10ev.dat") << "fastjet" << 10 << 5460;
    QTest::newRow("Pythia-Z2jets-lhc-pileup-1ev.dat") << "fastjet" << 1 << 3591;
    QTest::newRow("Pythia-Zp2jets-lhc-pileup-1ev.dat") << "fastjet" << 1 << 3109;
    QTest::newRow("Pythia-dijet-ptmin100-lhc-pileup-1ev.dat") << "fastjet" << 1 << 3282;
    QTest::newRow("boosted_top_event.dat") << "fastjet" << 1 << 184;
    QTest::newRow("cone-darktower.dat") << "fastjet" << 1 << 3;
    QTest::newRow("cone-midpoint-problem-ev1.dat") << "fastjet" << 1 << 3;
    QTest::newRow("cone-midpoint-problem-ev2.dat") << "fastjet" << 1 << 4;
    QTest::newRow("cone-sm-pt-problem-ev1.dat") << "fastjet" << 1 << 5;
    QTest::newRow("cone-sm-pt-problem-ev2.dat") << "fastjet" << 1 << 5;
    QTest::newRow("single-ee-event.dat") << "fastjet" << 1 << 70;
    QTest::newRow("single-event.dat") << "fastjet" << 1 << 354;
    QTest::newRow("text/events-100pp.txt") << "indexed" << 100 << 43118;
    QTest::newRow("hepmc/example.hepmc3") << "hepmc3" << 100 << 400;
    QTest::newRow("hepmc/inputIO1.hepmc") << "hepmc2" << 100 << 400;
    QTest::newRow("ig/Hto4l_120-130GeV.ig") << "cms-ig" << 11 << -1;
    QTest::newRow("ig/BJetPlusX_Run2012C_0.ig") << "cms-ig" << 25 << -1;
}

void RealFiles::files() {
    QFETCH(QString, format);
    QFETCH(int, events);
    QFETCH(int, particles);
    const auto path = pathOf(QTest::currentDataTag());
    QUINCUNX_NEED(path);
    const OpenEventFile opened = openEvents(path);
    QCOMPARE(opened.format->name, format.toStdString());
    QVERIFY(opened.file->knownEvents() >= 1);
    opened.file->indexAll({});
    QVERIFY(opened.file->indexed());
    QCOMPARE(opened.file->damage(), std::string());
    QCOMPARE(opened.file->knownEvents(), static_cast<std::size_t>(events));
    std::size_t total = 0;
    for (std::size_t k = 0; k < opened.file->knownEvents(); ++k) {
        const Event event = opened.file->read(k);
        QVERIFY(!event.particles.empty());
        QVERIFY(test::isSound(event));
        total += event.particles.size();
    }
    if (particles >= 0)
        QCOMPARE(total, static_cast<std::size_t>(particles));
    QVERIFY_THROWS_EXCEPTION(Error, opened.file->read(static_cast<std::size_t>(events)));
}

// Files that are added to the folders later want a row above.
void RealFiles::noFileIsLeftOut() {
    QUINCUNX_NEED(test::examplesDir());
    for (const auto &entry : std::filesystem::directory_iterator(test::examplesDir()))
        if (entry.path().extension() == ".dat")
            QVERIFY2(!test::openWhole(entry.path()).file->read(0).particles.empty(), entry.path().c_str());
    for (const char *folder : {"ig", "hepmc"}) {
        const auto path = test::sharedDir() / "data" / folder;
        QUINCUNX_NEED(path);
        for (const auto &entry : std::filesystem::directory_iterator(path))
            QVERIFY2(!test::openWhole(entry.path()).file->read(0).particles.empty(), entry.path().c_str());
    }
}

void RealFiles::cmsHiggsCandidate() {
    const auto path = pathOf("ig/Hto4l_120-130GeV.ig");
    QUINCUNX_NEED(path);
    const OpenEventFile opened = openEvents(path);
    const Event event = opened.file->read(0);
    QCOMPARE(event.label, std::string("Run 201191, event 1357605031"));
    QCOMPARE(opened.file->read(3).label, std::string("Run 201174, event 216745941"));
    QCOMPARE(event.tracks.size(), std::size_t(113));
    QCOMPARE(count(event, ObjectKind::Track), std::size_t(113));
    double sumPt = 0;
    for (const Particle &particle : event.particles)
        sumPt += particle.kind == ObjectKind::Track ? particle.momentum.pt() : 0;
    QVERIFY(std::fabs(sumPt - 430.465454) < 1e-6);
    // hits of positive energy in EB, EE, ES, HB, HE and HF
    QCOMPARE(count(event, ObjectKind::Hit), std::size_t(770 + 236 + 126 + 33 + 1 + 1));
    QCOMPARE(event.cells.size(), count(event, ObjectKind::Hit));
    QCOMPARE(event.fileJets.size(), std::size_t(49));
    QCOMPARE(event.fileJets[0].et, 127.388);
    QCOMPARE(event.muonChambers.size(), std::size_t(24));
    QCOMPARE(event.muons.size(), std::size_t(2));
    QVERIFY(event.muons[0].path.size() >= 2);
    QVERIFY(event.hasMissingMomentum);
    QCOMPARE(event.missingPx, 80.5973);
    QCOMPARE(event.missingPy, 52.0054);
    QVERIFY(!event.vertices.empty());
    QCOMPARE(event.vertices[0][2], -0.0472997);
}

void RealFiles::pileUp_data() {
    QTest::addColumn<int>("hard"); // particles of the hard scatter
    QTest::newRow("Pythia-Z2jets-lhc-pileup-1ev.dat") << 655;
    QTest::newRow("Pythia-Zp2jets-lhc-pileup-1ev.dat") << 309;
    QTest::newRow("Pythia-dijet-ptmin100-lhc-pileup-1ev.dat") << 355;
}

void RealFiles::pileUp() {
    const auto path = pathOf(QTest::currentDataTag());
    QUINCUNX_NEED(path);
    QFETCH(int, hard);
    const Event event = openEvents(path).file->read(0);
    QCOMPARE(event.subEvents.size(), std::size_t(21));
    QCOMPARE(event.subEvents[0], std::string("hard scatter"));
    QCOMPARE(event.subEvents[20], std::string("pile-up 20"));
    QCOMPARE(std::ranges::count(event.particles, 0, &Particle::subEvent), std::ptrdiff_t(hard));
}

void RealFiles::firstAndLastLine() {
    const auto path = pathOf("text/events-100pp.txt");
    QUINCUNX_NEED(path);
    const OpenEventFile opened = test::openWhole(path);
    const Event first = opened.file->read(0);
    QCOMPARE(first.label, std::string("event 0"));
    QCOMPARE(first.particles[0].momentum,
             (FourMomentum{-0.08566411285824026, 0.3298216020339054, 6.8853838721359795, 6.895223816597273}));
    const auto beams = pathOf("hepmc/example.hepmc3");
    QUINCUNX_NEED(beams);
    // e+ e- at the Z pole: what comes out is what went in
    const FourMomentum total = totalMomentum(openEvents(beams).file->read(0));
    QVERIFY(std::fabs(total.E - 92) < 1e-3);
    QVERIFY(total.p() < 1e-3);
}

void RealFiles::notEvents() {
    const auto path = pathOf("text/jet-collections-fastjet-inclusive-Kt.json");
    QUINCUNX_NEED(path);
    QVERIFY_THROWS_EXCEPTION(Error, openEvents(path));
}

QUINCUNX_TEST(io_real_files, RealFiles, QCoreApplication)
#include "test_real_files.moc"
