// Quantile regression, test statistics, and confidence sets that hold what they promise everywhere.
#include "core/inference/confidence_set.h"
#include "core/inference/distributions.h"
#include "core/inference/estimator.h"
#include "tests/sanitized.h"
#include "tests/support.h"

using namespace quincunx;

namespace {

const std::size_t simulations = test::isSanitized ? 10'000 : 200'000;
const std::size_t trials = test::isSanitized ? 500 : 10'000;

const std::shared_ptr<const Simulator> &onOff() {
    return simulators().at("on_off").simulator;
}

/// N(θ̂, Var θ̂) with half of the deviation that θ̂ = ((n_on − n_off)/15, n_off/70) has in μ.
class Overconfident final : public Posterior {
public:
    using Posterior::Posterior;

    Draws sample(const Draws &x, std::size_t count, std::uint64_t seed, int,
                 const Progress &) const override {
        RandomEngine random(seed);
        Draws theta(static_cast<Eigen::Index>(count), 2);
        for (Eigen::Index i = 0; i < theta.rows(); ++i)
            theta.row(i) << (x(0, 0) - x(0, 1) +
                             0.5 * std::sqrt(x(0, 0) + x(0, 1)) * standardNormal(random)) /
                                15,
                (x(0, 1) + std::sqrt(x(0, 1)) * standardNormal(random)) / 70;
        return theta;
    }
};

/// (μ, ν), six by five.
Draws pointsOfOnOff() {
    Draws points(30, 2);
    for (Eigen::Index i = 0; i < 30; ++i)
        points.row(i) << static_cast<double>(i % 6), 0.6 + 0.2 * static_cast<double>(i / 6);
    return points;
}

/// The exact probability that the set of on_off holds the truth, by the sum over all pairs of counts.
Eigen::VectorXd exactCoverage(const ConfidenceSets &sets, const Draws &theta) {
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(theta.rows());
    const Eigen::VectorXd critical = sets.criticalValues(theta);
    auto poissonOf = [](double count, double mean) {
        return std::exp(logPoisson(count, mean) - std::lgamma(count + 1));
    };
    for (double on = 5; on < 260; ++on)
        for (double off = 5; off < 170; ++off) {
            Eigen::VectorXd p(theta.rows());
            for (Eigen::Index i = 0; i < theta.rows(); ++i)
                p[i] = poissonOf(on, 70 * theta(i, 1) + 15 * theta(i, 0)) * poissonOf(off, 70 * theta(i, 1));
            if (p.maxCoeff() < 1e-8)
                continue;
            const Eigen::VectorXd value = sets.statistic()(std::array{on, off}, theta);
            sum.array() += (value.array() <= critical.array()).select(p.array(), 0);
        }
    return sum;
}

void verifyCoverage(const ConfidenceSets &sets) {
    const Draws theta = pointsOfOnOff();
    const Eigen::VectorXd found = coverageAt(sets, theta, trials, 11, 2);
    qInfo("coverage of 90%% sets: %.3f to %.3f, mean %.4f", found.minCoeff(), found.maxCoeff(), found.mean());
    const double error = std::sqrt(0.9 * 0.1 / static_cast<double>(trials));
    QVERIFY(found.minCoeff() > 0.88 - (test::isSanitized ? 4 * error : 0));
    QVERIFY(found.maxCoeff() < 0.92 + (test::isSanitized ? 4 * error : 0));
    QVERIFY(std::fabs(found.mean() - 0.9) < 0.005 + 4 * error / std::sqrt(30.));
}

} // namespace

