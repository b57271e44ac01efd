#include "core/trellis/posterior_trees.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace quincunx {

std::vector<Tree> sampleTrees(const Trellis &trellis, std::size_t count, RandomEngine &random,
                              const Progress &progress) {
    if (trellis.logZ() == -std::numeric_limits<double>::infinity())
        return {};
    std::vector<std::vector<Split>> splits(count);
    // Which samples have a cluster, large clusters first.
    std::map<std::pair<int, Cluster>, std::vector<std::size_t>> waiting;
    auto meet = [&](Cluster cluster, std::size_t sample) {
        if (!isLeaf(cluster))
            waiting[{-size(cluster), cluster}].push_back(sample);
    };
    for (std::size_t sample = 0; sample < count; ++sample)
        meet(trellis.splitting().all(), sample);

    std::vector<double> cumulative;
    std::vector<Split> choices;
    while (!waiting.empty()) {
        progress.check();
        const auto [key, samples] = *waiting.begin();
        waiting.erase(waiting.begin());
        const Cluster parent = key.second;
        cumulative.clear();
        choices.clear();
        double sum = 0;
        forEachSplit(parent, [&](Cluster a, Cluster b) {
            const double below = trellis.logZ(a) + trellis.logZ(b);
            if (below == -std::numeric_limits<double>::infinity())
                return;
            const double p = std::exp(trellis.splitting().psi(a, b) + below - trellis.logZ(parent));
            if (!(p > 0))
                return;
            cumulative.push_back(sum += p);
            choices.push_back({a, b});
        });
        for (std::size_t sample : samples) {
            const auto at = std::ranges::upper_bound(cumulative, uniform(random) * sum);
            const std::size_t chosen =
                std::min(static_cast<std::size_t>(at - cumulative.begin()), choices.size() - 1);
            const Split split = choices[chosen];
            splits[sample].push_back(split);
            meet(split.left, sample);
            meet(split.right, sample);
        }
    }
    std::vector<Tree> trees;
    for (std::vector<Split> &one : splits)
        trees.push_back(treeFromSplits(std::move(one), trellis.splitting()));
    return trees;
}

} // namespace quincunx
