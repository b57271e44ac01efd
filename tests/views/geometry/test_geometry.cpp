#include "tests/support.h"
#include "views/geometry/helix.h"
#include "views/geometry/jet_cone.h"
#include "views/geometry/labels.h"
#include "views/geometry/towers.h"

#include <QFont>

#include <random>

using namespace quincunx;

namespace {

constexpr const Cylinder &front = detector::calorimeterFront;

Scene sceneOfJets(std::initializer_list<double> pt) {
    auto clustering = std::make_shared<Clustering>();
    for (double each : pt) {
        Jet jet;
        jet.momentum = FourMomentum::fromPtEtaPhiMass(each, 0, 0, 0);
        clustering->jets.push_back(jet);
    }
    Scene scene;
    scene.clustering = clustering;
    return scene;
}

} // namespace

class TestGeometry : public QObject {
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

    void pathsEndOnTheCalorimeter() {
        std::mt19937 engine(5);
        std::uniform_real_distribution<double> any(-1, 1);
        for (int k = 0; k < 500; ++k) {
            const Helix helix = Helix::of({0.01 * any(engine), 0, 0.1 * any(engine)},
                                          {any(engine), any(engine), 2 * any(engine)},
                                          1 + 5 * std::fabs(any(engine)), k % 3 - 1);
            const auto path = helix.path(front);
            QVERIFY(path.size() >= 2 && path.size() <= 33);
            const Vector3 &end = path.back();
            const double mantle = std::fabs(std::hypot(end[0], end[1]) - front.radius);
            const double lid = std::fabs(std::fabs(end[2]) - front.halfLength);
            QVERIFY(std::min(mantle, lid) < 1e-6);
        }
    }

    void loopersAndBeamParticlesStayInside() {
        for (const Helix &helix :
             {Helix::of({0, 0, 0}, {1, 0, 0}, 0.2, 1), Helix::of({0, 0, 0}, {1, 0, 1e-3}, 0.2, -1),
              Helix::of({0, 0, 0}, {0, 0, 1}, 0, 1), Helix::of({0, 0, 0}, {1e-7, 0, -1}, 1e-7, 1)})
            for (const Vector3 &point : helix.path(front)) {
                QVERIFY(std::isfinite(point[0]) && std::isfinite(point[1]));
                QVERIFY(std::hypot(point[0], point[1]) < front.radius + 1e-6);
                QVERIFY(std::fabs(point[2]) < front.halfLength * 1.01);
            }
    }

    void surfacePointsLieInTheirDirection() {
        for (double eta : {-4.0, -1.5, 0.0, 0.3, 1.7, 5.0, 1e5})
            for (double phi : {-3.0, 0.5, 2.0}) {
                const Vector3 p = front.point(eta, phi);
                QVERIFY(std::hypot(p[0], p[1]) <= front.radius + 1e-12);
                QVERIFY(std::fabs(p[2]) <= front.halfLength + 1e-12);
                if (std::fabs(eta) < 20) {
                    QVERIFY(std::fabs(std::asinh(p[2] / std::hypot(p[0], p[1])) - eta) < 1e-6);
                    QVERIFY(std::fabs(wrapPhi(std::atan2(p[1], p[0]) - phi)) < 1e-12);
                }
            }
    }

    // Between two points the straight line is within 2 mm of the helix, whatever the radius.
    void pathsAreSmooth() {
        for (double pt : {0.3, 1.0, 5.0, 15.0, 100.0}) {
            const Helix helix = Helix::of({0, 0, 0}, {1, 0, 0}, pt, 1);
            const auto path = helix.path(front);
            const double piece = length(path[1] - path[0]);
            QVERIFY(piece * piece / (8 * helix.radius()) < 0.0021);
        }
    }

    void pathsStartWhereTracksDo() {
        Event event;
        event.tracks = {{.position = {0.1, 0, 0}, .direction = {1, 0, 0}},
                        {.position = {2, 0, 0}, .direction = {0, 1, 0}}};
        Particle track{.momentum = {5, 0, 0, 5}, .kind = ObjectKind::Track, .detail = 0};
        QVERIFY(length(pathToCalorimeter(event, track).front() - Vector3{0.1, 0, 0}) < 1e-12);
        track.detail = 1; // in the calorimeter
        QVERIFY(length(pathToCalorimeter(event, track).back() - Vector3{2, 0.3, 0}) < 1e-12);
        QCOMPARE(pathToCalorimeter(event, Particle{}).size(), 2U); // no direction
    }