class TestConfidence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Of y = t₁ + (1 + t₂²) z the quantile is t₁ + (1 + t₂²) Φ⁻¹(level).
    void quantiles() {
        RandomEngine random(1);
        const Eigen::Index rows = test::isSanitized ? 7000 : 20000;
        Draws t(rows, 2);
        Eigen::VectorXd y(rows);
        for (Eigen::Index i = 0; i < rows; ++i) {
            QuantileRegression::drawPlaces(rowOf(t, static_cast<std::size_t>(i)), random);
            y[i] = t(i, 0) + (1 + t(i, 1) * t(i, 1)) * standardNormal(random);
        }
        Draws at(3, 2);
        at << 0, 0, -0.7, 0.9, 1, -1;
        for (double level : {0.1, 0.5, 0.9}) {
            const QuantileRegression regression(t, y, level);
            QVERIFY(regression.degree() >= 2);
            const Eigen::VectorXd found = regression(at);
            for (Eigen::Index i = 0; i < 3; ++i) {
                const double wide = 1 + at(i, 1) * at(i, 1);
                const double wanted = at(i, 0) + wide * normalQuantile(level);
                const double density = std::exp(normalLogDensity(normalQuantile(level), 0, 1)) / wide;
                const double error = std::sqrt(30 * level * (1 - level) / double(rows)) / density;
                QVERIFY2(std::fabs(found[i] - wanted) < 4 * error,
                         qPrintable(QStringLiteral("%1 ± %2").arg(found[i] - wanted).arg(error)));
            }
        }
        QVERIFY_EXCEPTION_THROWN(QuantileRegression(t.topRows(50), y.head(50), 0.5), Error);
        QVERIFY_EXCEPTION_THROWN(QuantileRegression(t, y, 1), Error);
    }

    /// The ends of a prior are points of its grid.
    void grids() {
        const Draws grid = parameterGrid(onOff()->prior(), 5);
        QCOMPARE(grid.rows(), 25);
        QCOMPARE(grid.row(0), (Eigen::RowVector2d(0, 0.6)));
        QCOMPARE(grid.row(24), (Eigen::RowVector2d(5, 1.4)));
        QCOMPARE(grid(1, 0), 1.25);
        QVERIFY_EXCEPTION_THROWN(parameterGrid(onOff()->prior(), 1), Error);
        QVERIFY_EXCEPTION_THROWN(parameterGrid(uniformPrior(10, 0, 1), 5), Error);
    }

    /// Against the two statistics written out: ln p has its maximum at μ = (n_on − n_off)/15, ν = n_off/70.
    void statistics() {
        const std::array x{100., 75.};
        Draws theta(2, 2);
        theta << 25. / 15, 75. / 70, 3, 0.9;
        const auto ratio = makeLikelihoodRatio(makeTrueLikelihood(onOff()));
        const Eigen::VectorXd found = (*ratio)(x, theta);
        QVERIFY(std::fabs(found[0]) < 1e-4);
        const double wanted =
            2 * (onOff()->logLikelihood(x, rowOf(theta, 0)) - onOff()->logLikelihood(x, rowOf(theta, 1)));
        QVERIFY2(std::fabs(found[1] - wanted) < 1e-4, std::to_string(found[1] - wanted).c_str());
        // on gauss_gauss both are (x − θ)²/5 away from the ends of the prior
        const auto gauss = simulators().at("gauss_gauss").simulator;
        const Draws one = Draws::Constant(1, 1, -1.);
        QVERIFY(std::fabs((*makeLikelihoodRatio(makeTrueLikelihood(gauss)))(std::array{0.5}, one)[0] - 0.45) <
                1e-4);
        const EstimatorInput input{simulators().at("gaussian_linear").simulator, nullptr, {}, 1, 1};
        const auto exact = estimators().at("exact").make(input, {});
        const std::vector<double> zeros(10, 0); // θ|0 ~ N(0, 0.05·1)
        const double waldo = (*makeWaldo(exact, 20000, 1))(zeros, Draws::Constant(1, 10, 0.1))[0];
        QVERIFY2(std::fabs(waldo - 2) < 0.15, std::to_string(waldo).c_str());
    }

    /// 90% sets of two counts hold the truth 90% of the time, at every strength of signal and background.
    void likelihoodRatioCovers() {
        const ConfidenceSets sets(onOff(), makeLikelihoodRatio(makeTrueLikelihood(onOff())), 0.9, simulations,
                                  3, 2);
        verifyCoverage(sets);
        const Draws theta = pointsOfOnOff();
        const Eigen::VectorXd exact = exactCoverage(sets, theta);
        qInfo("exactly: %.4f to %.4f, mean %.4f", exact.minCoeff(), exact.maxCoeff(), exact.mean());
        const double error = std::sqrt(0.9 * 0.1 / static_cast<double>(trials));
        QVERIFY(((coverageAt(sets, theta, trials, 11, 2) - exact).array().abs() < 5 * error).all());
        if (!test::isSanitized)
            QVERIFY(exact.minCoeff() > 0.88 && exact.maxCoeff() < 0.92);
        // far from the ends of the prior λ is χ² of two degrees
        Draws middle(1, 2);
        middle << 2.5, 1;
        QVERIFY(std::fabs(sets.criticalValues(middle)[0] - 4.605) < (test::isSanitized ? 0.6 : 0.3));
    }

    /// The same with a posterior that is wrong: it knows no prior, and its deviation of μ is but a half.
    void waldoOfAWrongPosteriorCovers() {
        verifyCoverage(ConfidenceSets(onOff(), makeWaldo(std::make_shared<Overconfident>(onOff()), 100, 1),
                                      0.9, simulations, 3, 2));
    }

    /// The set of one observation, against x ± 0.6745 σ.
    void setsOfGauss() {
        const auto gauss = simulators().at("gauss_gauss").simulator;
        const ConfidenceSets sets(gauss, makeLikelihoodRatio(makeTrueLikelihood(gauss)), 0.5, simulations, 3,
                                  2);
        const Draws grid = parameterGrid(gauss->prior(), 2001);
        const Eigen::ArrayXd inside = (sets.excess(std::array{0.4}, grid).array() <= 0).cast<double>();
        const double length = 10 * inside.mean(), wanted = 2 * 0.6745 * std::sqrt(5.);
        QVERIFY2(std::fabs(length / wanted - 1) < 0.05, std::to_string(length / wanted).c_str());
        QVERIFY(std::fabs((inside * grid.array()).sum() / inside.sum() - 0.4) < 0.2);
        QVERIFY_EXCEPTION_THROWN(sets.excess(std::array{0.4, 1.}, grid), Error);
        QVERIFY_EXCEPTION_THROWN(
            ConfidenceSets(gauss, makeLikelihoodRatio(makeTrueLikelihood(gauss)), 1.2, 1000, 1, 1), Error);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(ConfidenceSets(gauss, makeLikelihoodRatio(makeTrueLikelihood(gauss)), 0.9,
                                                1000, 1, 1, Progress(stop.get_token(), {})),
                                 Cancelled);
    }
};

QUINCUNX_TEST(confidence, TestConfidence, NoApplication)
#include "test_confidence.moc"
