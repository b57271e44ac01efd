#include "tests/support.h"
#include "views/three_d/event_shapes.h"
#include "views/three_d/helix.h"

#include <random>

using namespace quincunx;

class TestThreeD : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // R [m] = p_T [GeV] / (0.2998 B [T])
    void radiusFollowsFromMomentum() {
        for (double pt : {0.5, 1.0, 20.0}) {
            const Helix helix = Helix::of({0, 0, 0}, {0, 1, 0.3}, pt, -1);
            QVERIFY(std::fabs(helix.radius() - pt / (0.299792458 * 3.8)) < 1e-12);
            // Three points on the path lie on a circle of that radius.
            const Vector3 a = helix.at(0.1), b = helix.at(0.3), c = helix.at(0.6);
            const double x1 = b[0] - a[0], y1 = b[1] - a[1], x2 = c[0] - a[0], y2 = c[1] - a[1];
            const double area = std::fabs(x1 * y2 - x2 * y1) / 2;
            const double product = std::hypot(x1, y1) * std::hypot(x2, y2) * std::hypot(x2 - x1, y2 - y1);
            QVERIFY(std::fabs(product / (4 * area) - helix.radius()) < 1e-6 * helix.radius());
        }
    }

    void positiveChargesTurnClockwise() {
        QVERIFY(Helix::of({0, 0, 0}, {1, 0, 0}, 1, 1).at(0.5)[1] < 0);
        QVERIFY(Helix::of({0, 0, 0}, {1, 0, 0}, 1, -1).at(0.5)[1] > 0);
        QCOMPARE(Helix::of({0, 0, 0}, {1, 0, 0}, 1, 0).at(0.5)[1], 0.0);
    }

    void speedIsEven() {
        std::mt19937 engine(3);
        std::uniform_real_distribution<double> any(-1, 1);
        for (int k = 0; k < 200; ++k) {
            const Helix helix =
                Helix::of({any(engine), any(engine), any(engine)}, {any(engine), any(engine), any(engine)},
                          1 + any(engine), k % 3 - 1);
            // The arc in the transverse plane is the parameter; z goes along evenly.
            constexpr double step = 1e-5;
            const Vector3 v = (helix.at(0.4 + step) - helix.at(0.4 - step)) * (0.5 / step);
            QVERIFY(std::fabs(std::hypot(v[0], v[1]) - 1) < 1e-6);
            QVERIFY(std::fabs(v[2] - helix.cotTheta) < 1e-6 * (1 + std::fabs(helix.cotTheta)));
        }
    }

    void closestApproachIsTheLeastDistance() {
        for (int charge : {-1, 0, 1}) {
            const Helix helix = Helix::of({0.3, -0.2, 0}, {0.6, 0.8, 0.1}, 1.5, charge);
            double least = 1e9;
            for (double s = -2; s < 2; s += 1e-4)
                least = std::min(least, std::hypot(helix.at(s)[0], helix.at(s)[1]));
            QVERIFY(std::fabs(least - helix.closestApproach()) < 1e-6);
        }
        QVERIFY(Helix::of({0, 0, 0}, {1, 0, 0}, 1, 1).closestApproach() < 1e-12);
    }

    void pathsEndOnTheCalorimeter() {
        std::mt19937 engine(5);
        std::uniform_real_distribution<double> any(-1, 1);
        for (int k = 0; k < 500; ++k) {
            const Helix helix = Helix::of({0.01 * any(engine), 0, 0.1 * any(engine)},
                                          {any(engine), any(engine), 2 * any(engine)},
                                          1 + 5 * std::fabs(any(engine)), k % 3 - 1);
            const auto path = helix.path(calorimeterFront);
            QVERIFY(path.size() >= 2 && path.size() <= 33);
            const Vector3 &end = path.back();
            const double mantle = std::fabs(std::hypot(end[0], end[1]) - calorimeterFront.radius);
            const double lid = std::fabs(std::fabs(end[2]) - calorimeterFront.halfLength);
            QVERIFY(std::min(mantle, lid) < 1e-6);
        }
    }

    void loopersAndBeamParticlesStayInside() {
        for (const Helix &helix :
             {Helix::of({0, 0, 0}, {1, 0, 0}, 0.2, 1), Helix::of({0, 0, 0}, {1, 0, 1e-3}, 0.2, -1),
              Helix::of({0, 0, 0}, {0, 0, 1}, 0, 1), Helix::of({0, 0, 0}, {1e-7, 0, -1}, 1e-7, 1)})
            for (const Vector3 &point : helix.path(calorimeterFront)) {
                QVERIFY(std::isfinite(point[0]) && std::isfinite(point[1]));
                QVERIFY(std::hypot(point[0], point[1]) < calorimeterFront.radius + 1e-6);
                QVERIFY(std::fabs(point[2]) < calorimeterFront.halfLength * 1.01);
            }
    }

    void surfacePointsLieInTheirDirection() {
        for (double eta : {-4.0, -1.5, 0.0, 0.3, 1.7, 5.0, 1e5})
            for (double phi : {-3.0, 0.5, 2.0}) {
                const Vector3 p = calorimeterFront.point(eta, phi);
                QVERIFY(std::hypot(p[0], p[1]) <= calorimeterFront.radius + 1e-12);
                QVERIFY(std::fabs(p[2]) <= calorimeterFront.halfLength + 1e-12);
                if (std::fabs(eta) < 20) {
                    QVERIFY(std::fabs(std::asinh(p[2] / std::hypot(p[0], p[1])) - eta) < 1e-6);
                    QVERIFY(std::fabs(wrapPhi(std::atan2(p[1], p[0]) - phi)) < 1e-12);
                }
            }
    }

    // The rim is the circle of the clustering, not that of a cone in space.
    void rimsAreCirclesInRapidityAndPhi() {
        auto event = std::make_shared<Event>();
        for (const FourMomentum &p : {FourMomentum{50, 5, 80, 95}, FourMomentum{-40, 1, -20, 45}})
            event->particles.push_back({.momentum = p});
        Scene scene;
        scene.event = event;
        scene.visible = {0, 1};
        for (const Particle &particle : event->particles) {
            scene.pt.push_back(particle.momentum.pt());
            scene.eta.push_back(particle.momentum.eta());
            scene.phi.push_back(particle.momentum.phi());
        }
        scene.clustering = std::make_shared<Clustering>(cluster(*event, scene.visible, {}, 1));
        scene.clusteringUsed.radius = 0.6;
        const EventShapes shapes(scene, {});
        QCOMPARE(shapes.jets.size(), 2U);
        for (const JetShape &shape : shapes.jets) {
            const FourMomentum &jet = scene.clustering->jets[static_cast<std::size_t>(shape.jet)].momentum;
            for (const Vector3 &p : shape.rim) {
                const double eta = std::asinh(p[2] / std::hypot(p[0], p[1])), phi = std::atan2(p[1], p[0]);
                QVERIFY(std::fabs(std::hypot(eta - jet.rapidity(), wrapPhi(phi - jet.phi())) - 0.6) < 1e-9);
            }
        }
        QCOMPARE(shapes.paths.size(), 2U);
        QCOMPARE(shapes.towers.size(), 2U);
        // The tower of the hardest particle is the longest there is.
        const TowerShape &tower = shapes.towers[static_cast<std::size_t>(shapes.towerOf[0])];
        QVERIFY(std::fabs(length(tower.end[0] - tower.base[0]) - EventShapes::longestTower) < 1e-9);
    }
};

QTEST_MAIN(TestThreeD)
#include "test_three_d.moc"
