#include "tests/support.h"
#include "tests/views/projection/synthetic.h"
#include "views/geometry/detector.h"
#include "views/projection/furniture.h"
#include "views/projection/jet_shapes.h"
#include "views/projection/line_raster.h"
#include "views/projection/object_grid.h"
#include "views/projection/plane_mapping.h"
#include "views/three_d/event_shapes.h"

#include <random>

namespace quincunx {

class TestProjectionGeometry : public QObject {
    Q_OBJECT

private:
    static double gap(QPointF place, QPointF a, QPointF b) {
        double least = 1e9; // brute force along the piece
        for (int k = 0; k <= 2000; ++k) {
            const QPointF on = a + (b - a) * (k / 2000.);
            least = std::min(least, std::hypot(place.x() - on.x(), place.y() - on.y()));
        }
        return least;
    }

private Q_SLOTS:
    void mappingGoesThereAndBack() {
        std::mt19937 random(1);
        std::uniform_real_distribution<> place(-10, 10);
        const auto mapping = PlaneMapping::fitting({-3, -2, 6, 4}, {10, 20, 300, 260});
        for (int k = 0; k < 100; ++k) {
            const QPointF metres(place(random), place(random));
            const QPointF back = mapping.toMetres(mapping.toPixel(metres));
            QVERIFY(std::hypot(back.x() - metres.x(), back.y() - metres.y()) < 1e-12);
        }
        QCOMPARE(mapping.pixelsPerMetre, 50.);
        QCOMPARE(mapping.toPixel({0, 0}), QPointF(160, 150));
        QVERIFY(mapping.toPixel({0, 1}).y() < 150); // up is up
    }

    void zoomKeepsWhatIsUnderTheCursor() {
        auto mapping = PlaneMapping::fitting({-3, -3, 6, 6}, {0, 0, 300, 300});
        const QPointF cursor(40, 210), under = mapping.toMetres(cursor);
        for (double factor : {1.2, 30., 1e9, 1e-12}) {
            mapping = mapping.zoomedAt(cursor, factor);
            const QPointF still = mapping.toMetres(cursor);
            QVERIFY(std::hypot(still.x() - under.x(), still.y() - under.y()) < 1e-6);
        }
        const QPointF before = mapping.toMetres({0, 0});
        QCOMPARE(mapping.panned({5, 7}).toMetres({5, 7}), before);
    }

    void sidesAndDirections() {
        QCOMPARE(side(1.), 1.);
        QCOMPARE(side(-1.), -1.);
        const QPointF forward = directionInPlane(Projection::Longitudinal, 3, -0.5);
        QVERIFY(forward.x() > 0.99 && forward.y() < 0);
        QVERIFY(std::fabs(std::hypot(forward.x(), forward.y()) - 1) < 1e-12);
        QCOMPARE(calorimeterDistance(Projection::Longitudinal, {0, -1}), detector::calorimeterFront.radius);
        QCOMPARE(calorimeterDistance(Projection::Longitudinal, {1, 0}),
                 detector::calorimeterFront.halfLength);
    }

    void wedgesCoverTheCone() {
        const QPolygonF across = coneWedge(Projection::Transverse, 0, 3.1, 0.4, 0, 2);
        QVERIFY(across.containsPoint({-1.9, 0}, Qt::OddEvenFill)); // over the seam at ±π
        QVERIFY(!across.containsPoint({1, 0}, Qt::OddEvenFill));
        const QPolygonF along = coneWedge(Projection::Longitudinal, 1, -1, 0.4, 0, 2);
        const double theta = 2 * std::atan(std::exp(-1.3));
        QVERIFY(along.containsPoint({1.9 * std::cos(theta), -1.9 * std::sin(theta)}, Qt::OddEvenFill));
        QVERIFY(!along.containsPoint({1.9 * std::cos(theta), 1.9 * std::sin(theta)}, Qt::OddEvenFill));
    }

    void catchmentsAreBandsWhereTheirGhostsAre() {
        std::vector<std::array<double, 2>> ghosts;
        for (double phi = -0.4; phi < 0.4; phi += 0.1)
            for (double y = -0.3; y < 0.3; y += 0.1)
                ghosts.push_back({y, phi});
        QVERIFY(catchmentBands(Projection::Transverse, {}).empty());
        const auto across = catchmentBands(Projection::Transverse, ghosts);
        QCOMPARE(across.size(), std::size_t(1));
        QVERIFY(across[0].containsPoint({1.5, 0}, Qt::OddEvenFill));
        QVERIFY(across[0].boundingRect().left() > 0.9);
        // From the side the same catchment is above and below the beam
        const auto along = catchmentBands(Projection::Longitudinal, ghosts);
        QCOMPARE(along.size(), std::size_t(2));
        for (auto &ghost : ghosts)
            ghost[1] = wrapPhi(ghost[1] + 3.14159);
        QCOMPARE(catchmentBands(Projection::Transverse, ghosts).size(), std::size_t(1)); // over the seam
    }