    void heightsRiseFromNothingToTheTop() {
        using Scale = DisplaySettings::HeightScale;
        for (Scale scale : {Scale::Linear, Scale::Logarithmic, Scale::SquareRoot}) {
            QCOMPARE(scaledHeight(0, 50, scale), 0.0);
            QCOMPARE(scaledHeight(-1, 50, scale), 0.0);
            QCOMPARE(scaledHeight(50, 50, scale), 1.0);
            QCOMPARE(scaledHeight(60, 50, scale), 1.0);
            QCOMPARE(scaledHeight(5, 0, scale), 0.0);
            QVERIFY(scaledHeight(10, 50, scale) < scaledHeight(20, 50, scale));
        }
        QCOMPARE(scaledHeight(25, 100, Scale::SquareRoot), 0.5);
    }

    void towersShowTransverseEnergyOfAllButTracks() {
        auto event = std::make_shared<Event>();
        for (ObjectKind kind : {ObjectKind::Hit, ObjectKind::Particle, ObjectKind::Track})
            event->particles.push_back({.momentum = {kind == ObjectKind::Track ? 90. : 30., 0, 40,
                                                     kind == ObjectKind::Track ? 100. : 50.},
                                        .kind = kind});
        Scene scene;
        scene.event = event;
        scene.visible = {0, 1, 2};
        const TowerScale scale(scene, {});
        QVERIFY(std::fabs(scale.largest - 30) < 1e-9);
        QVERIFY(std::fabs(scale.length(event->particles[0]) - TowerScale::longest) < 1e-9);
        QVERIFY(std::fabs(scale.length(event->particles[1]) - TowerScale::longest) < 1e-9);
        QCOMPARE(scale.length(event->particles[2]), 0.0);
    }

    void onlyJetsThatStandOutAreNamed() {
        const Scene scene = sceneOfJets({100, 81, 64, 10, 2});
        QCOMPARE(labelledJets(scene, {}), (std::vector{0, 1, 2, 3})); // 2 % of the hardest is a crumb
        QCOMPARE(labelledJets(sceneOfJets({9, 9, 9, 9, 9, 9, 9}), {}).size(), 5U);
        DisplaySettings display;
        display.labels = false;
        QVERIFY(labelledJets(scene, display).empty());
        display = {};
        display.jetShape = DisplaySettings::JetShape::Hidden;
        QVERIFY(labelledJets(scene, display).empty());
        QCOMPARE(jetWeight(scene, 25), 0.5);
        QCOMPARE(jetWeight(scene, 200), 1.0);
        QCOMPARE(jetWeight(Scene(), 200), 1.0);
    }

    void labelsNeitherOverlapNorLeave() {
        const QRectF area(0, 0, 200, 160), taken(150, 130, 50, 30);
        std::vector<Label> labels;
        for (int k = 0; k < 5; ++k) // all at nearly the same place, by the edge
            labels.push_back({QStringLiteral("100 GeV"), Qt::red, {195, 80. + k}, {1, 0}, k});
        const auto placed = placeLabels(labels, area, QFont(), {taken});
        QVERIFY(placed.size() >= 2);
        QCOMPARE(placed[0].label.jet, 0);
        for (std::size_t i = 0; i < placed.size(); ++i) {
            QVERIFY(area.contains(placed[i].box));
            QVERIFY(!placed[i].box.intersects(taken));
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(!placed[i].box.intersects(placed[j].box));
        }
    }

    void momentaHaveThreeDigits() {
        QCOMPARE(momentumText(1234), QStringLiteral("1.23 TeV"));
        QCOMPARE(momentumText(99.96), QStringLiteral("100 GeV"));
        QCOMPARE(momentumText(5.678), QStringLiteral("5.68 GeV"));
    }
};

QUINCUNX_TEST(geometry, TestGeometry, QApplication)
#include "test_geometry.moc"
