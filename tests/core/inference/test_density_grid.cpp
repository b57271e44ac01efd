// Densities of draws: levels hold the mass they claim, contours are closed and stand where they must, nothing
// leaks out of a prior, and a narrow crescent stays narrow.
#include "core/inference/posterior_shape.h"
#include "tests/support.h"

#include <chrono>

using namespace quincunx;

namespace {

std::vector<double> normals(std::size_t count, double mean, double deviation, std::uint64_t seed) {
    RandomEngine random(seed);
    std::vector<double> values(count);
    for (double &value : values)
        value = mean + deviation * standardNormal(random);
    return values;
}

/// Of a ring; positive if it goes counter-clockwise.
double area(const Ring &ring) {
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto &[x1, y1] = ring[i];
        const auto &[x2, y2] = ring[(i + 1) % ring.size()];
        sum += 0.5 * (x1 * y2 - x2 * y1);
    }
    return sum;
}

DensityGrid hill(int cells) {
    DensityGrid grid{{-4, 4}, {-4, 4}, Eigen::MatrixXd(cells, cells), {}};
    for (int row = 0; row < cells; ++row)
        for (int column = 0; column < cells; ++column) {
            const double x = -4 + 8 * (column + 0.5) / cells, y = -4 + 8 * (row + 0.5) / cells;
            grid.density(row, column) = std::exp(-0.5 * (x * x + y * y)) / (2 * std::numbers::pi);
        }
    grid.counts = grid.density; // as many draws as it says
    return grid;
}

} // namespace

