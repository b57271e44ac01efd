#include "core/inference/ginkgo_simulator.h"

#include "core/base/parallel.h"
#include "core/inference/chebyshev.h"
#include "core/trellis/ginkgo_engine.h"

#include <algorithm>
#include <limits>

namespace quincunx {
namespace {

constexpr double lowestRate = 0.5, highestRate = 4;

Prior ratePrior() {
    return uniformPrior(1, lowestRate, highestRate);
}

double pairMassSquared(const FourMomentum &a, const FourMomentum &b) {
    FourMomentum sum = a;
    sum += b;
    return std::max(0., sum.massSquared());
}

/// ln λ of both draws of a splitting, and the norm of Exp(λ) below 0.999, with their derivative.
struct RateTerms {
    double value, slope;
};
RateTerms rateTerms(double lambda) {
    constexpr double largest = 0.999;
    return {2 * (std::log(lambda) - std::log(-std::expm1(-largest * lambda))),
            2 * (1 / lambda - largest / std::expm1(largest * lambda))};
}

/// The sums of decay fractions u_L + u_R if the left child was drawn first, or the right one; ∞ where that
/// cannot be. Masses [GeV].
struct Fractions {
    double leftFirst, rightFirst; ///< u_L + u_R
    double logLeft, logRight;     ///< − ln of the phase space (√t_P − √t_first)² of the second draw
};
Fractions fractions(double parent, double left, double right) {
    auto ordered = [parent](double first, double second) {
        const double rest = parent - first;
        const double u = second * second / (rest * rest);
        return u < 0.999 ? first * first / (parent * parent) + u : std::numeric_limits<double>::infinity();
    };
    return {ordered(left, right), ordered(right, left), -2 * std::log(parent - left),
            -2 * std::log(parent - right)};
}

/// ln(e^x + e^y) of x = −λ u + l of both orders, and its derivative by λ.
RateTerms bothOrders(const Fractions &f, double lambda) {
    const double x = f.logLeft - lambda * f.leftFirst, y = f.logRight - lambda * f.rightFirst;
    const double largest = std::max(x, y), sum = std::exp(x - largest) + std::exp(y - largest);
    auto share = [&](double value, double u) {
        return std::isfinite(u) ? std::exp(value - largest) / sum * u : 0;
    };
    return {largest + std::log(sum), -share(x, f.leftFirst) - share(y, f.rightFirst)};
}

/// What joining the pair of the smallest mass tells.
struct Joined {
    double fractions = 0;     ///< Σ (u_first + u_second), the heavier child first
    double meanLogMass = 0;   ///< of the joined
    double heaviestChild = 0; ///< of the last join, over its mass
};
Joined joinNearest(std::vector<FourMomentum> left) {
    Joined joined;
    const auto joins = static_cast<double>(left.size()) - 1;
    while (left.size() > 1) {
        std::size_t a = 0, b = 1;
        double smallest = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < left.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (const double t = pairMassSquared(left[i], left[j]); t < smallest) {
                    smallest = t;
                    a = j;
                    b = i;
                }
        const double mass = std::sqrt(std::max(smallest, 1e-12));
        auto massOf = [](const FourMomentum &p) { return std::sqrt(std::max(0., p.massSquared())); };
        const double heavy = std::max(massOf(left[a]), massOf(left[b]));
        const double light = std::min(massOf(left[a]), massOf(left[b]));
        const double rest = std::max(mass - heavy, 1e-9);
        joined.fractions += heavy * heavy / (mass * mass) + std::min(1., light * light / (rest * rest));
        joined.meanLogMass += std::log(mass) / joins;
        joined.heaviestChild = heavy / mass;
        left[a] += left[b];
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(b));
    }
    return joined;
}

/// x of the leaves.
void writeLeaves(std::vector<FourMomentum> leaves, std::span<double> x) {
    std::ranges::stable_sort(leaves, std::greater{}, &FourMomentum::E);
    std::ranges::fill(x, 0);
    for (std::size_t k = 0; k < leaves.size(); ++k) {
        const FourMomentum &p = leaves[k];
        std::ranges::copy(std::array{p.E, p.px, p.py, p.pz}, x.begin() + static_cast<std::ptrdiff_t>(4 * k));
    }
}

/// ginkgoLikelihood() from 17 values of λ, which is as good: a sum of e^−λu over trees, whose logarithm is
/// off by 10⁻¹⁰ at most.
ChebyshevInterpolant interpolatedLikelihood(std::span<const FourMomentum> leaves, const Progress &progress) {
    return {lowestRate, highestRate, 16, ginkgoLikelihood(leaves), progress};
}

class GinkgoSummaries final : public Simulator {
public:
    GinkgoSummaries() : Simulator({"lambda"}, ratePrior(), ginkgoSummaryNames()) {}

    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        std::ranges::copy(ginkgoSummaries(simulateGinkgoJet(theta[0], random).leaves), x.begin());
    }
    bool canMine() const override { return true; }
    Mined mine(std::span<const double> theta, std::span<const double> other, std::span<double> x,
               RandomEngine &random) const override {
        const GinkgoJet jet = simulateGinkgoJet(theta[0], random);
        std::ranges::copy(ginkgoSummaries(jet.leaves), x.begin());
        return mineGinkgoJet(jet, theta[0], other[0]);
    }
};

