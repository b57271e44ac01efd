// The kernel holds to the definition: change of variables, gradients, on every set of instructions.
#include "core/base/error.h"
#include "core/flow/coupling_flow.h"
#include "tests/support.h"

#include <Eigen/LU>
#include <hwy/targets.h>

#include <numbers>

using namespace quincunx;

namespace {

std::vector<float> normals(std::size_t count, RandomEngine &random, double scale = 1) {
    std::vector<float> all(count);
    for (float &value : all)
        value = static_cast<float>(scale * standardNormal(random));
    return all;
}

struct Rows {
    CouplingFlow flow;
    std::vector<float> parameters, theta, context;
    std::size_t count;

    Rows(const CouplingShape &shape, std::size_t rows, double roughness, std::uint64_t seed)
        : flow(shape)
        , count(rows) {
        RandomEngine random(seed);
        parameters = flow.initialParameters(random);
        for (float &value : parameters)
            value += static_cast<float>(roughness * standardNormal(random));
        theta = normals(rows * static_cast<std::size_t>(shape.dimension), random, 1.5);
        context = normals(rows * static_cast<std::size_t>(shape.context), random);
    }

    std::vector<float> logDensity() const {
        std::vector<float> result(count);
        flow.logDensity(parameters, theta, context, result);
        return result;
    }
};

/// Central difference of a weighted sum of log densities when `number` moves, with the step that fits best.
double difference(const Rows &rows, float &number, const std::vector<float> &weights, double expected) {
    auto sum = [&] {
        const std::vector<float> log = rows.logDensity();
        double total = 0;
        for (std::size_t i = 0; i < log.size(); ++i)
            total += static_cast<double>(weights[i]) * static_cast<double>(log[i]);
        return total;
    };
    const float before = number;
    double nearest = std::numeric_limits<double>::infinity();
    for (float step : {0.03F, 0.01F, 0.003F, 0.001F}) {
        number = before + step;
        const double above = sum();
        number = before - step;
        const double found = (above - sum()) / (2 * static_cast<double>(step));
        number = before;
        if (std::fabs(found - expected) < std::fabs(nearest - expected))
            nearest = found;
    }
    return nearest;
}

} // namespace

class TestCouplingFlow : public QObject {
    Q_OBJECT

    static void shapes() {
        QTest::addColumn<int>("dimension");
        QTest::addColumn<int>("context");
        QTest::addColumn<int>("bins");
        QTest::newRow("one, free") << 1 << 0 << 10;
        QTest::newRow("one") << 1 << 3 << 5;
        QTest::newRow("two") << 2 << 2 << 10;
        QTest::newRow("five") << 5 << 1 << 16;
        QTest::newRow("ten, free") << 10 << 0 << 4;
    }
    static CouplingShape fetched(int hidden = 20) {
        QFETCH(int, dimension);
        QFETCH(int, context);
        QFETCH(int, bins);
        return {dimension, context, 4, hidden, 2, bins};
    }

private Q_SLOTS:
    void cleanup() { hwy::SetSupportedTargetsForTest(0); }

    void beginsAsTheNormalDistribution_data() { shapes(); }
    void beginsAsTheNormalDistribution() {
        Rows rows(fetched(), 77, 0, 1);
        const std::vector<float> log = rows.logDensity();
        const auto width = static_cast<std::size_t>(rows.flow.shape().dimension);
        for (std::size_t i = 0; i < rows.count; ++i) {
            double expected = 0;
            for (std::size_t k = 0; k < width; ++k)
                expected -= 0.5 * (std::pow(static_cast<double>(rows.theta[i * width + k]), 2) +
                                   std::log(2 * std::numbers::pi));
            QVERIFY(std::fabs(static_cast<double>(log[i]) - expected) < 1e-4);
        }
    }

