// Priors and their map to normal coordinates, far into the tails.
#include "core/inference/distributions.h"
#include "tests/core/inference/all_simulators.h"
#include "tests/core/inference/two_samples.h"

using namespace quincunx;

namespace {

using Family = Marginal::Family;

const Prior &mixed() {
    static const Prior prior({{Family::Uniform, 2, 5},
                              {Family::Uniform, -1, 1},
                              {Family::Normal, -3, 0.1},
                              {Family::LogNormal, -3, 0.5}});
    return prior;
}

bool isNear(double a, double b, double relative) {
    return std::fabs(a - b) <= relative * std::max(std::fabs(a), std::fabs(b));
}

} // namespace

class TestPrior : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Tabulated quantiles, and Φ(Φ⁻¹(p)) = p: an error of Φ⁻¹ grows |z| times.
    void quantiles() {
        QVERIFY(isNear(normalQuantile(0.975), 1.959963984540054, 1e-15));
        QVERIFY(isNear(normalQuantile(1e-10), -6.361340902404056, 1e-15));
        QVERIFY(isNear(normalQuantile(1e-300), -37.0471, 1e-6));
        QCOMPARE(normalQuantile(0.5), 0.);
        for (double p = 0.9; p > 1e-307; p *= 0.83) {
            const double z = normalQuantile(p);
            QVERIFY2(isNear(normalBelow(z), p, 1e-15 * (3 + z * z)), qPrintable(QString::number(p)));
        }
    }

    void roundTrips() {
        std::vector<double> theta(4), z(4), back(4);
        for (double at = -8; at <= 8; at += 0.01) {
            std::ranges::fill(z, at);
            mixed().fromNormal(z, theta);
            QVERIFY(mixed().contains(theta));
            mixed().toNormal(theta, back);
            for (std::size_t k = 1; k < 4; ++k) {
                // what the last digit of θ hides near an edge or far from zero
                const double step = std::nextafter(std::fabs(theta[k]), 1e9) - std::fabs(theta[k]);
                const double slope = std::exp(Prior({mixed().marginal(k)}).logJacobian(std::span(&at, 1)));
                QVERIFY2(std::fabs(back[k] - at) < 1e-14 * (1 + std::fabs(at)) + step / slope,
                         qPrintable(QStringLiteral("%1 of %2").arg(at).arg(k)));
            }
        }
        // near an edge at 0 all digits are there, whatever the distance
        const Prior unit = uniformPrior(1, 0, 1);
        for (double t = 0.4; t > 1e-300; t /= 7) {
            double once = 0, again = 0;
            unit.toNormal(std::span(&t, 1), std::span(&once, 1));
            unit.fromNormal(std::span(&once, 1), std::span(&again, 1));
            QVERIFY(isNear(again, t, 1e-15 * (3 + once * once)));
        }
    }

    void edges() {
        const std::vector<double> low{2, -1, -3, 0.05}, high{5, 1, -3, 0.05};
        std::vector<double> z(4), back(4);
        for (const auto &at : {low, high}) {
            QVERIFY(mixed().contains(at));
            QVERIFY(std::isfinite(mixed().logDensity(at)));
            mixed().toNormal(at, z);
            QVERIFY(std::fabs(std::fabs(z[0]) - 37.5) < 0.1 && z[0] == z[1]);
            mixed().fromNormal(z, back);
            QCOMPARE(back[0], at[0]);
            QCOMPARE(back[1], at[1]);
        }
        for (const auto &at : {std::vector{1.99, 0., -3., 0.05}, std::vector{3., std::nan(""), -3., 0.05},
                               std::vector{3., 0., double(INFINITY), 0.05}, std::vector{3., 0., -3., 0.}}) {
            QVERIFY(!mixed().contains(at));
            QCOMPARE(mixed().logDensity(at), -double(INFINITY));
            mixed().toNormal(at, z);
            QVERIFY(std::ranges::any_of(z, [](double one) { return std::isnan(one); }));
        }
        QCOMPARE(mixed().lower(0), 2.);
        QCOMPARE(mixed().upper(2), double(INFINITY));
        QCOMPARE(mixed().lower(3), 0.);
        QCOMPARE(mixed().range(1), std::pair(-1., 1.));
        QVERIFY(isNear(mixed().range(2).second, -3 + 0.329, 1e-3));
        QVERIFY_EXCEPTION_THROWN(uniformPrior(1, 1, 1), Error);
        QVERIFY_EXCEPTION_THROWN(uniformPrior(1, 0, INFINITY), Error);
        QVERIFY_EXCEPTION_THROWN(Prior({{Family::Normal, 0, 0}}), Error);
        QVERIFY_EXCEPTION_THROWN(Prior({{Family::LogNormal, NAN, 1}}), Error);
    }

    /// By finite differences, and by ln |dθ/dz| = ln N(z; 0, 1) − ln p(θ).
    void jacobian() {
        for (double at = -4; at <= 4; at += 0.37)
            for (std::size_t k = 0; k < 4; ++k) {
                const Prior one({mixed().marginal(k)});
                auto theta = [&one](double z) {
                    double t = 0;
                    one.fromNormal(std::span(&z, 1), std::span(&t, 1));
                    return t;
                };
                constexpr double h = 1e-4;
                const double slope = (theta(at + h) - theta(at - h)) / (2 * h), there = theta(at);
                const double jacobian = one.logJacobian(std::span(&at, 1));
                QVERIFY(std::fabs(std::log(slope) - jacobian) < 1e-6);
                const double normal = -0.5 * at * at - 0.5 * std::log(2 * std::numbers::pi);
                QVERIFY(std::fabs(normal - one.logDensity(std::span(&there, 1)) - jacobian) < 1e-11);
            }
    }

    void drawsAreNormalInNormalCoordinates_data() { test::simulatorRows(); }
    void drawsAreNormalInNormalCoordinates() {
        const Prior &prior = test::fetchedSimulator().prior();
        constexpr std::size_t count = 20000;
        std::vector<std::vector<double>> z(prior.size());
        std::vector<double> theta(prior.size()), normal(prior.size()), exact;
        RandomEngine random(5);
        for (std::size_t i = 0; i < count; ++i) {
            prior.draw(theta, random);
            QVERIFY(prior.contains(theta));
            prior.toNormal(theta, normal);
            for (std::size_t k = 0; k < z.size(); ++k)
                z[k].push_back(normal[k]);
            exact.push_back(normalQuantile((static_cast<double>(i) + 0.5) / count));
        }
        for (const auto &one : z) // against the distribution itself, so the second sample has no noise
            QVERIFY(test::kolmogorovSmirnov(one, exact) < 2.03 / std::sqrt(double(count)));
    }

    // 10⁴ rows of ten; what Qt Test prints is for the reader
    void speedToNormal() {
        const Prior prior = uniformPrior(10, -3, 3);
        std::vector<double> theta(100'000), z(10);
        RandomEngine random(1);
        for (double &t : theta)
            t = 6 * uniform(random) - 3;
        QBENCHMARK {
            for (std::size_t i = 0; i < theta.size(); i += 10)
                prior.toNormal(std::span(theta).subspan(i, 10), z);
        }
    }
    void speedFromNormal() {
        const Prior prior = uniformPrior(10, -3, 3);
        std::vector<double> z(100'000), theta(10);
        RandomEngine random(1);
        for (double &one : z)
            one = standardNormal(random);
        QBENCHMARK {
            for (std::size_t i = 0; i < z.size(); i += 10)
                prior.fromNormal(std::span(z).subspan(i, 10), theta);
        }
    }
};

QUINCUNX_TEST(prior, TestPrior, NoApplication)
#include "test_prior.moc"
