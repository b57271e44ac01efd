#include "views/document/trees_maker.h"

#include "core/base/parallel.h"
#include "core/trees/common_order.h"
#include "core/trellis/consensus.h"
#include "core/trellis/ginkgo_density.h"
#include "core/trellis/posterior_trees.h"
#include "core/trellis/search/beam.h"
#include "core/trellis/search/search.h"
#include "core/trellis/subjets.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace quincunx {
namespace {

constexpr int mostExact = 20;       // leaves of a full trellis; beyond, minutes
constexpr double patience = 1;      // what may run unasked [s]
constexpr std::size_t listed = 200; // clusters

class Stopwatch {
public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

std::string aboutSeconds(double seconds) {
    const auto whole = static_cast<long>(std::ceil(seconds));
    return whole < 120 ? std::to_string(whole) + " s" : std::to_string(whole / 60) + " min";
}

/// Makes one TreesResult, part by part.
class TreesMaker {
public:
    TreesMaker(const TreesOrder &order, MayTakeLong mayTakeLong, const Progress &progress)
        : m_progress(progress)
        , m_mayTakeLong(mayTakeLong == MayTakeLong::Yes) {
        m_result.settings = order.settings;
        m_result.leaves = makeLeaves(order, progress);
        m_result.splitting = makeSplitting(m_result.density(), m_result.leaves.data);
        m_seconds = secondsFor(*m_result.splitting, defaultThreads());
    }

    bool isLong() const { return m_seconds > patience; }

    void search() {
        m_progress.report(0, "searching");
        const TreesSettings &settings = m_result.settings;
        const TreeLeaves &leaves = m_result.leaves;
        const SearchProblem problem{m_result.splitting, leaves.data.momenta, leaves.truth};
        std::vector<std::string> methods{"greedy"};
        if (leaves.truth.leafCount() > 0)
            methods.insert(methods.begin(), "truth");
        if (!leaves.data.momenta.empty())
            methods.insert(methods.end(), {"kt", "cambridge", "antikt"});
        for (const std::string &method : methods)
            add(method, searchTree(method, problem, {}, m_progress));

        if (leaves.data.momenta.empty())
            addLinkage();
        const Stopwatch watch;
        m_beam = beamSearch(*m_result.splitting, settings.beamWidth, m_progress);
        add("beam", {.tree = m_beam.trees.front(),
                     .logLikelihood = m_beam.score,
                     .splitsScored = m_beam.splitsScored,
                     .seconds = watch.seconds()});
        if (settings.aStar && (m_mayTakeLong || leaves.size() <= 12))
            add("astar", searchTree("astar", problem, {}, m_progress));
        putInOrder();
    }

    /// Z, the best tree, probabilities; or the reason why not.
    void sum() {
        const int n = m_result.leaves.size();
        if (n > mostExact)
            return sumSparsely();
        if (isLong() && !m_mayTakeLong) {
            m_result.waiting = "The trellis over " + std::to_string(n) + " leaves takes about " +
                               aboutSeconds(m_seconds) + ": press Compute.";
            return;
        }
        m_progress.report(0.1, "summing over all trees");
        const Stopwatch watch;
        const auto trellis =
            std::make_shared<const Trellis>(m_result.splitting, TrellisOptions{}, m_progress);
        m_result.logZ = trellis->logZ();
        if (const auto best = trellis->mostProbableTree())
            add("map", {.tree = best,
                        .logLikelihood = trellis->logMaximum(),
                        .splitsScored = splitCount(n),
                        .seconds = watch.seconds()});
        m_result.trellis = trellis;
        putInOrder();
    }

