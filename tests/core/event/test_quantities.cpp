#include "core/event/expression.h"
#include "core/event/quantities.h"
#include "tests/support.h"

namespace quincunx {

class TestQuantities : public QObject {
    Q_OBJECT

private:
    Event m_event;
    CutSettings m_cuts;
    ClusteringSettings m_clustering;

    double value(const std::string &name) const {
        return eventQuantities().at(name).value(QuantitySource(m_event, 7, m_cuts, m_clustering));
    }
    void add(ObjectKind kind, const FourMomentum &momentum, int charge = 0) {
        m_event.particles.push_back({.momentum = momentum, .kind = kind, .charge = std::int8_t(charge)});
    }

private Q_SLOTS:
    void init() {
        m_event = {};
        m_cuts = {};
        m_clustering = {};
    }

    void ofTwoParticles() {
        add(ObjectKind::Particle, {30, 0, 0, 30}, 1);
        add(ObjectKind::Particle, {-10, 0, 40, std::sqrt(1700.)}, -1);
        QCOMPARE(value("n"), 2.);
        QCOMPARE(value("n_charged"), 2.);
        QCOMPARE(value("n_tracks"), 0.);
        QCOMPARE(value("sum_pt"), 40.);
        QCOMPARE(value("max_pt"), 30.);
        QCOMPARE(value("met"), 20.);
        QVERIFY(std::fabs(value("sum_et") - 40) < 1e-9); // massless: E sin θ = p_T
        const double energy = 30 + std::sqrt(1700.);
        QVERIFY(std::fabs(value("mass") - std::sqrt(energy * energy - 400 - 1600)) < 1e-9);
        QCOMPARE(value("event"), 7.);
        QCOMPARE(value("n_jets"), 2.);
        QVERIFY(std::fabs(value("jet_pt") - 30) < 1e-9);
        QVERIFY(std::fabs(value("jet_m")) < 1e-3);
    }

    void energyIsCountedOnce() {
        add(ObjectKind::Track, {20, 0, 0, 20}, 1);
        add(ObjectKind::Hit, {19, 0, 0, 19});
        QCOMPARE(value("n"), 2.);
        QCOMPARE(value("n_hits"), 1.);
        QCOMPARE(value("sum_pt"), 19.); // of hits, which are what is clustered
    }

    void cutsAndEmptyEvents() {
        QCOMPARE(value("n"), 0.);
        QCOMPARE(value("jet_pt"), 0.);
        QCOMPARE(value("mass"), 0.);
        add(ObjectKind::Particle, {0.5, 0, 0, 0.5});
        m_cuts.particlePt = 1;
        QCOMPARE(value("n"), 0.);
    }

    void jetsAreFoundOnlyWhenMentioned() {
        add(ObjectKind::Particle, {30, 0, 0, -1}); // which the clustering refuses
        QCOMPARE(value("n"), 1.);
        QVERIFY_EXCEPTION_THROWN(value("n_jets"), Error);
    }

    void anEventThatIsAJet() {
        add(ObjectKind::Particle, FourMomentum::fromPtEtaPhiMass(300, 0, 0, 0));
        add(ObjectKind::Particle, FourMomentum::fromPtEtaPhiMass(100, 0.6, 0.8, 0));
        m_clustering.radius = 0.4; // which would find two
        QCOMPARE(value("n_jets"), 2.);
        QCOMPARE(value("jet_n"), 1.);
        m_event.isJet = true;
        QCOMPARE(value("n_jets"), 1.);
        QCOMPARE(value("jet_n"), 2.);
        QCOMPARE(value("jet_zg"), 0.25);
        QVERIFY(std::fabs(value("jet_rg") - 1) < 1e-12);
        QVERIFY(std::fabs(value("jet_msd") - value("mass")) < 1e-9);
        QVERIFY(value("jet_tau21") < 1e-9);
        QVERIFY(std::fabs(value("jet_c2")) < 1e-12);
    }

    void withoutAJetNoComparisonHolds() {
        for (const char *text : {"jet_tau21 < 1", "jet_tau21 >= 0", "jet_d2 < 1", "jet_zg < 1"})
            QVERIFY(!Expression::parse(text).holds(
                [this](std::string_view name) { return value(std::string(name)); }));
        QCOMPARE(value("jet_n"), 0.);
    }

    void everyNameParses() {
        for (const EventQuantity &quantity : eventQuantities().entries()) {
            QCOMPARE(Expression::parse(quantity.name).names().front(), quantity.name);
            QVERIFY(!quantity.summary.empty());
        }
    }
};

} // namespace quincunx

QUINCUNX_TEST(quantities, quincunx::TestQuantities, NoApplication)
#include "test_quantities.moc"