    /// ln p(θ(u)) = ln N(u) − ln |det ∂θ/∂u|, the determinant by differences of fromBase().
    void isAChangeOfVariables_data() { shapes(); }
    void isAChangeOfVariables() {
        Rows rows(fetched(), 30, 0.1, 2);
        const auto width = static_cast<std::size_t>(rows.flow.shape().dimension);
        const std::vector<float> base = rows.theta;
        auto moved = [&](std::size_t coordinate, float by) {
            std::vector<float> u = base;
            for (std::size_t i = 0; i < rows.count; ++i)
                u[i * width + coordinate] += by;
            rows.flow.fromBase(rows.parameters, rows.context, u);
            return u;
        };
        std::vector<std::vector<float>> above, below;
        constexpr float step = 2e-3F;
        for (std::size_t k = 0; k < width; ++k) {
            above.push_back(moved(k, step));
            below.push_back(moved(k, -step));
        }
        rows.theta = moved(0, 0);
        const std::vector<float> log = rows.logDensity();
        std::size_t agreeing = 0;
        for (std::size_t i = 0; i < rows.count; ++i) {
            Eigen::MatrixXd jacobian(width, width);
            double expected = 0;
            for (std::size_t k = 0; k < width; ++k) {
                expected -= 0.5 * (std::pow(static_cast<double>(base[i * width + k]), 2) +
                                   std::log(2 * std::numbers::pi));
                for (std::size_t m = 0; m < width; ++m)
                    jacobian(static_cast<Eigen::Index>(m), static_cast<Eigen::Index>(k)) =
                        static_cast<double>(above[k][i * width + m] - below[k][i * width + m]) /
                        (2 * static_cast<double>(step));
            }
            expected -= std::log(std::fabs(jacobian.determinant()));
            agreeing += std::fabs(expected - static_cast<double>(log[i])) < 0.02;
        }
        // A step across a knot, where the slope's derivative jumps, may be off.
        QVERIFY2(agreeing >= rows.count - 2, std::to_string(agreeing).c_str());
    }

    void integratesToOne() {
        Rows rows({2, 1, 4, 16, 1, 8}, 0, 0.08, 3);
        constexpr std::size_t grid = 300;
        constexpr double edge = 8, cell = 2 * edge / grid;
        for (std::size_t i = 0; i < grid * grid; ++i) {
            rows.theta.push_back(static_cast<float>(-edge + (static_cast<double>(i / grid) + 0.5) * cell));
            rows.theta.push_back(static_cast<float>(-edge + (static_cast<double>(i % grid) + 0.5) * cell));
        }
        rows.context.assign(grid * grid, 0.4F);
        rows.count = grid * grid;
        double sum = 0;
        for (float log : rows.logDensity())
            sum += std::exp(static_cast<double>(log)) * cell * cell;
        QVERIFY2(std::fabs(sum - 1) < 2e-3, std::to_string(sum).c_str());
    }

    void gradientsAreThoseOfDifferences_data() { shapes(); }
    void gradientsAreThoseOfDifferences() {
        Rows rows(fetched(12), 41, 0.1, 4);
        RandomEngine random(5);
        const std::vector<float> weights = normals(rows.count, random);
        std::vector<float> log(rows.count), parameters(rows.parameters.size()), theta(rows.theta.size()),
            context(rows.context.size());
        rows.flow.logDensityGradient(rows.parameters, rows.theta, rows.context, weights, log,
                                     {parameters, theta, context});
        QCOMPARE(log, rows.logDensity());
        int wrong = 0;
        auto compare = [&](std::vector<float> &numbers, const std::vector<float> &gradient) {
            for (int k = 0; k < 25 && !numbers.empty(); ++k) {
                const std::size_t i = random() % numbers.size();
                const auto expected = static_cast<double>(gradient[i]);
                wrong += std::fabs(difference(rows, numbers[i], weights, expected) - expected) >
                         0.02 + 0.03 * std::fabs(expected);
            }
        };
        compare(rows.parameters, parameters);
        compare(rows.theta, theta);
        compare(rows.context, context);
        QVERIFY2(wrong <= 3, std::to_string(wrong).c_str()); // of 75; a kink may lie within a step
    }

    void everySetOfInstructionsAgrees() {
        const Rows rows({3, 2, 3, 24, 2, 10}, 150, 0.1, 6);
        const std::vector<float> expected = rows.logDensity();
        for (std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
            hwy::SetSupportedTargetsForTest(target);
            const std::vector<float> found = rows.logDensity();
            for (std::size_t i = 0; i < found.size(); ++i)
                QVERIFY(std::fabs(found[i] - expected[i]) < 1e-3F * (1 + std::fabs(expected[i])));
        }
    }

    void refusesWhatIsNoFlow() {
        QVERIFY_THROWS_EXCEPTION(Error, CouplingFlow({0, 2}));
        QVERIFY_THROWS_EXCEPTION(Error, CouplingFlow({2, 2, 0}));
        QVERIFY_THROWS_EXCEPTION(Error, CouplingFlow({2, 2, 5, 50, 2, 1}));
    }
};

QUINCUNX_TEST(coupling_flow, TestCouplingFlow, NoApplication)
#include "test_coupling_flow.moc"
