#include "core/ginkgo/ginkgo.h"

#include <algorithm>
#include <numbers>

namespace quincunx {
namespace {

struct ShowerNode {
    FourMomentum momentum;
    double t = 0;
    int left = -1, right = -1; ///< in the list of nodes
};

/// Boosts `p` from the rest frame of `parent`, whose mass is `mass`.
FourMomentum boosted(const FourMomentum &p, const FourMomentum &parent, double mass) {
    // p' = p + P [ (P·p)/(m (E+m)) + E*/m ], E' = (E E* + P·p)/m
    const double along = parent.px * p.px + parent.py * p.py + parent.pz * p.pz;
    const double factor = (along / (parent.E + mass) + p.E) / mass;
    return {p.px + factor * parent.px, p.py + factor * parent.py, p.pz + factor * parent.pz,
            (parent.E * p.E + along) / mass};
}

std::pair<ShowerNode, ShowerNode> decay(const ShowerNode &node, double rate, RandomEngine &random) {
    constexpr double largest = 0.999;
    const double t = node.t, mass = std::sqrt(t);
    const double tLeft = t * truncatedExponential(rate, largest, random);
    const double rest = mass - std::sqrt(tLeft);
    const double tRight = rest * rest * truncatedExponential(rate, largest, random);

    const double difference = (tLeft - tRight) / t;
    const double beta = std::sqrt(std::max(0.0, 1 - 2 * (tLeft + tRight) / t + difference * difference));
    const double p = mass / 2 * beta;
    const double cosTheta = 2 * uniform(random) - 1, phi = 2 * std::numbers::pi * uniform(random);
    const double sinTheta = std::sqrt(1 - cosTheta * cosTheta);
    const double x = p * sinTheta * std::cos(phi), y = p * sinTheta * std::sin(phi), z = p * cosTheta;

    ShowerNode left{boosted({x, y, z, mass / 2 * (1 + difference)}, node.momentum, mass), tLeft};
    ShowerNode right{boosted({-x, -y, -z, mass / 2 * (1 - difference)}, node.momentum, mass), tRight};
    if (random() >> 63)
        std::swap(left, right);
    return {left, right};
}

GinkgoJet shower(const GinkgoSettings &settings, RandomEngine &random) {
    const double component = settings.momentum / std::sqrt(3.0);
    std::vector<ShowerNode> nodes{
        {{component, component, component, std::hypot(settings.momentum, settings.mass)},
         settings.mass * settings.mass}};
    GinkgoJet jet;
    jet.settings = settings;
    // Left before right: leaves are met, and numbered, from left to right.
    std::vector<int> waiting{0}, number(1);
    while (!waiting.empty()) {
        const auto k = static_cast<std::size_t>(waiting.back());
        waiting.pop_back();
        if (nodes[k].t <= settings.tCut) {
            number[k] = static_cast<int>(jet.leaves.size());
            jet.leaves.push_back(nodes[k].momentum);
            continue;
        }
        const auto [left, right] = decay(nodes[k], k == 0 ? settings.lambdaRoot : settings.lambda, random);
        nodes[k].left = static_cast<int>(nodes.size());
        nodes[k].right = nodes[k].left + 1;
        waiting.insert(waiting.end(), {nodes[k].right, nodes[k].left});
        nodes.insert(nodes.end(), {left, right});
        number.resize(nodes.size());
    }

    const int leaves = static_cast<int>(jet.leaves.size());
    std::vector<Merge> merges;
    for (std::size_t k = nodes.size(); k-- > 0;) { // children stand behind their parents
        if (nodes[k].left < 0)
            continue;
        number[k] = leaves + static_cast<int>(merges.size());
        merges.push_back({number[static_cast<std::size_t>(nodes[k].left)],
                          number[static_cast<std::size_t>(nodes[k].right)], nodes[k].t});
    }
    jet.truth = Tree(leaves, merges);
    return jet;
}

void check(const GinkgoSettings &settings) {
    GinkgoSettings::table().fromJson(GinkgoSettings::table().toJson(settings));
}

} // namespace

GinkgoJet generateGinkgoJet(const GinkgoSettings &settings, RandomEngine &random) {
    check(settings);
    return shower(settings, random);
}

std::vector<GinkgoJet> generateGinkgoJets(const GinkgoSettings &settings, std::size_t count,
                                          const LeafRange &leaves, RandomEngine &random,
                                          const Progress &progress) {
    check(settings);
    constexpr int patience = 100'000;
    std::vector<GinkgoJet> jets;
    int showers = 0, inVain = 0;
    while (jets.size() < count) {
        if (showers++ % 256 == 0) {
            progress.check();
            progress.report(static_cast<double>(jets.size()) / static_cast<double>(count), "showering");
        }
        GinkgoJet jet = shower(settings, random);
        const int found = jet.truth.leafCount();
        if (found >= leaves.minimum && found <= leaves.maximum) {
            jets.push_back(std::move(jet));
            inVain = 0;
        } else if (++inVain == patience) {
            throw Error("cannot generate jets of " + std::to_string(leaves.minimum) + " to " +
                            std::to_string(leaves.maximum) + " leaves",
                        std::to_string(patience) + " showers in a row had none",
                        "widen the range of leaves, or change the mass or t_cut");
        }
    }
    return jets;
}

} // namespace quincunx
