// Simulators hold to their definitions: exact distributions, conservation laws, published reference samples.
#include "core/inference/distributions.h"
#include "core/inference/dynamics.h"
#include "core/inference/galton.h"
#include "core/inference/grid_posterior.h"
#include "core/inference/observation.h"
#include "tests/core/inference/all_simulators.h"
#include "tests/core/inference/two_samples.h"

#include <QTemporaryDir>

#include <numeric>

using namespace quincunx;

namespace {

Draws readSamples(const std::filesystem::path &path) {
    std::istringstream lines(test::contents(path));
    std::string line;
    std::getline(lines, line); // the header
    const auto width = std::ranges::count(line, ',') + 1;
    std::vector<double> values;
    for (std::string cell; std::getline(lines, line);)
        for (std::istringstream cells(line); std::getline(cells, cell, ',');)
            values.push_back(std::stod(cell));
    return Eigen::Map<Draws>(values.data(), static_cast<Eigen::Index>(values.size()) / width, width);
}

std::vector<double> projection(const Draws &draws, const Eigen::VectorXd &onto) {
    const Eigen::VectorXd values = draws * onto;
    return {values.begin(), values.end()};
}

const Simulator &simulator(const char *name) {
    return *simulators().at(name).simulator;
}

} // namespace

class TestSimulators : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shapesAndSeeds_data() { test::simulatorRows(); }
    void shapesAndSeeds() {
        const Simulator &one = test::fetchedSimulator();
        const Simulations made = simulatePrior(one, 1234, 7, 2), again = simulatePrior(one, 1234, 7, 1);
        QCOMPARE(made.theta.rows(), 1234);
        QCOMPARE(made.theta.cols(), static_cast<Eigen::Index>(one.parameters().size()));
        QCOMPARE(made.x.cols(), static_cast<Eigen::Index>(one.data().size()));
        QVERIFY(made.x.allFinite() && made.theta.allFinite());
        QVERIFY(made.x == again.x && made.theta == again.theta); // for any number of threads
        QVERIFY(simulatePrior(one, 1234, 8, 2).x != made.x);
    }

    /// θ drawn from the prior, x from θ, θ' from the posterior given x: θ' is distributed as the prior again.
    void posteriorsReturnThePrior_data() { test::simulatorRows(&Simulator::hasPosterior); }
    void posteriorsReturnThePrior() {
        const Simulator &one = test::fetchedSimulator();
        if (dynamic_cast<const GridSimulator *>(&one))
            QSKIP("its posterior comes from a grid of its own for each of 20000 observations: too long for a "
                  "test; grid_posterior does the same with fewer");
        const Simulations made = simulatePrior(one, 20000, 3, 2);
        Draws back(made.theta.rows(), made.theta.cols());
        RandomEngine random(4);
        for (Eigen::Index i = 0; i < back.rows(); ++i)
            one.drawPosterior({&made.x(i, 0), static_cast<std::size_t>(made.x.cols())},
                              {&back(i, 0), static_cast<std::size_t>(back.cols())}, random);
        const double limit = test::kolmogorovSmirnovLimit(20000, 20000);
        for (Eigen::Index k = 0; k < back.cols(); ++k) {
            const Eigen::VectorXd drawn = made.theta.col(k), returned = back.col(k);
            QVERIFY(test::kolmogorovSmirnov({drawn.begin(), drawn.end()},
                                            {returned.begin(), returned.end()}) < limit);
        }
        // and goes with x as θ does
        for (Eigen::Index k = 0; k < std::min(back.cols(), made.x.cols()); ++k) {
            const Eigen::ArrayXd x = made.x.col(k).array() - made.x.col(k).mean();
            const auto with = [&](const Draws &theta) { return (theta.col(k).array() * x).mean(); };
            const double width = std::sqrt((made.theta.col(k).array().square() * x.square()).mean() / 20000);
            QVERIFY(std::fabs(with(made.theta) - with(back)) < 5 * width + 1e-12);
        }
    }

    void referenceSamples_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("observation");
        for (const char *name : {"two_moons", "gaussian_linear", "gaussian_mixture", "sir"})
            for (int k : {1, 2})
                QTest::addRow("%s %d", name, k) << QString(name) << k;
    }
    void referenceSamples() {
        QFETCH(QString, name);
        QFETCH(int, observation);
        const auto folder = test::sharedDir() / "data" / "sbibm" / name.toStdString() /
                            ("obs_" + std::to_string(observation));
        QUINCUNX_NEED(folder);
        const Draws reference = readSamples(folder / "reference_posterior_samples.csv");
        QVERIFY(reference.rows() >= 5000);
        const auto count = static_cast<std::size_t>(reference.rows());
        const Draws own = samplePosterior(*simulators().at(name.toStdString()).simulator,
                                          readObservation(folder / "observation.csv"), count, 1, 2);
        // along every axis, and along diagonals of neighbours
        for (Eigen::Index k = 0; k < own.cols(); ++k)
            for (double share : {0., 1., -1.}) {
                Eigen::VectorXd onto = Eigen::VectorXd::Unit(own.cols(), k);
                onto[(k + 1) % own.cols()] += share;
                QVERIFY2(test::kolmogorovSmirnov(projection(reference, onto), projection(own, onto)) <
                             test::kolmogorovSmirnovLimit(count, count),
                         qPrintable(QStringLiteral("along %1, %2").arg(k).arg(share)));
            }
    }

    void beadsFallAsTheBoardSays() {
        const GaltonBoard board;
        for (double theta : {-0.8, 0., 0.35}) {
            const auto p = GaltonBoard::probabilities(theta);
            QVERIFY(std::fabs(std::accumulate(p.begin(), p.end(), 0.) - 1) < 1e-12);
            std::array<double, GaltonBoard::nails> counts{};
            RandomEngine random(11);
            constexpr int beads = 1'000'000;
            double x = 0;
            for (int i = 0; i < beads; ++i) {
                board.simulate({&theta, 1}, {&x, 1}, random);
                ++counts[static_cast<std::size_t>(x)];
            }
            double chi2 = 0;
            int bins = 0;
            for (std::size_t k = 0; k < counts.size(); ++k) {
                if (beads * p[k] < 10) {
                    QVERIFY(counts[k] < 60);
                    continue;
                }
                chi2 += std::pow(counts[k] - beads * p[k], 2) / (beads * p[k]);
                ++bins;
            }
            QVERIFY2(chi2 < bins + 4.5 * std::sqrt(2. * bins), qPrintable(QString::number(chi2)));
        }
        // without a lean the board is Galton's: binomial, ten steps of ±1 in twenty halves
        const auto even = GaltonBoard::probabilities(0);
        QVERIFY(std::fabs(even[15] - 184756 / std::exp2(20)) < 1e-12);
    }

    void populationsKeepTheirInvariant() {
        for (const auto &theta : {std::vector{0.9, 0.05, 0.9, 0.05}, std::vector{2.5, 0.1, 0.4, 0.02},
                                  std::vector{0.5, 0.2, 2., 0.15}}) {
            const auto means = lotkaVolterra(theta);
            auto invariant = [&](std::size_t k) {
                return theta[3] * std::exp(means[k]) - theta[2] * means[k] +
                       theta[1] * std::exp(means[10 + k]) - theta[0] * means[10 + k];
            };
            for (std::size_t k = 1; k < 10; ++k)
                QVERIFY(std::fabs(invariant(k) - invariant(0)) < 1e-6 * std::fabs(invariant(0)));
        }
    }

    void epidemicEnds() {
        const std::vector<double> weak{0.05, 0.2};
        std::vector<double> x(10);
        RandomEngine random(1);
        simulator("sir").simulate(weak, x, random);
        QVERIFY(std::ranges::all_of(x, [](double infected) { return infected <= 1; })); // it does not spread
        const std::vector<double> strong{1., 0.1};
        simulator("sir").simulate(strong, x, random);
        QVERIFY(*std::ranges::max_element(x) > 500);
        QVERIFY(x.back() < 20);
    }

    void truncatedNormalsKeepWithin() {
        RandomEngine random(2);
        double sum = 0, squares = 0;
        for (int i = 0; i < 20000; ++i) {
            const double far = truncatedNormal(12, 0.3, -1, 1, random); // 37 deviations away
            QVERIFY(far <= 1 && far > 0.9);
            const double z = truncatedNormal(0, 1, -1, 2, random);
            QVERIFY(z >= -1 && z <= 2);
            sum += z;
            squares += z * z;
        }
        // mean and second moment of N(0,1) within [−1, 2]
        QVERIFY(std::fabs(sum / 20000 - 0.229637) < 0.02);
        QVERIFY(std::fabs(squares / 20000 - 0.572496) < 0.02);
    }

    void impossibleObservations() {
        RandomEngine random(3);
        std::vector<double> theta(2);
        QVERIFY_EXCEPTION_THROWN(simulator("two_moons").drawPosterior(std::vector{5., 0.}, theta, random),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(
            simulator("gaussian_mixture").drawPosterior(std::vector{90., 0.}, theta, random), Error);
        for (double bin : {3., 15.5, -1., 1e9, std::nan("")})
            QVERIFY_EXCEPTION_THROWN(simulator("galton").drawPosterior(std::vector{bin}, theta, random),
                                     Error);
        QVERIFY_EXCEPTION_THROWN(simulator("slcp").drawPosterior(std::vector<double>(8), theta, random),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(samplePosterior(simulator("two_moons"), std::vector{0.}, 1, 1, 1), Error);
        QVERIFY_EXCEPTION_THROWN(
            samplePosterior(simulator("two_moons"), std::vector{0., double(INFINITY)}, 1, 1, 1), Error);
    }

    void observationsAreOneRow() {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("x.csv").toStdString();
        auto written = [&](const std::string &text) {
            std::ofstream(path) << text;
            return readObservation(path);
        };
        QCOMPARE(written("a,b\n1.5, -2\n"), (std::vector{1.5, -2.}));
        QCOMPARE(written("\xef\xbb\xbf# of today\r\n3,4e2\r\n"), (std::vector{3., 400.}));
        for (const char *bad : {"a,b\n", "1,2\n3,4\n", "a\nb\n1\n", "1,,2\n", "1,2\nx,y\n", "# nothing\n"})
            QVERIFY_EXCEPTION_THROWN(written(bad), Error);
        QVERIFY_EXCEPTION_THROWN(readObservation("/nowhere/x.csv"), Error);
    }
};

QUINCUNX_TEST(simulators, TestSimulators, NoApplication)
#include "test_simulators.moc"
