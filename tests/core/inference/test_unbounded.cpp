#include "core/inference/unbounded.h"
#include "tests/core/inference/all_simulators.h"

using namespace quincunx;

class TestUnbounded : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBack_data() { test::simulatorRows(); }
    void comesBack() {
        const Prior &prior = test::fetchedSimulator().prior();
        const UnboundedCoordinates coordinates(prior);
        RandomEngine random(1);
        std::vector<double> theta(prior.size()), y(prior.size()), again(prior.size());
        for (int i = 0; i < 500; ++i) {
            prior.draw(theta, random);
            coordinates.fromParameters(theta, y);
            coordinates.toParameters(y, again);
            for (std::size_t k = 0; k < theta.size(); ++k)
                QVERIFY(std::fabs(again[k] - theta[k]) <= 1e-9 * (1 + std::fabs(theta[k])));
        }
    }

    /// ln |dθ/dy| by central differences.
    void jacobian_data() { test::simulatorRows(); }
    void jacobian() {
        const Prior &prior = test::fetchedSimulator().prior();
        const UnboundedCoordinates coordinates(prior);
        RandomEngine random(2);
        std::vector<double> theta(prior.size()), y(prior.size()), above(prior.size()), below(prior.size());
        for (int i = 0; i < 50; ++i) {
            prior.draw(theta, random);
            coordinates.fromParameters(theta, y);
            const double found = coordinates.logJacobian(y);
            // the gradient by y of Σ θ
            const Draws gradient = coordinates.gradients(
                Eigen::Map<const Draws>(y.data(), 1, static_cast<Eigen::Index>(y.size())),
                Draws::Ones(1, static_cast<Eigen::Index>(y.size())));
            double expected = 0;
            constexpr double step = 1e-5;
            for (std::size_t k = 0; k < y.size(); ++k) {
                std::vector<double> moved = y;
                moved[k] += step;
                coordinates.toParameters(moved, above);
                moved[k] -= 2 * step;
                coordinates.toParameters(moved, below);
                const double slope = (above[k] - below[k]) / (2 * step);
                QVERIFY(std::fabs(gradient(0, static_cast<Eigen::Index>(k)) / slope - 1) < 1e-4);
                expected += std::log(slope);
            }
            QVERIFY(std::fabs(found - expected) < 1e-4 * static_cast<double>(y.size()));
        }
    }

    /// Straight over most of the prior; whatever y is, θ stays within.
    void isStraightAndNeverLeaves() {
        const UnboundedCoordinates coordinates(uniformPrior(1, -2, 6));
        std::vector<double> y(1), theta(1);
        double slope = 0;
        for (double at : {0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95}) {
            coordinates.fromParameters(std::vector{-2 + 8 * at}, y);
            const double here = std::exp(coordinates.logJacobian(y));
            slope = slope == 0 ? here : slope;
            QVERIFY(std::fabs(here / slope - 1) < 0.15);
        }
        for (double far : {-1e6, -50., -5., 5., 50., 1e6}) {
            coordinates.toParameters(std::vector{far}, theta);
            QVERIFY(theta[0] >= -2 && theta[0] <= 6);
            coordinates.fromParameters(theta, y);
            QVERIFY(std::isfinite(y[0]));
        }
    }
};

QUINCUNX_TEST(unbounded, TestUnbounded, NoApplication)
#include "test_unbounded.moc"
