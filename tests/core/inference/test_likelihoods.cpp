// Likelihoods and what is mined, held to what is simulated.
#include "core/inference/galton.h"
#include "tests/core/inference/all_simulators.h"
#include "tests/sanitized.h"

#include <numbers>

using namespace quincunx;

namespace {

const std::size_t draws = test::isSanitized ? 4000 : 20000;

/// Fewer where a likelihood is an equation to be solved.
std::size_t affordable(const Simulator &one) {
    return one.dataShape().kind == DataShape::Kind::Series ? 3 * draws / 20 : draws;
}

struct Pair {
    std::vector<double> theta, other;
};

Draws repeated(const std::vector<double> &theta, std::size_t count = draws) {
    return Eigen::Map<const Eigen::RowVectorXd>(theta.data(), static_cast<Eigen::Index>(theta.size()))
        .replicate(static_cast<Eigen::Index>(count), 1);
}

/// ln p(x|other)/p(x|θ) of every row.
Eigen::ArrayXd logWeights(const Simulator &one, const Draws &x, const Pair &pair) {
    Eigen::ArrayXd weights(x.rows());
    for (Eigen::Index i = 0; i < x.rows(); ++i) {
        const auto row = rowOf(x, i);
        weights[i] = one.logLikelihood(row, pair.other) - one.logLikelihood(row, pair.theta);
    }
    return weights;
}

double deviation(const Eigen::ArrayXd &values) {
    return std::sqrt((values - values.mean()).square().mean());
}

/// A pair so near that the weights of one for the other are well behaved.
Pair nearby(const Simulator &one, RandomEngine &random) {
    Pair pair{std::vector<double>(one.prior().size()), std::vector<double>(one.prior().size())};
    std::vector<double> z(pair.theta.size()), moved(z.size()), along(z.size());
    for (std::size_t k = 0; k < z.size(); ++k) {
        z[k] = 0.8 * standardNormal(random);
        along[k] = standardNormal(random);
    }
    one.prior().fromNormal(z, pair.theta);
    const Draws x = simulateAt(one, repeated(pair.theta, 200), 9, 2);
    for (double step = one.hasLikelihood() ? 0.5 : 0.1;; step /= 1.5) {
        for (std::size_t k = 0; k < z.size(); ++k)
            moved[k] = z[k] + step * along[k];
        one.prior().fromNormal(moved, pair.other);
        if (!one.hasLikelihood() || deviation(logWeights(one, x, pair)) < 0.4)
            return pair;
    }
}

} // namespace