class GinkgoLeaves final : public GridSimulator {
public:
    GinkgoLeaves() : GridSimulator({"lambda"}, ratePrior(), leafNames()) {}

    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        writeLeaves(simulateGinkgoJet(theta[0], random).leaves, x);
    }
    DataShape dataShape() const override { return {DataShape::Kind::Set, 4}; }
    double logLikelihood(std::span<const double> x, std::span<const double> theta) const override {
        return ginkgoLikelihood(ginkgoLeaves(x))(theta[0]);
    }
    bool canMine() const override { return true; }
    Mined mine(std::span<const double> theta, std::span<const double> other, std::span<double> x,
               RandomEngine &random) const override {
        const GinkgoJet jet = simulateGinkgoJet(theta[0], random);
        writeLeaves(jet.leaves, x);
        return mineGinkgoJet(jet, theta[0], other[0]);
    }

protected:
    GridPosterior::LogLikelihood likelihoodOf(std::span<const double> x,
                                              const Progress &progress) const override {
        return [of = interpolatedLikelihood(ginkgoLeaves(x), progress)](std::span<const double> theta) {
            return of(theta[0]);
        };
    }

private:
    static std::vector<std::string> leafNames() {
        std::vector<std::string> names;
        for (int k = 1; k <= ginkgoMostLeaves; ++k)
            for (const char *name : {"E", "px", "py", "pz"})
                names.push_back(name + std::to_string(k) + " [GeV]");
        return names;
    }
};

} // namespace

GinkgoSettings ginkgoSettings(double lambda) {
    return {.lambda = lambda, .lambdaRoot = lambda, .tCut = 16, .mass = 25, .momentum = 400};
}

GinkgoJet simulateGinkgoJet(double lambda, RandomEngine &random) {
    for (;;)
        if (GinkgoJet jet = generateGinkgoJet(ginkgoSettings(lambda), random);
            jet.truth.leafCount() <= ginkgoMostLeaves)
            return jet;
}

Mined mineGinkgoJet(const GinkgoJet &jet, double lambda, double other) {
    const RateTerms here = rateTerms(lambda), there = rateTerms(other);
    Mined mined{0, {0}};
    auto massOf = [&jet](int node) {
        const double t = jet.truth.isLeaf(node) ? jet.leaves[static_cast<std::size_t>(node)].massSquared()
                                                : jet.truth.node(node).height;
        return std::sqrt(std::max(0., t));
    };
    for (int node = jet.truth.leafCount(); node < jet.truth.nodeCount(); ++node) {
        const Fractions f =
            fractions(massOf(node), massOf(jet.truth.node(node).left), massOf(jet.truth.node(node).right));
        const RateTerms orders = bothOrders(f, lambda);
        mined.logRatio += here.value + orders.value - there.value - bothOrders(f, other).value;
        mined.score[0] += here.slope + orders.slope;
    }
    return mined;
}

