#include "tests/support.h"
#include "views/lego/lego_floor.h"
#include "views/lego/lego_grid.h"
#include "views/lego/lego_scale.h"

#include <random>

using namespace quincunx;

namespace {

constexpr double pi = std::numbers::pi;

Scene sceneOf(const std::vector<FourMomentum> &momenta) {
    auto event = std::make_shared<Event>();
    Scene scene;
    for (const FourMomentum &p : momenta) {
        scene.visible.push_back(static_cast<int>(event->particles.size()));
        event->particles.push_back({.momentum = p});
        scene.pt.push_back(p.pt());
        scene.eta.push_back(p.eta());
        scene.phi.push_back(p.phi());
    }
    scene.event = event;
    scene.clustering = std::make_shared<Clustering>(cluster(*event, scene.visible, {}, 1));
    return scene;
}

double areaOf(const std::vector<std::array<Vector3, 4>> &quads) {
    double area = 0;
    for (const auto &quad : quads)
        area += length(cross(quad[1] - quad[0], quad[3] - quad[0]));
    return area;
}

} // namespace

class TestLego : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void binningKeepsTheEnergy_data() {
        QTest::addColumn<DisplaySettings::Colour>("colour");
        using Colour = DisplaySettings::Colour;
        for (Colour colour : {Colour::Jet, Colour::Kind, Colour::SubEvent, Colour::Momentum})
            QTest::addRow("%d", static_cast<int>(colour)) << colour;
    }
    void binningKeepsTheEnergy() {
        QFETCH(DisplaySettings::Colour, colour);
        std::mt19937 engine(11);
        std::uniform_real_distribution<double> eta(-4.9, 4.9), phi(-pi, pi);
        std::exponential_distribution<double> pt(0.2);
        std::vector<FourMomentum> momenta;
        for (int k = 0; k < 3000; ++k)
            momenta.push_back(FourMomentum::fromPtEtaPhiMass(pt(engine) + 0.01, eta(engine), phi(engine), 0));
        momenta.push_back(FourMomentum::fromPtEtaPhiMass(1, 6, 0, 0)); // too far forward
        const LegoGrid grid(sceneOf(momenta), colour);
        QCOMPARE(grid.beyond, 1);
        momenta.pop_back();
        double sum = 0, cells = 0, segments = 0;
        std::size_t particles = 0;
        for (const FourMomentum &p : momenta)
            sum += p.et();
        for (const LegoCell &cell : grid.cells) {
            cells += cell.et;
            QVERIFY(cell.et <= grid.highest);
            QCOMPARE(cell.segments.front().bottom, 0.0);
            QVERIFY(std::fabs(cell.segments.back().top - 1) < 1e-12);
            for (const LegoSegment &segment : cell.segments) {
                segments += segment.et;
                particles += segment.particles.size();
                for (int particle : segment.particles)
                    QCOMPARE(&grid.cells[static_cast<std::size_t>(grid.cellOf(particle))], &cell);
            }
        }
        QVERIFY(std::fabs(cells - sum) < 1e-9 * sum);
        QVERIFY(std::fabs(segments - sum) < 1e-9 * sum);
        QCOMPARE(particles, momenta.size());
    }

    void phiIsPeriodic() {
        for (double phi : {-3.1, -0.05, 0.0, 1.0, 3.1})
            for (int turns : {-2, -1, 1, 3})
                QCOMPARE(LegoGrid::rowAt(phi + turns * 2 * pi), LegoGrid::rowAt(phi));
        QCOMPARE(LegoGrid::rowAt(-pi + 1e-9), 0);
        QCOMPARE(LegoGrid::rowAt(pi - 1e-9), LegoGrid::rows - 1);
        for (int row = 0; row < LegoGrid::rows; ++row)
            QCOMPARE(LegoGrid::rowAt(LegoGrid::phiOf(row) + 0.01), row);
    }

    void theRangeFollowsTheEvent() {
        auto rangeOf = [](double eta) {
            return LegoGrid(sceneOf({FourMomentum::fromPtEtaPhiMass(5, eta, 0, 0)}), {}).etaRange;
        };
        QCOMPARE(rangeOf(0.1), 2.5);
        QCOMPARE(rangeOf(-3.2), 3.5);
        QCOMPARE(rangeOf(4.9), 5.0);
        QCOMPARE(rangeOf(7), 2.5);
        QCOMPARE(LegoGrid(Scene(), {}).cells.size(), 0U);
    }

    // What of a circle leaves at φ = π comes back at −π.
    void circlesWrap_data() {
        QTest::addColumn<double>("phi");
        for (double phi : {0.0, 2.9, 3.14159, -3.0, 9.3})
            QTest::addRow("%g", phi) << phi;
    }
    void circlesWrap() {
        QFETCH(double, phi);
        const double radius = 0.8;
        double around = 0;
        for (const auto &piece : floorCircle(1, phi, radius, 5, 0))
            for (std::size_t k = 0; k < piece.size(); ++k) {
                QVERIFY(std::fabs(piece[k][1]) <= pi + 1e-12);
                QVERIFY(std::fabs(floorDistance(1, phi, piece[k][0], piece[k][1]) - radius) < 2e-3);
                if (k > 0)
                    around += length(piece[k] - piece[k - 1]);
            }
        QVERIFY(std::fabs(around - 2 * pi * radius) < 0.01);
        QVERIFY(std::fabs(areaOf(floorDisc(1, phi, radius, 5, 0)) - pi * radius * radius) < 0.01);
        QVERIFY(std::fabs(areaOf(floorSquare(1, phi, 0.1, 5, 0)) - 0.04) < 1e-9);
    }

    void shapesEndAtTheEdgeInEta() {
        for (const auto &piece : floorCircle(4.9, 0, 0.5, 5, 0))
            for (const Vector3 &point : piece)
                QVERIFY(point[0] <= 5 + 1e-12);
        QVERIFY(floorCircle(7, 0, 0.5, 5, 0).empty());
        QVERIFY(floorDisc(7, 0, 0.5, 5, 0).empty());
        QVERIFY(floorSquare(5.2, 0, 0.1, 5, 0).empty());
    }

    void scalesHaveRoundTicks() {
        using Scale = DisplaySettings::HeightScale;
        for (Scale by : {Scale::Linear, Scale::Logarithmic, Scale::SquareRoot})
            for (double highest : {0.0, 0.03, 1.0, 7.7, 99.0, 100.0, 563.0, 12345.0}) {
                const LegoScale scale(highest, by);
                QVERIFY(scale.top >= highest);
                QVERIFY(scale.ticks.size() <= 8);
                QCOMPARE(scale.height(0), 0.0);
                QVERIFY(std::fabs(scale.height(scale.top) - LegoScale::tallest) < 1e-9);
                for (double tick : scale.ticks)
                    QVERIFY(tick <= scale.top * (1 + 1e-9));
            }
        QCOMPARE(LegoScale(563, Scale::Linear).top, 600.0);
    }
};

QUINCUNX_TEST(lego, TestLego, QApplication)
#include "test_lego.moc"