class TestDensityGrid : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// exp(−r²/2) holds 1 − exp(−r²/2) of the mass within r.
    void contoursOfAGaussianAreItsCircles() {
        const DensityGrid grid = hill(160);
        for (double mass : {0.2, 0.68, 0.95}) {
            const std::vector<Ring> rings = contourRings(grid, grid.levelHolding(mass));
            QCOMPARE(rings.size(), std::size_t(1));
            const double exact = std::numbers::pi * -2 * std::log(1 - mass);
            QVERIFY2(std::fabs(area(rings[0]) / exact - 1) < 0.025,
                     qPrintable(QString::number(area(rings[0]) / exact)));
        }
    }

    void levelsHoldTheMassTheyClaim() {
        const auto x = normals(20000, 1, 2, 1), y = normals(20000, -3, 0.5, 2);
        const Extent open{-INFINITY, INFINITY};
        const DensityGrid grid = densityGrid(x, y, extentOf(x, open), extentOf(y, open), 128);
        const double cell = grid.x.length() * grid.y.length() / static_cast<double>(grid.density.size());
        QVERIFY(std::fabs(grid.density.sum() * cell - 1) < 0.005);
        const auto freshX = normals(20000, 1, 2, 3), freshY = normals(20000, -3, 0.5, 4);
        for (double mass : contourMasses) {
            const double level = grid.levelHolding(mass);
            int above = 0;
            for (std::size_t i = 0; i < freshX.size(); ++i) {
                const auto column =
                    static_cast<Eigen::Index>((freshX[i] - grid.x.low) / grid.x.length() * 128);
                const auto row = static_cast<Eigen::Index>((freshY[i] - grid.y.low) / grid.y.length() * 128);
                above += column >= 0 && row >= 0 && column < 128 && row < 128 &&
                         grid.density(row, column) >= level;
            }
            QVERIFY2(std::fabs(above / 20000. - mass) < 0.015, qPrintable(QString::number(above / 20000.)));
        }
        const DensityCurve curve = densityCurve(x, extentOf(x, open), 200);
        double highest = 0;
        for (double value : curve.density)
            highest = std::max(highest, value);
        QVERIFY(std::fabs(highest * 2 * std::sqrt(2 * std::numbers::pi) - 1) < 0.05);
        QVERIFY(std::fabs(curve.levelHolding(0.68) / highest - std::exp(-0.5 * 0.9945 * 0.9945)) < 0.05);
    }

    void nothingLeaksOutOfAPrior() {
        RandomEngine random(5);
        std::vector<double> values(20000);
        for (double &value : values)
            value = uniform(random);
        const Extent extent = extentOf(values, {0, 1});
        QVERIFY(extent.low >= 0 && extent.high <= 1);
        const DensityCurve curve = densityCurve(values, extent, 100);
        QVERIFY(std::fabs(curve.density.front() - 1) < 0.15);
        QVERIFY(std::fabs(curve.density.back() - 1) < 0.15);
    }

    void betweenCellsItIsLinear() {
        DensityGrid grid{{0, 4}, {10, 12}, Eigen::MatrixXd(2, 4), {}};
        for (Eigen::Index row = 0; row < 2; ++row)
            for (Eigen::Index column = 0; column < 4; ++column)
                grid.density(row, column) =
                    3 * (static_cast<double>(column) + 0.5) + 10.5 + static_cast<double>(row);
        for (const auto &[x, y] : {std::pair{0.5, 10.5}, {1.7, 11.2}, {3.5, 11.5}})
            QVERIFY(std::fabs(grid.at(x, y) - (3 * x + y)) < 1e-12);
        QVERIFY(std::fabs(grid.at(0, 10) - grid.at(0.5, 10.5)) < 1e-12); // flat to the edge
        QCOMPARE(grid.at(-0.1, 11), 0.);
        QCOMPARE(grid.at(2, 12.1), 0.);
        QCOMPARE(grid.at(NAN, 11), 0.);
    }

    void anIslandWithALakeIsTwoRings() {
        DensityGrid grid{{0, 5}, {0, 5}, Eigen::MatrixXd::Ones(5, 5), {}};
        grid.density(2, 2) = 0;
        const std::vector<Ring> rings = contourRings(grid, 0.5);
        QCOMPARE(rings.size(), std::size_t(2));
        const double outer = std::max(area(rings[0]), area(rings[1])),
                     lake = std::min(area(rings[0]), area(rings[1]));
        QVERIFY(outer > 20 && outer < 25); // closed, though the land reaches the edge
        QVERIFY2(std::fabs(lake + 0.5) < 1e-9, "what is higher is not at the left");
        QVERIFY(contourRings(grid, 2).empty());
        QVERIFY(contourRings(grid, 0).empty());
    }

    void saddlesAreJoinedOrPartedByTheirMean() {
        DensityGrid grid{{0, 2}, {0, 2}, Eigen::MatrixXd(2, 2), {}};
        grid.density << 1, 0.2, 0.2, 1;
        QCOMPARE(contourRings(grid, 0.5).size(), std::size_t(1));
        QCOMPARE(contourRings(grid, 0.7).size(), std::size_t(2));
    }

    /// Surfaces of a normal density are ellipsoids: r² within which `mass` lies is χ² of three.
    void surfacesOfANormalHoldTheirMass() {
        constexpr std::size_t count = 10000;
        const std::array<double, 3> deviations{0.3, 2, 0.001};
        auto draws = [&](std::uint64_t seed) {
            std::array<std::vector<double>, 3> all;
            RandomEngine random(seed);
            for (std::size_t i = 0; i < count; ++i) {
                std::array<double, 3> z{standardNormal(random), standardNormal(random),
                                        standardNormal(random)};
                z[1] = 0.8 * z[0] + 0.6 * z[1]; // correlated
                for (std::size_t axis = 0; axis < 3; ++axis)
                    all[axis].push_back(5 + deviations[axis] * z[axis]);
            }
            return all;
        };
        const Extent open{-INFINITY, INFINITY};
        auto given = draws(1);
        for (std::size_t i = 0; i < count; i += 100) // one in a hundred anywhere must not make cells coarse
            given[1][i] += 40 + static_cast<double>(i) / 10;
        const auto begun = std::chrono::steady_clock::now();
        const DensityVolume volume = densityVolume({given[0], given[1], given[2]}, {open, open, open});
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
        qInfo("density in space: %.1f ms", 1e3 * taken.count());
        const auto fresh = draws(2);
        double cell = 1;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            QVERIFY(volume.extents[axis].length() < 8 * deviations[axis]);
            cell *= volume.extents[axis].length() / DensityVolume::cells;
        }
        for (const auto &[mass, chiSquare] : {std::pair{0.68, 3.5059}, {0.95, 7.8147}}) {
            const double level = volume.levelHolding(0.99 * mass); // a hundredth is elsewhere
            int held = 0;
            for (std::size_t i = 0; i < count; ++i) {
                std::array<int, 3> place;
                bool inside = true;
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    const Extent &extent = volume.extents[axis];
                    place[axis] = static_cast<int>(
                        std::floor((fresh[axis][i] - extent.low) / extent.length() * DensityVolume::cells));
                    inside = inside && place[axis] >= 0 && place[axis] < DensityVolume::cells;
                }
                held += inside && volume.at(place[0], place[1], place[2]) >= level;
            }
            const double share = held / static_cast<double>(count);
            QVERIFY2(std::fabs(share - mass) < 0.015, qPrintable(QString::number(share)));
            const auto within = std::ranges::count_if(volume.density, [&](double d) { return d >= level; });
            const double exact = 4. / 3 * std::numbers::pi * std::pow(chiSquare, 1.5) * deviations[0] * 0.6 *
                                 deviations[1] * deviations[2];
            const double size = static_cast<double>(within) * cell / exact;
            qInfo("%g %% of draws: %.4f, volume %.3f of the ellipsoid's", 100 * mass, share, size);
            QVERIFY2(std::fabs(size - 1) < 0.05, qPrintable(QString::number(size)));
        }
    }

    void volumesAreReadAsTheyWereFilled() {
        // One cell of the volume has all draws: the middles of x and z, and a low y.
        const std::vector<double> x(100, 0.5), y(100, 0.1), z(100, 0.5), none;
        const DensityVolume volume = densityVolume({x, y, z}, {Extent{0, 1}, Extent{0, 1}, Extent{0, 1}});
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const DensityGrid grid = volume.slice(axis, DensityVolume::cells / 2);
            QVERIFY(grid.x.low == volume.extents[(axis + 1) % 3].low);
            QVERIFY(grid.y.low == volume.extents[(axis + 2) % 3].low);
            QCOMPARE(grid.density(3, 7), axis == 0   ? volume.at(20, 7, 3)
                                         : axis == 1 ? volume.at(3, 20, 7)
                                                     : volume.at(7, 3, 20));
        }
        QCOMPARE(densityVolume({none, none, none}, {Extent{}, Extent{}, Extent{}}).levelHolding(0.5), 0.);
    }

    void crescentsStayNarrow() {
        const Simulator &moons = *simulators().at("two_moons").simulator;
        const std::vector<double> x{0, 0};
        const auto begun = std::chrono::steady_clock::now();
        const PosteriorShape shape =
            shapeOf(samplePosterior(moons, x, 10000, 1, 1), moons.prior(), ShapeDetail::Flat, 1);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
        qInfo("draws and contours: %.1f ms", 1e3 * taken.count());
        double held = 0;
        for (const Ring &ring : shape.pair(0, 1).rings[1])
            held += area(ring);
        // A ring of radius 0.1 and deviation 0.01, one half of it twice: 2π·0.1 long, 95% of it 4·0.01 wide.
        QVERIFY2(held > 0.015 && held < 0.05, qPrintable(QString::number(held)));
        QVERIFY(shape.pair(0, 1).rings[0].size() >= 2); // one for each moon
    }

    void nothingAndOneAreDrawnToo() {
        const Extent open{-INFINITY, INFINITY};
        QCOMPARE(extentOf({}, open).length(), 1.);
        const std::vector<double> one{3}, none;
        QVERIFY(extentOf(one, open).low < 3 && extentOf(one, open).high > 3);
        QCOMPARE(densityCurve(none, {0, 1}, 10).levelHolding(0.5), 0.);
        QVERIFY(densityCurve(one, extentOf(one, open), 10).levelHolding(0.68) > 0);
        const std::vector<double> broken{NAN, INFINITY, 2};
        QVERIFY(densityCurve(broken, extentOf(broken, open), 10).levelHolding(0.68) > 0);
    }
};

QUINCUNX_TEST(density_grid, TestDensityGrid, NoApplication)
#include "test_density_grid.moc"
