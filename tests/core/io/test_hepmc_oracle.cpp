// Our HepMC reader against libhepmc3, which is linked nowhere else.
#include "tests/core/io/io_support.h"

#include <HepMC3/GenEvent.h>
#include <HepMC3/GenParticle.h>
#include <HepMC3/ReaderAscii.h>
#include <HepMC3/ReaderAsciiHepMC2.h>

using namespace quincunx;

namespace {

bool close(double ours, double theirs) {
    return std::fabs(ours - theirs) <= 1e-12 * std::fabs(theirs);
}

bool same(const FourMomentum &ours, const HepMC3::FourVector &theirs) {
    return close(ours.px, theirs.px()) && close(ours.py, theirs.py()) && close(ours.pz, theirs.pz()) &&
           close(ours.E, theirs.e());
}

} // namespace

class HepmcOracle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finalStates_data();
    void finalStates();
};

void HepmcOracle::finalStates_data() {
    QTest::addColumn<bool>("version3");
    QTest::newRow("example.hepmc3") << true;
    QTest::newRow("inputIO1.hepmc") << false;
}

void HepmcOracle::finalStates() {
    QFETCH(bool, version3);
    const auto path = test::sharedDir() / "data/hepmc" / QTest::currentDataTag();
    QUINCUNX_NEED(path);
    // libhepmc3 3.1.2 aborts when close() is called by us and then by its destructor, so that it alone does.
    std::unique_ptr<HepMC3::Reader> oracle;
    if (version3)
        oracle = std::make_unique<HepMC3::ReaderAscii>(path.string());
    else
        oracle = std::make_unique<HepMC3::ReaderAsciiHepMC2>(path.string());
    const OpenEventFile ours = test::openWhole(path);
    std::size_t k = 0, particles = 0;
    for (;; ++k) {
        HepMC3::GenEvent theirs(HepMC3::Units::GEV, HepMC3::Units::MM);
        if (!oracle->read_event(theirs) || oracle->failed())
            break;
        theirs.set_units(HepMC3::Units::GEV, HepMC3::Units::MM);
        const Event event = ours.file->read(k);
        QCOMPARE(event.label, "event " + std::to_string(theirs.event_number()));
        std::size_t i = 0;
        for (const auto &particle : theirs.particles()) {
            if (particle->status() != 1)
                continue;
            QVERIFY(i < event.particles.size());
            QCOMPARE(event.particles[i].pdgId, particle->pid());
            QVERIFY(same(event.particles[i].momentum, particle->momentum()));
            ++i;
        }
        QCOMPARE(event.particles.size(), i);
        particles += i;
    }
    QCOMPARE(k, std::size_t(100));
    QCOMPARE(ours.file->knownEvents(), k);
    QCOMPARE(particles, std::size_t(400));
}

QUINCUNX_TEST(io_hepmc_oracle, HepmcOracle, QCoreApplication)
#include "test_hepmc_oracle.moc"
