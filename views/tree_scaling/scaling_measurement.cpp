#include "views/tree_scaling/scaling_measurement.h"

#include "core/ginkgo/ginkgo.h"
#include "core/trellis/densities.h"
#include "core/trellis/search/search.h"
#include "core/trellis/trellis.h"

#include <cmath>

namespace quincunx {
namespace {

constexpr std::size_t jets = 12; // of each number of leaves
constexpr int fewestLeaves = 4, mostLeaves = 18;

struct Mean {
    double sum = 0, squares = 0;
    int count = 0;
    void add(double x) {
        sum += x;
        squares += x * x;
        ++count;
    }
    double value() const { return count > 0 ? sum / count : 0; }
    double error() const {
        return count > 1 ? std::sqrt(std::max(0., squares / count - value() * value()) / (count - 1)) : 0;
    }
};

ScalingPoint measure(const TreesSettings &settings, int leaves, const Progress &progress) {
    RandomEngine random(static_cast<std::uint64_t>(settings.seed));
    Mean greedySeconds, beamSeconds, trellisSeconds, greedyGap, beamGap;
    for (const GinkgoJet &jet : generateGinkgoJets(ginkgoKinds().at(settings.kind).settings, jets,
                                                   {leaves, leaves}, random, progress)) {
        LeafData data;
        data.momenta = jet.leaves;
        data.settings = settings.rates();
        const SearchProblem problem{makeSplitting(settings.density, data), jet.leaves, {}};
        SearchOptions options;
        options.beamWidth = settings.beamWidth;
        const SearchResult best = searchTree("map", problem, options, progress);
        const SearchResult greedy = searchTree("greedy", problem, options, progress);
        const SearchResult beam = searchTree("beam", problem, options, progress);
        trellisSeconds.add(best.seconds);
        greedySeconds.add(greedy.seconds);
        beamSeconds.add(beam.seconds);
        if (std::isfinite(greedy.logLikelihood)) // a search can run into a dead end
            greedyGap.add(best.logLikelihood - greedy.logLikelihood);
        if (std::isfinite(beam.logLikelihood))
            beamGap.add(best.logLikelihood - beam.logLikelihood);
    }
    return {leaves,
            greedySeconds.value(),
            beamSeconds.value(),
            trellisSeconds.value(),
            greedyGap.value(),
            beamGap.value(),
            greedyGap.error(),
            beamGap.error()};
}

} // namespace

std::vector<ScalingPoint>
measureScaling(const TreesSettings &settings, const Progress &progress,
               const std::function<void(const std::vector<ScalingPoint> &)> &partial) {
    std::vector<ScalingPoint> points;
    for (int leaves = fewestLeaves; leaves <= mostLeaves; ++leaves) {
        progress.report(static_cast<double>(leaves - fewestLeaves) / (mostLeaves - fewestLeaves),
                        std::to_string(leaves) + " leaves");
        try {
            points.push_back(measure(settings, leaves, progress));
        } catch (const Error &) {
            if (points.empty())
                throw;
            break; // this kind has no larger jets
        }
        partial(points);
        if (points.back().trellisSeconds > 0.5)
            break;
    }
    return points;
}

} // namespace quincunx