    void towersAreAsLongAsIn3D() {
        const Scene scene = test::randomScene(200);
        const EventShapes shapes(scene, {});
        for (const Projection projection : {Projection::Transverse, Projection::Longitudinal})
            for (const ProjectedObject &object : ProjectedGeometry::make(scene, {}, projection).objects) {
                const auto found = shapes.towerOf[static_cast<std::size_t>(object.particle)];
                const TowerShape &tower = shapes.towers[static_cast<std::size_t>(found)];
                const double flat =
                    std::hypot(object.tip.x() - object.base.x(), object.tip.y() - object.base.y());
                QVERIFY(std::fabs(flat - length(tower.end[0] - tower.base[0])) < 1e-9);
            }
    }

    void otherJetsAroundTheSameParticles() {
        const Scene scene = test::randomScene(200);
        Scene other = scene;
        ClusteringSettings wider;
        wider.radius = 1;
        other.clusteringUsed = wider;
        other.clustering =
            std::make_shared<Clustering>(cluster(*scene.event, scene.clustering->inputs, wider, 5));
        for (const Projection projection : {Projection::Transverse, Projection::Longitudinal}) {
            const auto anew = ProjectedGeometry::make(other, {}, projection);
            const auto kept = ProjectedGeometry::make(scene, {}, projection).withJets(other, {});
            QCOMPARE(kept.points, anew.points);
            QCOMPARE(kept.jets.size(), anew.jets.size());
            for (std::size_t k = 0; k < anew.jets.size(); ++k) {
                QCOMPARE(kept.jets[k].outlines, anew.jets[k].outlines);
                QCOMPARE(kept.jets[k].length, anew.jets[k].length);
            }
            QCOMPARE(kept.missing, anew.missing);
        }
    }

    void verticesArePoints() {
        Scene scene = test::randomScene(2);
        auto event = std::make_shared<Event>(*scene.event);
        event->vertices = {{0.03, -0.04, 0.1}};
        scene.event = event;
        QCOMPARE(ProjectedGeometry::make(scene, {}, Projection::Transverse).vertices,
                 std::vector{QPointF(0.03, -0.04)});
        QCOMPARE(ProjectedGeometry::make(scene, {}, Projection::Longitudinal).vertices,
                 std::vector{QPointF(0.1, -0.05)});
    }

    void gridFindsWhatBruteForceFinds() {
        for (const Projection projection : {Projection::Transverse, Projection::Longitudinal}) {
            const auto geometry = ProjectedGeometry::make(test::randomScene(300), {}, projection);
            const ObjectGrid grid(geometry);
            std::mt19937 random(3);
            std::uniform_real_distribution<> place(-3, 3);
            for (int k = 0; k < 60; ++k) {
                const QPointF at(place(random), place(random));
                double least = 0.2;
                for (const ProjectedObject &object : geometry.objects) {
                    least = std::min(
                        least, gap(at, geometry.points[object.first], geometry.points[object.first + 1]));
                    if (object.hasTower)
                        least = std::min(least, gap(at, object.base, object.tip));
                }
                const int found = grid.nearest(at, 0.2, 0);
                QCOMPARE(found >= 0, least < 0.2);
                if (found < 0)
                    continue;
                const ProjectedObject &object = geometry.objects[static_cast<std::size_t>(found)];
                double mine = gap(at, geometry.points[object.first], geometry.points[object.first + 1]);
                if (object.hasTower)
                    mine = std::min(mine, gap(at, object.base, object.tip));
                QVERIFY(mine < least + 2e-3);
            }
        }
    }

    void scaleBarsAreRound() {
        QCOMPARE(niceLength(1.7).text, QStringLiteral("1 m"));
        QCOMPARE(niceLength(5.1).text, QStringLiteral("5 m"));
        QCOMPARE(niceLength(0.3).text, QStringLiteral("20 cm"));
        QCOMPARE(niceLength(0.0021).text, QStringLiteral("2 mm"));
    }

    void linesCoverTheirLength() {
        QImage image(40, 40, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::black);
        LineRaster raster(image);
        raster.draw({5, 10, 25, 10}, Qt::white, 1); // half on each of two rows
        double light = 0;
        for (int y = 0; y < 40; ++y)
            for (int x = 0; x < 40; ++x)
                light += qRed(image.pixel(x, y)) / 255.;
        QVERIFY(std::fabs(light - 20) < 0.3);
        raster.draw({-1000, -500, 900, 1e6}, Qt::red, 3); // out of the picture: no crash
        raster.draw({3, 3, 3, 3}, Qt::red, 3);
        raster.draw({0, std::nan(""), 3, 3}, Qt::red, 3);
    }
};

} // namespace quincunx

QUINCUNX_TEST(projection_geometry, quincunx::TestProjectionGeometry, QApplication)
#include "test_projection_geometry.moc"