std::vector<std::string> ginkgoSummaryNames() {
    return {"leaves",
            "mean leaf mass [GeV]",
            "heaviest leaf [GeV]",
            "hardest leaf, share of E",
            "root of sum of squared shares",
            "entropy of shares",
            "sum of decay fractions",
            "mean ln(mass/GeV) of joins",
            "heaviest child of the jet, share of mass"};
}

std::vector<double> ginkgoSummaries(std::span<const FourMomentum> leaves) {
    double energy = 0, mass = 0, heaviest = 0, hardest = 0, squares = 0, entropy = 0;
    for (const FourMomentum &p : leaves)
        energy += p.E;
    for (const FourMomentum &p : leaves) {
        const double m = std::sqrt(std::max(0., p.massSquared())), share = p.E / energy;
        mass += m / static_cast<double>(leaves.size());
        heaviest = std::max(heaviest, m);
        hardest = std::max(hardest, share);
        squares += share * share;
        entropy -= share > 0 ? share * std::log(share) : 0;
    }
    const Joined joined = joinNearest({leaves.begin(), leaves.end()});
    return {static_cast<double>(leaves.size()),
            mass,
            heaviest,
            hardest,
            std::sqrt(squares),
            entropy,
            joined.fractions,
            joined.meanLogMass,
            joined.heaviestChild};
}

std::function<double(double lambda)> ginkgoLikelihood(std::span<const FourMomentum> leaves) {
    if (leaves.empty() || leaves.size() > ginkgoMostLeaves)
        throw Error("cannot sum over the trees of this jet",
                    "it has " + std::to_string(leaves.size()) + " leaves",
                    "give 1 to " + std::to_string(ginkgoMostLeaves));
    std::vector<FourMomentum> momenta(leaves.begin(), leaves.end());
    auto masses = makeMassTable(GinkgoDensity(GinkgoConvention::Exact, momenta, ginkgoSettings(1)));
    if (!GinkgoEngine::available(static_cast<int>(momenta.size())))
        masses = nullptr;
    return [momenta = std::move(momenta), masses = std::move(masses)](double lambda) {
        const GinkgoDensity density(GinkgoConvention::Exact, momenta, ginkgoSettings(lambda));
        if (masses) {
            GinkgoEngine engine(density, masses);
            if (engine.inside(1, {}))
                return engine.logZ(density.all());
        }
        LogDomainEngine engine(density);
        engine.inside(1, {});
        return engine.logZ(density.all());
    };
}

GridPosterior ginkgoPosterior(std::span<const std::vector<FourMomentum>> jets, int threads,
                              const Progress &progress) {
    std::vector<std::function<double(double)>> likelihoods(jets.size());
    parallelFor(jets.size(), threads, 1,
                [&](std::size_t k) { likelihoods[k] = interpolatedLikelihood(jets[k], progress); });
    return GridPosterior(
        ratePrior(),
        [&likelihoods](std::span<const double> theta) {
            double sum = 0;
            for (const auto &likelihood : likelihoods)
                sum += likelihood(theta[0]);
            return sum;
        },
        threads, progress);
}

std::vector<FourMomentum> ginkgoLeaves(std::span<const double> x) {
    std::vector<FourMomentum> leaves;
    bool ended = false;
    for (std::size_t k = 0; k + 3 < x.size(); k += 4) {
        const FourMomentum p{x[k + 1], x[k + 2], x[k + 3], x[k]};
        const bool isNone = p.E == 0 && p.px == 0 && p.py == 0 && p.pz == 0;
        if (ended && !isNone)
            throw Error("cannot read the leaves", "a momentum stands behind zeros",
                        "put those that are missing at the end");
        ended = isNone;
        if (!isNone)
            leaves.push_back(p);
    }
    return leaves;
}

std::shared_ptr<const Simulator> makeGinkgoSummaries() {
    return std::make_shared<GinkgoSummaries>();
}
std::shared_ptr<const Simulator> makeGinkgoLeaves() {
    return std::make_shared<GinkgoLeaves>();
}

} // namespace quincunx
