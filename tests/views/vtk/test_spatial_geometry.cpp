#include "tests/support.h"
#include "views/vtk/labels.h"
#include "views/vtk/orbit_camera.h"
#include "views/vtk/screen_index.h"

#include <QLineF>

#include <random>

using namespace quincunx;

namespace {

constexpr QSizeF viewport(800, 600);

OrbitCamera someCamera(bool parallel) {
    OrbitCamera camera;
    camera.parallel = parallel;
    camera.parallelScale = 3;
    camera.position = {4, 3, 8};
    camera.focalPoint = {0.5, -0.2, 0.1};
    return camera;
}

} // namespace

class TestSpatialGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theRayOfAPixelMeetsThePoint() {
        for (bool parallel : {false, true}) {
            const ScreenProjection projection(someCamera(parallel), viewport);
            for (const Vector3 &point : {Vector3{0, 0, 0}, Vector3{1, -1, 0.5}, Vector3{-2, 0.3, 1}}) {
                const auto ray = projection.ray(projection(point));
                QVERIFY(length(cross(point - ray.origin, ray.direction)) < 1e-9);
            }
        }
    }

    void rotationKeepsDistanceAndUpright() {
        OrbitCamera camera = someCamera(false);
        const double distance = length(camera.position - camera.focalPoint);
        for (int k = 0; k < 50; ++k) {
            camera.rotate(0.3, 0.4); // would go over the pole many times
            QVERIFY(std::fabs(length(camera.position - camera.focalPoint) - distance) < 1e-9);
            QVERIFY(camera.viewUp[1] >= 0);
        }
    }

    void zoomKeepsThePointUnderTheCursor() {
        for (bool parallel : {false, true}) {
            OrbitCamera camera = someCamera(parallel);
            const ScreenProjection before(camera, viewport);
            const Vector3 point = camera.focalPoint + before.right() * 0.7 + before.up() * -0.4;
            const QPointF cursor = before(point);
            camera.zoom(1.7, cursor, viewport);
            QVERIFY(QLineF(ScreenProjection(camera, viewport)(point), cursor).length() < 1e-6);
            QVERIFY(std::fabs(camera.halfHeight() * 1.7 - someCamera(parallel).halfHeight()) < 1e-9);
        }
    }

    void framingFillsTheRoom() {
        for (bool parallel : {false, true}) {
            OrbitCamera camera = someCamera(parallel);
            const std::vector<Vector3> points{{5, 1, 2}, {6, 2, 2}, {5, 2, 3}, {7, 1, 2}};
            camera.frame(points, viewport, QMarginsF(50, 40, 30, 20));
            QRectF seen;
            for (const Vector3 &point : points)
                seen |= QRectF(ScreenProjection(camera, viewport)(point), QSizeF(1e-6, 1e-6));
            QVERIFY(QRectF(49, 39, 722, 542).contains(seen));
            QVERIFY(seen.width() > 700 || seen.height() > 520);
        }
    }

    void aCameraSurvivesJson() {
        const OrbitCamera camera = someCamera(true);
        QVERIFY(OrbitCamera::fromJson(nlohmann::json::parse(camera.toJson().dump()), camera) == camera);
    }

    void damagedCamerasAreRefused_data() {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("value");
        QTest::newRow("text") << "position"
                              << "\"here\"";
        QTest::newRow("short") << "position"
                               << "[1, 2]";
        QTest::newRow("huge") << "focal-point"
                              << "[1e300, 0, 0]";
        QTest::newRow("no direction") << "position"
                                      << "[0.5, -0.2, 0.1]";
        QTest::newRow("null up") << "view-up"
                                 << "[0, 0, 0]";
        QTest::newRow("no size") << "parallel-scale"
                                 << "0";
        QTest::newRow("nan") << "parallel-scale"
                             << "null";
    }
    void damagedCamerasAreRefused() {
        QFETCH(QString, member);
        QFETCH(QString, value);
        const OrbitCamera camera = someCamera(true);
        nlohmann::json json = camera.toJson();
        json[member.toStdString()] = nlohmann::json::parse(value.toStdString());
        bool refused = false;
        try {
            OrbitCamera::fromJson(json, camera);
        } catch (const std::exception &) {
            refused = true;
        }
        QVERIFY(refused);
    }

    void nearestAgreesWithBruteForce() {
        std::mt19937 engine(7);
        std::uniform_real_distribution<double> anywhere(-6, 6), pixel(0, 800);
        const ScreenProjection projection(someCamera(false), viewport);
        std::vector<Anchor> anchors;
        for (int k = 0; k < 3000; ++k)
            anchors.push_back({{anywhere(engine), anywhere(engine), anywhere(engine)},
                               k % 10 ? Hover{k, -1} : Hover{-1, k}});
        ScreenIndex index;
        index.rebuild(anchors, projection);
        auto distanceOf = [&](const Anchor &anchor, double x, double y) {
            const auto at = projection.place(anchor.point);
            const bool seen = at.depth > 0 && at.x >= 0 && at.y >= 0 && at.x < 800 && at.y < 600;
            const double distance = std::hypot(at.x - x, at.y - y);
            return seen && distance <= 8 ? distance + (anchor.target.jet >= 0 ? ScreenIndex::jetHandicap : 0)
                                         : 1e9;
        };
        int hits = 0;
        for (int k = 0; k < 2000; ++k) {
            const double x = pixel(engine), y = pixel(engine) * 0.75;
            double best = 1e9;
            for (const Anchor &anchor : anchors)
                best = std::min(best, distanceOf(anchor, x, y));
            const Hover found = index.nearest(x, y, 8);
            QCOMPARE(found == Hover{}, best == 1e9);
            if (found == Hover{})
                continue;
            ++hits;
            const int which = std::max(found.particle, found.jet);
            QVERIFY(distanceOf(anchors[static_cast<std::size_t>(which)], x, y) <= best + 2 + 1e-3);
        }
        QVERIFY(hits > 200);
    }

    void nothingIsNearInAnEmptyIndex() {
        ScreenIndex index;
        QVERIFY(index.nearest(10, 10, 8) == Hover{});
        index.rebuild({}, ScreenProjection(someCamera(false), viewport));
        QVERIFY(index.nearest(-1e6, 1e6, 8) == Hover{});
    }

    void labelsKeepApart() {
        std::vector<SpatialLabel> wishes;
        for (int k = 0; k < 5; ++k)
            wishes.push_back({{0.5 + 0.02 * k, -0.2, 0.1}, {0, 0, 0}, "123 GeV", Qt::red, k});
        const auto placed = placeLabels(wishes, ScreenProjection(someCamera(false), viewport), QFont());
        QVERIFY(placed.size() >= 4);
        for (std::size_t a = 0; a < placed.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                QVERIFY(!placed[a].box.intersects(placed[b].box));
    }
};

QUINCUNX_TEST(spatial_geometry, TestSpatialGeometry, QApplication)
#include "test_spatial_geometry.moc"
