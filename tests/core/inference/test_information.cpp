// Fisher's information: sums against draws, closed forms, and the spread of estimates.
#include "core/inference/eft.h"
#include "core/inference/galton.h"
#include "core/inference/information.h"
#include "tests/support.h"

#include <Eigen/LU>

using namespace quincunx;

namespace {

bool agree(const Information &a, const Information &b) {
    const Eigen::ArrayXXd error =
        (a.standardError.array().square() + b.standardError.array().square()).sqrt();
    return ((a.matrix - b.matrix).array().abs() <= 5 * error + 1e-6 * b.matrix.array().abs()).all();
}

std::string text(const Information &one) {
    std::ostringstream out;
    out << one.matrix << " ± " << one.standardError;
    return out.str();
}

} // namespace

class TestInformation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The sum over bins, from paths alone: the mean score of the paths to a bin is that of the bin.
    void galtonFromItsPaths() {
        constexpr double theta = 0.4;
        constexpr std::size_t paths = 100'000;
        const GaltonBoard board;
        const Draws all = Draws::Constant(paths, 1, theta);
        const MinedSimulations made = mineAt(board, all, all, 3, 2);
        std::array<double, GaltonBoard::nails> sum{}, squares{}, count{};
        for (Eigen::Index i = 0; i < made.x.rows(); ++i) {
            const auto bin = static_cast<std::size_t>(made.x(i, 0));
            sum[bin] += made.score(i, 0);
            squares[bin] += made.score(i, 0) * made.score(i, 0);
            ++count[bin];
        }
        double information = 0, within = 0, variance = 0; // Σ p t², Σ p Var(t|bin)
        for (std::size_t bin = 0; bin < count.size(); ++bin)
            if (count[bin] > 1) {
                const double share = count[bin] / static_cast<double>(paths), mean = sum[bin] / count[bin];
                const double own = (squares[bin] / count[bin] - mean * mean) / (count[bin] - 1);
                information += share * (mean * mean - own); // without the noise of the mean
                within += share * (squares[bin] / count[bin] - mean * mean);
                variance += 4 * share * share * mean * mean * own;
            }
        const Information exact = *summedInformation("galton", std::array{theta});
        const Information likely = likelihoodInformation(board, std::array{theta}, 20000, 5, 2);
        const double wanted = exact.matrix(0, 0);
        // of the bins' shares, of which t² is a mean, and of the mean scores
        const double error = std::hypot(likely.standardError(0, 0) * std::sqrt(0.2), std::sqrt(variance));
        qInfo("galton at 0.4: %.4f, from paths %.4f ± %.4f", wanted, information, error);
        QVERIFY(std::fabs(information - wanted) < 5 * error);
        QVERIFY(agree(likely, exact));
        // what the hidden steps know more is the spread of their score within bins
        const Information joint = jointInformation(board, std::array{theta}, paths, 3, 2);
        QVERIFY(std::fabs(joint.matrix(0, 0) - information - within) < 0.02 * joint.matrix(0, 0));
        QVERIFY(joint.matrix(0, 0) > 1.2 * wanted);
    }

    /// x ~ N(θ, 5) knows 1/5, z ~ N(θ, 4) a quarter.
    void gaussian() {
        const Simulator &one = *simulators().at("gauss_gauss").simulator;
        Information known{Eigen::MatrixXd::Constant(1, 1, 0.2), Eigen::MatrixXd::Zero(1, 1)};
        const Information found = likelihoodInformation(one, std::array{0.7}, 20000, 1, 2);
        QVERIFY2(agree(found, known), text(found).c_str());
        known.matrix(0, 0) = 0.25;
        const Information joint = jointInformation(one, std::array{0.7}, 20000, 1, 2);
        QVERIFY2(agree(joint, known), text(joint).c_str());
        QVERIFY(std::fabs(known.leastDeviations()[0] - 2) < 1e-12);
    }

    /// Bins after smearing know less than the events before it: ∫ ∂ν ∂νᵀ/ν dz over the spectrum.
    void fieldTheory() {
        const std::array theta{0.3, -0.2};
        const Simulator &one = *simulators().at("eft").simulator;
        const Information bins = *summedInformation("eft", theta);
        const Information found = likelihoodInformation(one, theta, 4000, 1, 2);
        QVERIFY2(agree(found, bins), text(found).c_str());
        Information events{Eigen::MatrixXd::Zero(2, 2), Eigen::MatrixXd::Zero(2, 2)};
        auto spectrum = [](double z, std::span<const double> at) {
            const auto c = eft::coefficients(at);
            return eft::eventsExpected * std::exp(-z) *
                   (c[0] + z * (c[1] + z * (c[2] + z * (c[3] + z * c[4]))));
        };
        constexpr double step = 0.002, h = 1e-4;
        for (double z = step / 2; z < 40; z += step) {
            Eigen::Vector2d slope;
            for (std::size_t k = 0; k < 2; ++k) {
                auto above = theta, below = theta;
                above[k] += h;
                below[k] -= h;
                slope[static_cast<Eigen::Index>(k)] = (spectrum(z, above) - spectrum(z, below)) / (2 * h);
            }
            events.matrix += step * slope * slope.transpose() / spectrum(z, theta);
        }
        const Information joint = jointInformation(one, theta, 4000, 1, 2);
        QVERIFY2(agree(joint, events), text(joint).c_str());
        const Eigen::MatrixXd lost = events.matrix - bins.matrix;
        QVERIFY(lost.trace() > 0 && lost.determinant() > 0);
    }

    /// Cramér and Rao: of many events the most likely θ spreads as little as the information allows.
    void boundsTheSpreadOfEstimates() {
        constexpr double theta = 0.2;
        constexpr int beads = 400, experiments = 2000, cells = 801;
        const GaltonBoard board;
        std::vector<double> grid;
        Eigen::MatrixXd logs(cells, GaltonBoard::nails); // ln p(bin|θ)
        for (int i = 0; i < cells; ++i) {
            grid.push_back(-0.2 + 0.8 * i / (cells - 1));
            const auto p = GaltonBoard::probabilities(grid.back());
            for (int bin = 0; bin < GaltonBoard::nails; ++bin)
                logs(i, bin) = std::log(std::max(p[static_cast<std::size_t>(bin)], 1e-300));
        }
        const Draws x = simulateAt(board, Draws::Constant(beads * experiments, 1, theta), 8, 2);
        std::vector<double> estimates;
        for (int k = 0; k < experiments; ++k) {
            Eigen::VectorXd counts = Eigen::VectorXd::Zero(GaltonBoard::nails);
            for (int i = 0; i < beads; ++i)
                ++counts[static_cast<Eigen::Index>(x(k * beads + i, 0))];
            Eigen::Index best = 0;
            (logs * counts).maxCoeff(&best);
            estimates.push_back(grid[static_cast<std::size_t>(best)]);
        }
        const Eigen::Map<const Eigen::ArrayXd> all(estimates.data(), experiments);
        const double spread = std::sqrt((all - all.mean()).square().mean());
        const double least =
            summedInformation("galton", std::array{theta})->leastDeviations()[0] / std::sqrt(double(beads));
        qInfo("estimates from %d beads: %.4f ± %.4f, at least %.4f", beads, all.mean(), spread, least);
        QVERIFY(std::fabs(spread / least - 1) < 5 / std::sqrt(2. * experiments) + 0.02);
        QVERIFY(std::fabs(all.mean() - theta) < 5 * least / std::sqrt(double(experiments)) + 0.1 * least);
    }

    /// Nine numbers of a jet cannot know more than its leaves, nor these more than the tree.
    void ginkgo() {
        const Simulator &leaves = *simulators().at("ginkgo_leaves").simulator;
        const std::array lambda{1.5};
        const Information found = likelihoodInformation(leaves, lambda, 2000, 1, 2);
        const Information joint = jointInformation(leaves, lambda, 20000, 1, 2);
        qInfo("ginkgo at 1.5: leaves %s, tree %s", text(found).c_str(), text(joint).c_str());
        QVERIFY(found.matrix(0, 0) > 0);
        QVERIFY(found.matrix(0, 0) <
                joint.matrix(0, 0) + 5 * std::hypot(found.standardError(0, 0), joint.standardError(0, 0)));
    }

    void refuses() {
        const Simulator &moons = *simulators().at("two_moons").simulator;
        QVERIFY(!summedInformation("two_moons", std::array{0., 0.}));
        QVERIFY_EXCEPTION_THROWN(jointInformation(moons, std::array{0., 0.}, 10, 1, 1), Error);
        const GaltonBoard board;
        QVERIFY_EXCEPTION_THROWN(likelihoodInformation(board, std::array{2.}, 10, 1, 1), Error);
        QVERIFY_EXCEPTION_THROWN(likelihoodInformation(board, std::array{0., 0.}, 10, 1, 1), Error);
        QVERIFY_EXCEPTION_THROWN(summedInformation("galton", std::array{-1.5}), Error);
        // at the end of the prior, from within
        QVERIFY(std::fabs(likelihoodInformation(board, std::array{1.}, 20000, 1, 2).matrix(0, 0) /
                              summedInformation("galton", std::array{0.999})->matrix(0, 0) -
                          1) < 0.1);
    }
};

QUINCUNX_TEST(information, TestInformation, NoApplication)
#include "test_information.moc"