    void distribute() {
        if (!m_result.trellis)
            return;
        m_progress.report(0.4, "cluster probabilities");
        m_result.clusterProbabilities = m_result.trellis->clusterProbabilities(m_progress);
        std::vector<WeighedCluster> all;
        for (Cluster cluster = 1; cluster < m_result.splitting->all(); ++cluster)
            if (!isLeaf(cluster) && m_result.clusterProbabilities[cluster] > 1e-4)
                all.push_back({cluster, m_result.clusterProbabilities[cluster]});
        keepLikely(std::move(all));
        m_progress.report(0.7, "counting trees");
        const TreeStatistics statistics = m_result.trellis->statistics(m_progress);
        m_result.finiteTrees = statistics.finiteTrees;
        m_result.entropy = m_result.logZ - statistics.expectedScore;
        m_progress.report(0.9, "drawing samples");
        RandomEngine random(1);
        m_result.samples = sampleTrees(*m_result.trellis, static_cast<std::size_t>(m_result.settings.samples),
                                       random, m_progress);
        for (const Tree &tree : m_result.samples)
            m_result.sampleScores.push_back(logLikelihood(tree, *m_result.splitting));
        if (!m_result.samples.empty())
            m_result.consensus = consensusTree(m_result.samples, m_progress);
    }

    /// ln Z over rates around those of a shower: as fine as there is time for.
    void scan() {
        const auto *density = dynamic_cast<const GinkgoDensity *>(m_result.splitting.get());
        const int n = m_result.leaves.size();
        if (!density || !m_result.trellis || n > 16)
            return;
        constexpr double perSplit = 15e-9; // [s], tables that are filled for each point included
        std::size_t points = 41;
        auto seconds = [&] {
            return perSplit * static_cast<double>(points * points) * splitCount(n) / defaultThreads();
        };
        while (seconds() > patience && points > 15)
            points = points / 2 + 1;
        if (seconds() > patience && !m_mayTakeLong) {
            m_result.waiting = "The surface of ln Z takes about " + aboutSeconds(seconds()) + " for " +
                               std::to_string(n) + " leaves: press Compute.";
            return;
        }
        m_progress.report(0.92, "scanning λ and the cut-off");
        std::vector<double> lambdas, cuts;
        for (std::size_t k = 0; k < points; ++k) {
            const double t = static_cast<double>(k) / static_cast<double>(points - 1);
            lambdas.push_back(0.2 + 3.8 * t);
            cuts.push_back(std::exp2(8 * t)); // 1 to 256 GeV²
        }
        m_result.scan =
            scanLikelihood(density->convention(), m_result.leaves.data.momenta, m_result.leaves.data.settings,
                           RootRate::Fixed, std::move(lambdas), std::move(cuts), 0, m_progress);
    }

    std::shared_ptr<const TreesResult> result() const { return std::make_shared<TreesResult>(m_result); }

private:
    void add(const std::string &method, SearchResult found, const std::string &title = {}) {
        if (!found.tree)
            return;
        FoundTree tree;
        tree.method = method;
        tree.title = title.empty() ? treeSearches().at(method).title : title;
        tree.tree = std::move(*found.tree);
        tree.clusters = clustersOf(tree.tree);
        tree.splits = splitScores(tree.tree, *m_result.splitting);
        tree.logLikelihood = found.logLikelihood;
        tree.splitsScored = found.splitsScored;
        tree.seconds = found.seconds;
        m_result.trees.push_back(std::move(tree));
    }

    /// What a table has instead of kT: the searches take the cheapest join first, which for these costs is
    /// the one of the least similar.
    void addLinkage() {
        const Stopwatch watch;
        const Tree tree = averageLinkageTree(m_result.leaves.data.table);
        add("linkage",
            {.tree = tree,
             .logLikelihood = logLikelihood(tree, *m_result.splitting),
             .splitsScored = static_cast<double>(tree.leafCount() - 1),
             .seconds = watch.seconds()},
            "Average linkage");
    }

    void sumSparsely() {
        m_progress.report(0.2, "sparse trellis");
        const Stopwatch watch;
        std::vector<Tree> known = m_beam.trees;
        double scored = m_beam.splitsScored;
        for (const FoundTree &one : m_result.trees)
            known.push_back(one.tree);
        const std::vector<Cluster> clusters = clustersOf(known);
        const auto sparse = std::make_shared<const SparseTrellis>(m_result.splitting, clusters, m_progress);
        scored += static_cast<double>(sparse->splitCount());
        m_result.logZ = sparse->logZ();
        if (const auto best = sparse->mostProbableTree())
            add("sparse",
                {.tree = best,
                 .logLikelihood = sparse->logMaximum(),
                 .splitsScored = scored,
                 .seconds = watch.seconds()},
                "Sparse trellis");
        m_result.sparse = sparse;
        std::vector<WeighedCluster> all;
        for (Cluster cluster : clusters)
            if (!isLeaf(cluster) && cluster != m_result.splitting->all())
                all.push_back({cluster, sparse->clusterProbability(cluster)});
        keepLikely(std::move(all));
        putInOrder();
    }

