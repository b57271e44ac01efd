#include "core/trellis/subjets.h"

#include "core/base/error.h"
#include "core/substructure/jet_tree.h"

#include <algorithm>
#include <numeric>

namespace quincunx {
namespace {

void requirePositive(int count) {
    if (count < 1)
        throw Error("cannot make " + std::to_string(count) + " groups", "at least one is needed",
                    "ask for 2 to 20");
}

/// Which members stand together when only the first merges are done, so that `count` groups are left.
std::vector<std::vector<int>> groupsOf(int members, std::span<const Merge> merges, int count) {
    std::vector<std::vector<int>> groups(static_cast<std::size_t>(members));
    for (int i = 0; i < members; ++i)
        groups[static_cast<std::size_t>(i)] = {i};
    for (std::size_t step = 0; static_cast<int>(step) < members - count; ++step) {
        std::vector<int> joined = std::move(groups[static_cast<std::size_t>(merges[step].first)]);
        std::vector<int> &second = groups[static_cast<std::size_t>(merges[step].second)];
        joined.insert(joined.end(), second.begin(), second.end());
        groups[static_cast<std::size_t>(merges[step].first)].clear();
        second.clear();
        groups.push_back(std::move(joined));
    }
    std::erase_if(groups, [](const std::vector<int> &group) { return group.empty(); });
    return groups;
}

/// Average linkage: the two groups of the largest mean similarity first.
std::vector<Merge> averageLinkage(const Eigen::MatrixXd &weights) {
    const int n = static_cast<int>(weights.rows());
    Eigen::MatrixXd mean = weights;
    std::vector<int> node(static_cast<std::size_t>(n)), active(static_cast<std::size_t>(n));
    std::vector<double> count(static_cast<std::size_t>(n), 1);
    std::iota(node.begin(), node.end(), 0);
    active = node;
    std::vector<Merge> merges;
    while (active.size() > 1) {
        int first = active[0], second = active[1];
        for (int i : active)
            for (int j : active)
                if (i < j && mean(i, j) > mean(first, second))
                    first = i, second = j;
        const auto a = static_cast<std::size_t>(first), b = static_cast<std::size_t>(second);
        merges.push_back({node[a], node[b], mean(first, second)});
        for (int i : active)
            mean(i, first) = mean(first, i) =
                (count[a] * mean(i, first) + count[b] * mean(i, second)) / (count[a] + count[b]);
        count[a] += count[b];
        node[a] = n + static_cast<int>(merges.size()) - 1;
        std::erase(active, second);
    }
    return merges;
}

} // namespace

Subjets exclusiveSubjets(std::span<const FourMomentum> momenta, int count, double alpha) {
    requirePositive(count);
    const Tree tree = clusterTree(momenta, alpha);
    Subjets subjets;
    subjets.constituents = groupsOf(tree.leafCount(), tree.merges(), count);
    auto sum = [&](const std::vector<int> &group) {
        FourMomentum total;
        for (int i : group)
            total += momenta[static_cast<std::size_t>(i)];
        return total;
    };
    std::ranges::stable_sort(subjets.constituents, std::ranges::greater(),
                             [&](const std::vector<int> &group) { return sum(group).pt(); });
    for (const std::vector<int> &group : subjets.constituents)
        subjets.momenta.push_back(sum(group));
    return subjets;
}

ReducedTable reduceTable(const SimilarityTable &table, int count) {
    requirePositive(count);
    ReducedTable reduced;
    reduced.members = groupsOf(table.size(), averageLinkage(table.weights), count);
    const auto n = static_cast<Eigen::Index>(reduced.members.size());
    reduced.table.weights = Eigen::MatrixXd::Zero(n, n);
    for (Eigen::Index a = 0; a < n; ++a) {
        const std::vector<int> &rows = reduced.members[static_cast<std::size_t>(a)];
        for (Eigen::Index b = 0; b < a; ++b)
            reduced.table.weights(a, b) = reduced.table.weights(b, a) =
                table.weights(rows, reduced.members[static_cast<std::size_t>(b)]).mean();
        std::string label, group;
        bool common = !table.groups.empty();
        for (int row : rows) {
            const auto k = static_cast<std::size_t>(row);
            label += (label.empty() ? "" : ", ") + table.labels[k];
            common = common && table.groups[k] == table.groups[static_cast<std::size_t>(rows[0])];
        }
        if (common)
            group = table.groups[static_cast<std::size_t>(rows[0])];
        reduced.table.labels.push_back(label);
        if (!table.groups.empty())
            reduced.table.groups.push_back(group);
    }
    return reduced;
}

Tree averageLinkageTree(const SimilarityTable &table) {
    return Tree(table.size(), averageLinkage(table.weights));
}

} // namespace quincunx