class TestLikelihoods : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void weigh_data() { test::simulatorRows(&Simulator::hasLikelihood); }
    /// E_θ[w] = 1 and E_θ[w f(x)] = E_θ'[f(x)] for w = p(x|θ')/p(x|θ).
    void weigh() {
        const Simulator &one = test::fetchedSimulator();
        if (&one == simulators().at("two_moons").simulator.get())
            QSKIP("two_moons: data that θ' gives are impossible at θ, so no weight can stand for them; "
                  ""
                  "areDensities tests this likelihood");
        const std::size_t count = affordable(one);
        const double root = std::sqrt(static_cast<double>(count));
        RandomEngine random(2);
        const Pair pair = nearby(one, random);
        const Draws x = simulateAt(one, repeated(pair.theta, count), 3, 2);
        const Draws there = simulateAt(one, repeated(pair.other, count), 4, 2);
        const Eigen::ArrayXd weights = logWeights(one, x, pair).exp();
        QVERIFY(weights.allFinite());
        QVERIFY2(std::fabs(weights.mean() - 1) < 5 * deviation(weights) / root,
                 qPrintable(QString::number(weights.mean())));
        for (Eigen::Index k = 0; k < x.cols(); ++k) {
            const Eigen::ArrayXd weighted = weights * x.col(k).array(), direct = there.col(k).array();
            const double width = std::hypot(deviation(weighted), deviation(direct)) / root;
            QVERIFY2(std::fabs(weighted.mean() - direct.mean()) <= 5 * width,
                     qPrintable(QStringLiteral("x%1: %2 and %3 ± %4")
                                    .arg(k)
                                    .arg(weighted.mean())
                                    .arg(direct.mean())
                                    .arg(width)));
        }
    }

    void mined_data() { test::simulatorRows(&Simulator::canMine); }
    /// E[score] = 0 and E[e^−logRatio] = 1; the same x as simulate() draws; and where p(x|θ) is known, what
    /// is mined is right on average whatever it is weighted with.
    void mined() {
        const Simulator &one = test::fetchedSimulator();
        RandomEngine random(2);
        const Pair pair = nearby(one, random);
        const MinedSimulations made = mineAt(one, repeated(pair.theta), repeated(pair.other), 3, 2);
        QVERIFY(made.x == simulateAt(one, repeated(pair.theta), 3, 2));
        const Eigen::ArrayXd ratio = (-made.logRatio.array()).exp();
        const double root = std::sqrt(double(draws));
        QVERIFY2(std::fabs(ratio.mean() - 1) < 5 * deviation(ratio) / root,
                 qPrintable(QString::number(ratio.mean())));
        for (Eigen::Index k = 0; k < made.score.cols(); ++k) {
            const Eigen::ArrayXd score = made.score.col(k).array();
            QVERIFY2(std::fabs(score.mean()) < 5 * deviation(score) / root,
                     qPrintable(QString::number(score.mean())));
        }
        if (!one.hasLikelihood())
            return;
        // E[(mined − exact) f(x)] = 0 for any f: 1, every x, and the exact value itself
        auto agrees = [&](const Eigen::ArrayXd &mined, const Eigen::ArrayXd &exact) {
            const Eigen::ArrayXd difference = mined - exact;
            auto isZero = [&](const Eigen::ArrayXd &values) {
                return std::fabs(values.mean()) <= 5 * deviation(values) / root + 1e-8;
            };
            bool good = isZero(difference) && isZero(difference * exact);
            for (Eigen::Index k = 0; k < made.x.cols(); ++k)
                good = good && isZero(difference * (made.x.col(k).array() - made.x.col(k).mean()));
            return good;
        };
        QVERIFY(agrees(ratio, logWeights(one, made.x, pair).exp()));
        for (std::size_t k = 0; k < pair.theta.size(); ++k) {
            constexpr double h = 1e-4;
            Pair around{pair.theta, pair.theta};
            around.theta[k] -= h;
            around.other[k] += h;
            QVERIFY(agrees(made.score.col(static_cast<Eigen::Index>(k)).array(),
                           logWeights(one, made.x, around) / (2 * h)));
        }
    }

    /// Bin by bin, as the board's probabilities are known.
    void beadsTellTheScoreOfTheirBin() {
        const GaltonBoard board;
        constexpr double theta = 0.4, other = -0.3, h = 1e-5;
        const std::size_t beads = 10 * draws;
        const MinedSimulations made = mineAt(board, repeated({theta}, beads), repeated({other}, beads), 5, 2);
        const auto p = GaltonBoard::probabilities(theta), q = GaltonBoard::probabilities(other);
        const auto above = GaltonBoard::probabilities(theta + h),
                   below = GaltonBoard::probabilities(theta - h);
        int bins = 0;
        for (std::size_t bin = 0; bin < p.size(); ++bin) {
            std::vector<double> scores, ratios;
            for (Eigen::Index i = 0; i < made.x.rows(); ++i)
                if (made.x(i, 0) == static_cast<double>(bin)) {
                    scores.push_back(made.score(i, 0));
                    ratios.push_back(std::exp(-made.logRatio[i]));
                }
            if (scores.size() < beads / 100)
                continue;
            ++bins;
            auto isNear = [](const std::vector<double> &values, double wanted) {
                const Eigen::ArrayXd all =
                    Eigen::Map<const Eigen::ArrayXd>(values.data(), static_cast<Eigen::Index>(values.size()));
                return std::fabs(all.mean() - wanted) <
                       5 * deviation(all) / std::sqrt(static_cast<double>(values.size()));
            };
            QVERIFY(isNear(scores, (above[bin] - below[bin]) / (2 * h) / p[bin]));
            QVERIFY(isNear(ratios, q[bin] / p[bin]));
        }
        QVERIFY(bins >= 8);
    }

    /// Where x is two numbers: ∫ p(x|θ) dx over 20 × 20 cells is how often x falls there.
    void areDensities_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        const double edge = 0.25 - 0.5 / std::numbers::sqrt2; // of the half ring; between two cells
        QTest::newRow("two_moons") << "two_moons" << edge - 0.2 << edge + 0.2;
        QTest::newRow("gaussian_mixture") << "gaussian_mixture" << -6. << 7.;
    }
    void areDensities() {
        QFETCH(QString, name);
        QFETCH(double, low);
        QFETCH(double, high);
        const Simulator &one = *simulators().at(name.toStdString()).simulator;
        const std::vector theta{0.3, 0.2};
        constexpr int cells = 20, fine = 25;
        const double step = (high - low) / (cells * fine);
        Eigen::ArrayXXd share = Eigen::ArrayXXd::Zero(cells, cells), counts = share;
        for (int i = 0; i < cells * fine; ++i)
            for (int j = 0; j < cells * fine; ++j)
                share(i / fine, j / fine) +=
                    step * step *
                    std::exp(
                        one.logLikelihood(std::array{low + (i + 0.5) * step, low + (j + 0.5) * step}, theta));
        QVERIFY2(std::fabs(share.sum() - 1) < 1e-3, qPrintable(QString::number(share.sum())));
        const Draws x = simulateAt(one, repeated(theta, 10 * draws), 6, 2);
        auto cell = [&](double at) {
            return static_cast<int>(std::floor((at - low) / (high - low) * cells));
        };
        for (Eigen::Index i = 0; i < x.rows(); ++i)
            if (const int a = cell(x(i, 0)), b = cell(x(i, 1)); std::min(a, b) >= 0 && std::max(a, b) < cells)
                ++counts(a, b);
        double chi2 = 0;
        int used = 0;
        for (int k = 0; k < share.size(); ++k)
            if (const double wanted = 10 * draws * share.data()[k]; wanted > 20) {
                chi2 += std::pow(counts.data()[k] - wanted, 2) / wanted;
                ++used;
            }
        QVERIFY(used > 50);
        QVERIFY2(chi2 < used + 4.5 * std::sqrt(2. * used),
                 qPrintable(QStringLiteral("%1 of %2").arg(chi2).arg(used)));
    }

    void missingOnesSaySo() {
        class Silent final : public Simulator {
        public:
            Silent() : Simulator({"a"}, uniformPrior(1, 0, 1), {"x", "y"}) {}
            void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &) const override {
                x[0] = theta[0];
                x[1] = theta[0] < 0.25 ? double(NAN) : 1;
            }
        } silent;
        RandomEngine random(1);
        std::vector<double> x(2);
        const std::vector theta{0.5};
        QVERIFY(!silent.hasLikelihood() && !silent.canMine());
        QVERIFY_EXCEPTION_THROWN(silent.logLikelihood(x, theta), Error);
        QVERIFY_EXCEPTION_THROWN(silent.mine(theta, theta, x, random), Error);
        // and simulations that failed are counted
        const Simulations made = simulatePrior(silent, 4000, 1, 2);
        QVERIFY(std::fabs(static_cast<double>(made.unusable) - 1000) < 150);
        QCOMPARE(simulatePrior(*simulators().at("two_moons").simulator, 100, 1, 1).unusable, std::size_t(0));
    }
};

QUINCUNX_TEST(likelihoods, TestLikelihoods, NoApplication)
#include "test_likelihoods.moc"