    void keepLikely(std::vector<WeighedCluster> all) {
        std::ranges::sort(all, [](const WeighedCluster &a, const WeighedCluster &b) {
            return a.probability != b.probability ? a.probability > b.probability : a.cluster < b.cluster;
        });
        const auto repeated = std::ranges::unique(all, {}, &WeighedCluster::cluster);
        all.erase(repeated.begin(), repeated.end());
        all.resize(std::min(all.size(), listed));
        m_result.likely = std::move(all);
    }

    /// Trees as the registry lists them; leaves so that they cross little.
    void putInOrder() {
        auto rank = [](const FoundTree &tree) {
            const auto &all = treeSearches().entries();
            return std::ranges::find(all, tree.method, &TreeSearch::name) - all.begin();
        };
        std::ranges::stable_sort(m_result.trees, {}, rank);
        const FoundTree *reference = m_result.reference(TreesDisplay::Reference::Map);
        std::vector<Tree> others;
        for (const FoundTree &tree : m_result.trees)
            if (&tree != reference &&
                (tree.method == "truth" || tree.method == "greedy" || tree.method == "beam"))
                others.push_back(tree.tree);
        m_result.order = commonOrder(reference->tree, others);
    }

    TreesResult m_result;
    const Progress &m_progress;
    bool m_mayTakeLong;
    double m_seconds = 0;
    BeamSearch m_beam;
};

} // namespace

double secondsFor(const Splitting &splitting, int threads) {
    // ns for a split, from the headers of the engines; marginals and counts take 3.5 times Z again.
    const double one = dynamic_cast<const GinkgoDensity *>(&splitting) ? 4 : 60;
    return 4.5e-9 * one * splitCount(std::min(splitting.leafCount(), 40)) / threads;
}

std::shared_ptr<const TreesResult>
makeTrees(const TreesOrder &order, MayTakeLong mayTakeLong, const Progress &progress,
          const std::function<void(std::shared_ptr<const TreesResult>)> &partial) {
    TreesMaker maker(order, mayTakeLong, progress);
    maker.search();
    if (maker.isLong())
        partial(maker.result());
    maker.sum();
    if (maker.isLong())
        partial(maker.result());
    maker.distribute();
    if (mayTakeLong == MayTakeLong::Yes)
        partial(maker.result());
    maker.scan();
    return maker.result();
}

const FoundTree *TreesResult::find(const std::string &method) const {
    const auto found = std::ranges::find(trees, method, &FoundTree::method);
    return found == trees.end() ? nullptr : &*found;
}

const FoundTree *TreesResult::reference(TreesDisplay::Reference wanted) const {
    for (const char *method : {wanted == TreesDisplay::Reference::Map ? "map" : "truth", "map", "sparse"})
        if (const FoundTree *tree = find(method))
            return tree;
    const auto best = std::ranges::max_element(trees, {}, &FoundTree::logLikelihood);
    return best == trees.end() ? nullptr : &*best;
}

std::vector<const FoundTree *> TreesResult::shown(const TreesDisplay &display) const {
    auto isShown = [&](const std::string &method) {
        return method == "truth"       ? display.truth
               : method == "greedy"    ? display.greedy
               : method == "beam"      ? display.beam
               : method == "map"       ? display.map
               : method == "sparse"    ? display.map
               : method == "kt"        ? display.kt
               : method == "cambridge" ? display.cambridge
               : method == "antikt"    ? display.antikt
                                       : true;
    };
    std::vector<const FoundTree *> some;
    for (const FoundTree &tree : trees)
        if (isShown(tree.method))
            some.push_back(&tree);
    return some;
}

double TreesResult::probability(Cluster cluster) const {
    if (isLeaf(cluster))
        return 1;
    if (!clusterProbabilities.empty())
        return clusterProbabilities[cluster];
    return sparse ? sparse->clusterProbability(cluster) : std::numeric_limits<double>::quiet_NaN();
}

} // namespace quincunx
