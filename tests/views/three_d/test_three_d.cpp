#include "tests/support.h"
#include "views/geometry/towers.h"
#include "views/three_d/event_shapes.h"

using namespace quincunx;

class TestThreeD : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
        QVERIFY(std::fabs(length(tower.end[0] - tower.base[0]) - TowerScale::longest) < 1e-9);
    }
};

QUINCUNX_TEST(three_d, TestThreeD, QApplication)
#include "test_three_d.moc"
