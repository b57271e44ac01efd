// Counts, spectra and waves: closed forms against quadrature and against what is simulated.
#include "core/inference/chirp.h"
#include "core/inference/distributions.h"
#include "core/inference/eft.h"
#include "tests/core/inference/all_simulators.h"

#include <complex>
#include <numbers>
#include <numeric>

using namespace quincunx;

namespace {

const Simulator &named(const char *name) {
    return *simulators().at(name).simulator;
}

/// |M0 + θ1 M1 + θ2 M2|² as the header has it, in complex numbers.
double amplitudeSquared(double z, const std::vector<double> &theta) {
    const std::complex<double> phase(0.8, 0.6), m0 = std::exp(-z / 2);
    return std::norm(m0 + theta[0] * phase * 0.3 * z * m0 + theta[1] * phase * 0.1 * z * z * m0);
}

Draws repeatedRow(const std::vector<double> &theta, Eigen::Index count) {
    return Eigen::Map<const Eigen::RowVectorXd>(theta.data(), static_cast<Eigen::Index>(theta.size()))
        .replicate(count, 1);
}

} // namespace

class TestMeasurements : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void variates() {
        RandomEngine random(4);
        for (double shape : {1., 2.5, 70.}) {
            double sum = 0, squares = 0;
            constexpr int count = 100'000;
            for (int i = 0; i < count; ++i) {
                const double g = standardGamma(shape, random);
                sum += g;
                squares += g * g;
            }
            const double mean = sum / count;
            QVERIFY(std::fabs(mean - shape) < 5 * std::sqrt(shape / count));
            QVERIFY(std::fabs(squares / count - mean * mean - shape) < 0.04 * shape);
        }
        // Poisson and binomial probabilities add to one
        double poissons = 0, binomials = 0;
        for (int k = 0; k <= 60; ++k) {
            poissons += std::exp(logPoisson(k, 17) - std::lgamma(k + 1));
            binomials += std::exp(logBinomial(k, 60, 0.3) + std::lgamma(61) - std::lgamma(k + 1) -
                                  std::lgamma(61 - k));
        }
        QVERIFY(std::fabs(poissons - 1) < 1e-10 && std::fabs(binomials - 1) < 1e-10);
        QCOMPARE(logPoisson(0, 0), 0.);
        QCOMPARE(logPoisson(1, 0), -double(INFINITY));
        QCOMPARE(logBinomial(0, 10, 0), 0.);
        QCOMPARE(logBinomial(11, 10, 0.5), -double(INFINITY));
    }

    /// The exact draws against the likelihood on a fine grid.
    void onOffPosterior() {
        const Simulator &one = named("on_off");
        const std::vector<double> x{97, 66};
        Eigen::ArrayXd mu = Eigen::ArrayXd::Zero(500), nu = mu;
        for (int i = 0; i < 500; ++i)
            for (int j = 0; j < 500; ++j) {
                const double p = std::exp(
                    one.logLikelihood(x, std::array{5 * (i + 0.5) / 500, 0.6 + 0.8 * (j + 0.5) / 500}) - 500);
                mu[i] += p;
                nu[j] += p;
            }
        const Draws theta = samplePosterior(one, x, 40000, 3, 2);
        for (int k : {100, 150, 200, 250, 300}) {
            const double share = static_cast<double>((theta.col(0).array() < 5 * k / 500.).count()) / 40000;
            QVERIFY(std::fabs(share - mu.head(k).sum() / mu.sum()) < 0.012);
            const double other =
                static_cast<double>((theta.col(1).array() < 0.6 + 0.8 * k / 500.).count()) / 40000;
            QVERIFY(std::fabs(other - nu.head(k).sum() / nu.sum()) < 0.012);
        }
        RandomEngine random(1);
        std::vector<double> drawn(2);
        QVERIFY_EXCEPTION_THROWN(one.drawPosterior(std::vector{2000., 10.}, drawn, random), Error);
        QVERIFY_EXCEPTION_THROWN(one.drawPosterior(std::vector{-3., 10.}, drawn, random), Error);
    }

    /// The cross section and the smeared bins against sums over |M|² as it is written.
    void crossSections() {
        for (const auto &theta : {std::vector{0., 0.}, {1., -1.}, {-0.7, 0.2}, {-1., -1.}}) {
            double sum = 0, below50 = 0, above900 = 0, second = 0;
            constexpr double step = 1e-3;
            for (double z = step / 2; z < 60; z += step) {
                const double density = amplitudeSquared(z, theta) * step;
                auto seenBelow = [z](double edge) {
                    return normalBelow((std::log(edge) - std::log(z)) / eft::smearing);
                };
                sum += density;
                below50 += density * seenBelow(0.5);
                second += density * (seenBelow(1.5) - seenBelow(1));
                above900 += density * (1 - seenBelow(9));
            }
            QVERIFY(std::fabs(eft::eventsExpectedAt(theta) / (100 * sum) - 1) < 1e-6);
            const auto bins = eft::binsExpected(theta);
            QVERIFY(std::fabs(bins.front() / (100 * below50) - 1) < 1e-5);
            QVERIFY(std::fabs(bins[2] / (100 * second) - 1) < 1e-5);
            QVERIFY(std::fabs(bins.back() / (100 * above900) - 1) < 1e-5);
            const double all = std::accumulate(bins.begin(), bins.end(), 0.);
            QVERIFY(std::fabs(all / eft::eventsExpectedAt(theta) - 1) < 1e-12);

            const Draws x = simulateAt(named("eft"), repeatedRow(theta, 4000), 3, 2);
            for (std::size_t bin = 0; bin < bins.size(); ++bin)
                QVERIFY(std::fabs(x.col(static_cast<Eigen::Index>(bin)).mean() - bins[bin]) <
                        5 * std::sqrt(bins[bin] / 4000));
        }
    }

    /// The events of the peak, and the density of masses.
    void bumps() {
        const std::vector<double> theta{125, 30};
        const Simulator &one = named("bump");
        const Draws x = simulateAt(one, repeatedRow(theta, 2000), 5, 2);
        QVERIFY((x.array() >= 100).all() && (x.array() <= 160).all());
        for (Eigen::Index k = 1; k < x.cols(); ++k)
            QVERIFY((x.col(k).array() >= x.col(k - 1).array()).all());
        // shares of bins of 1 GeV
        auto background = [](double m) {
            return std::pow(m, -4) * 3 / (std::pow(100, -3) - std::pow(160, -3));
        };
        double chi2 = 0;
        for (double low = 100; low < 160; ++low) {
            double share = 0;
            for (int i = 0; i < 100; ++i) {
                const double m = low + (i + 0.5) / 100;
                share += 0.01 * (0.15 * std::exp(normalLogDensity(m, 125, 2)) + 0.85 * background(m));
            }
            const double wanted = 200 * 2000 * share;
            const auto found = static_cast<double>((x.array() >= low && x.array() < low + 1).count());
            chi2 += (found - wanted) * (found - wanted) / wanted;
        }
        QVERIFY2(chi2 < 60 + 4.5 * std::sqrt(120.), qPrintable(QString::number(chi2)));
    }

    /// The phase is the integral of the frequency, which grows as (1 − t/t_c)^−3/8.
    void chirps() {
        const double mass = 30, end = 0.2;
        // 30 solar masses, 0.4 s before the end: from the formula in SI units
        const double gm = 6.6743e-11 * 30 * 1.98841e30 / std::pow(299792458., 3);
        const double f = std::pow(5 / 256. / 0.4, 0.375) * std::pow(gm, -0.625) / std::numbers::pi;
        QVERIFY(std::fabs(chirp::frequency(mass, 0.4) / f - 1) < 1e-4);
        const auto h = chirp::waveform(std::vector{mass, end, 1.5});
        double phase = 0; // from the end backwards, τ = s⁸ which makes the integrand smooth
        constexpr int steps = 20000;
        std::size_t checked = 0;
        for (std::size_t i = h.size(); i-- > 0;) {
            const double t = static_cast<double>(i) / 512, tau = end - t;
            if (tau <= 0) {
                QCOMPARE(h[i], 0.);
                continue;
            }
            phase = 0;
            const double top = std::pow(tau, 1. / 8);
            for (int k = 0; k < steps; ++k) {
                const double s = top * (k + 0.5) / steps;
                phase += 2 * std::numbers::pi * chirp::frequency(mass, std::pow(s, 8)) * 8 * std::pow(s, 7) *
                         top / steps;
            }
            const double fading = tau < 0.01 ? std::pow(tau / 0.01, 2) : 1;
            const double wanted =
                fading * 1.5 * std::pow(chirp::frequency(mass, tau) / 50, 2. / 3) * std::cos(-phase);
            QVERIFY(std::fabs(h[i] - wanted) < 1e-4);
            ++checked;
        }
        QVERIFY(checked == 103);
        const double f0 = chirp::frequency(mass, end);
        QVERIFY(std::fabs(chirp::frequency(mass, end - 0.15) - f0 * std::pow(1 - 0.15 / end, -0.375)) < 1e-9);
    }
};

QUINCUNX_TEST(measurements, TestMeasurements, NoApplication)
#include "test_measurements.moc"
