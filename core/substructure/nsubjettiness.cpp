#include "core/substructure/nsubjettiness.h"

#include "core/substructure/jet_tree.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace quincunx {
namespace {

struct Direction {
    double rapidity = 0, phi = 0;
};

struct Weighted {
    Direction direction;
    double pt = 0;
};

double distanceSquared(const Direction &a, const Direction &b) {
    const double dy = a.rapidity - b.rapidity;
    double dphi = std::fabs(a.phi - b.phi);
    if (dphi > std::numbers::pi)
        dphi = 2 * std::numbers::pi - dphi;
    return dy * dy + dphi * dphi;
}

/// The nearest of the axes, and how near.
std::pair<std::size_t, double> nearest(const Direction &direction, const std::vector<Direction> &axes) {
    std::size_t best = 0;
    double least = std::numeric_limits<double>::max();
    for (std::size_t a = 0; a < axes.size(); ++a) {
        const double d2 = distanceSquared(direction, axes[a]);
        if (d2 < least) {
            least = d2;
            best = a;
        }
    }
    return {best, least};
}

double sumOfDistances(const std::vector<Weighted> &particles, const std::vector<Direction> &axes,
                      double beta) {
    double sum = 0;
    for (const Weighted &particle : particles)
        sum += particle.pt * std::pow(nearest(particle.direction, axes).second, beta / 2);
    return sum;
}

/// One pass of minimisation (Thaler, van Tilburg, arXiv:1108.2701, section 3): k-means with the distance
/// ΔR^β. Each particle goes to its nearest axis; each axis then goes to the mean of its particles with
/// weights pT (ΔR² + ε²)^{β/2−1}, for which the sum of pT ΔR^β falls (Weiszfeld's step for β = 1). Ends when
/// the axes move by less than ε on average.
std::vector<Direction> minimise(const std::vector<Weighted> &particles, std::vector<Direction> axes,
                                double beta) {
    constexpr int attempts = 1000;
    constexpr double accuracy = 1e-4;
    struct Sum {
        double weight = 0, rapidity = 0, phi = 0;
    };
    for (int attempt = 0; attempt < attempts; ++attempt) {
        std::vector<Sum> sums(axes.size());
        for (const Weighted &particle : particles) {
            const auto [a, d2] = nearest(particle.direction, axes);
            const double weight = particle.pt * std::pow(d2 + accuracy * accuracy, beta / 2 - 1);
            sums[a].weight += weight;
            sums[a].rapidity += weight * (particle.direction.rapidity - axes[a].rapidity);
            sums[a].phi += weight * wrapPhi(particle.direction.phi - axes[a].phi);
        }
        double moved = 0;
        for (std::size_t a = 0; a < axes.size(); ++a) {
            if (sums[a].weight == 0)
                continue; // an axis that nothing is nearest to stays
            const double dy = sums[a].rapidity / sums[a].weight, dphi = sums[a].phi / sums[a].weight;
            axes[a] = {axes[a].rapidity + dy, wrapPhi(axes[a].phi + dphi)};
            moved += std::hypot(dy, dphi);
        }
        if (moved <= accuracy * static_cast<double>(axes.size()))
            break;
    }
    return axes;
}

/// Directions of the nodes; with winner-takes-all that of the harder child.
std::vector<Direction> nodeDirections(const Tree &tree, std::span<const FourMomentum> momenta,
                                      Recombination recombination) {
    std::vector<Direction> directions;
    if (recombination == Recombination::EScheme) {
        for (const FourMomentum &p : nodeMomenta(tree, momenta))
            directions.push_back({p.rapidity(), p.phi()});
        return directions;
    }
    std::vector<double> pt;
    for (const FourMomentum &p : momenta) {
        directions.push_back({p.rapidity(), p.phi()});
        pt.push_back(p.pt());
    }
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k) {
        const auto left = static_cast<std::size_t>(tree.node(k).left);
        const auto right = static_cast<std::size_t>(tree.node(k).right);
        directions.push_back(directions[pt[left] >= pt[right] ? left : right]);
        pt.push_back(pt[left] + pt[right]);
    }
    return directions;
}

/// The `count` nodes that are left when the last count − 1 merges are undone.
std::vector<int> exclusiveNodes(const Tree &tree, int count) {
    std::vector<int> nodes;
    const int made = tree.nodeCount() - (count - 1); // nodes from here on are undone
    for (int k = 0; k < made; ++k) {
        const int parent = tree.node(k).parent;
        if (parent < 0 || parent >= made)
            nodes.push_back(k);
    }
    return nodes;
}

} // namespace

std::array<double, 4> nSubjettiness(std::span<const FourMomentum> momenta, SubjetAxes axes, double beta,
                                    double radius) {
    const auto recombination =
        axes == SubjetAxes::OnePassWtaKt ? Recombination::WinnerTakesAll : Recombination::EScheme;
    const Tree tree = clusterTree(momenta, 1, recombination);
    const std::vector<Direction> directions = nodeDirections(tree, momenta, recombination);

    std::vector<Weighted> particles;
    double scale = 0;
    for (std::size_t i = 0; i < momenta.size(); ++i) {
        particles.push_back({directions[i], momenta[i].pt()});
        scale += momenta[i].pt() * std::pow(radius, beta);
    }

    std::array<double, 4> tau{};
    for (int count = 1; count <= 4 && count < tree.leafCount() && scale > 0; ++count) {
        std::vector<Direction> found;
        for (int node : exclusiveNodes(tree, count))
            found.push_back(directions[static_cast<std::size_t>(node)]);
        if (axes != SubjetAxes::Kt)
            found = minimise(particles, found, beta);
        tau[static_cast<std::size_t>(count - 1)] = sumOfDistances(particles, found, beta) / scale;
    }
    return tau;
}

} // namespace quincunx
