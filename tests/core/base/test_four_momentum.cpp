// Identities of four-momenta, at random and at the edges.
#include "core/event/four_momentum.h"
#include "tests/support.h"

#include <numbers>
#include <random>

using namespace quincunx;

class FourMomentumLaws : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip() {
        std::mt19937_64 random(1);
        std::uniform_real_distribution<double> logPt(-3, 8), eta(-8, 8), phi(-3.14159, 3.14159), mass(0, 200);
        for (int i = 0; i < 10000; ++i) {
            const double pt = std::exp(logPt(random)), y = eta(random), a = phi(random), m = mass(random);
            const auto p = FourMomentum::fromPtRapidityPhiMass(pt, y, a, m);
            QVERIFY(std::fabs(p.pt() - pt) < 1e-12 * pt);
            QVERIFY(std::fabs(p.phi() - a) < 1e-12);
            QVERIFY(std::fabs(p.rapidity() - y) < 1e-6);
            const auto q = FourMomentum::fromPtEtaPhiMass(pt, y, a, m);
            QVERIFY(std::fabs(q.eta() - y) < 1e-10);
            QVERIFY(std::fabs(q.massSquared() - m * m) < 1e-10 * q.E * q.E);
            QVERIFY(std::fabs(q.rapidity()) <= std::fabs(q.eta()) + 1e-9); // |y| ≤ |η|
            QVERIFY(q.et() >= q.pt() * (1 - 1e-12));
        }
    }

    void boostShiftsRapidity() {
        std::mt19937_64 random(2);
        std::normal_distribution<double> g;
        for (int i = 0; i < 1000; ++i) {
            const auto p = FourMomentum::fromPtEtaPhiMass(std::fabs(g(random)) + 0.1, g(random), g(random),
                                                          std::fabs(g(random)));
            const double b = g(random);
            const FourMomentum boosted{p.px, p.py, p.pz * std::cosh(b) + p.E * std::sinh(b),
                                       p.E * std::cosh(b) + p.pz * std::sinh(b)};
            QVERIFY(std::fabs(boosted.rapidity() - p.rapidity() - b) < 1e-9);
        }
    }

    void edges() {
        QCOMPARE(FourMomentum{}.rapidity(), 0.0);
        QCOMPARE(FourMomentum{}.eta(), 0.0);
        QCOMPARE((FourMomentum{3, 4, 0, 0}).rapidity(), 0.0);
        QCOMPARE(FourMomentum{}.phi(), 0.0);
        QCOMPARE((FourMomentum{0, 0, -5, 5}).eta(), -FourMomentum::beamRapidity);
        QCOMPARE((FourMomentum{0, 0, 5, 5}).rapidity(), FourMomentum::beamRapidity);
        QVERIFY((FourMomentum{3, 0, 4, 4.5}).mass() < 0);
        QCOMPARE(wrapPhi(-std::numbers::pi), std::numbers::pi);
        QVERIFY(std::fabs(wrapPhi(7.0) - (7.0 - 2 * std::numbers::pi)) < 1e-15);
    }
};

QUINCUNX_TEST(four_momentum, FourMomentumLaws, QCoreApplication)
#include "test_four_momentum.moc"
