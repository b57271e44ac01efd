#include "core/trellis/likelihood_scan.h"

#include "core/base/parallel.h"
#include "core/trellis/ginkgo_engine.h"
#include "core/trellis/trellis.h"

namespace quincunx {

std::pair<Eigen::Index, Eigen::Index> LikelihoodScan::best() const {
    std::pair<Eigen::Index, Eigen::Index> at;
    logZ.maxCoeff(&at.first, &at.second);
    return at;
}

LikelihoodScan scanLikelihood(GinkgoConvention convention, std::span<const FourMomentum> leaves,
                              const GinkgoSettings &settings, RootRate root, std::vector<double> lambdas,
                              std::vector<double> cuts, int threads, const Progress &progress) {
    LikelihoodScan scan{std::move(lambdas), std::move(cuts), {}};
    const auto rows = scan.lambdas.size(), columns = scan.cuts.size();
    scan.logZ.resize(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns));
    Trellis::requireFits(static_cast<int>(leaves.size()), {});

    auto densityAt = [&](double lambda, double cut) {
        GinkgoSettings here = settings;
        here.lambda = lambda;
        here.tCut = cut;
        if (root == RootRate::FollowsLambda)
            here.lambdaRoot = lambda;
        return GinkgoDensity(convention, leaves, here);
    };
    // Null where there is no vector code, or a mass is not finite: then each point goes split by split.
    const auto masses = makeMassTable(GinkgoDensity(convention, leaves, settings));
    const bool fast = GinkgoEngine::available(static_cast<int>(leaves.size())) && masses;
    parallelFor(rows * columns, threads > 0 ? threads : defaultThreads(), 4, [&](std::size_t point) {
        progress.check();
        const std::size_t row = point / columns, column = point % columns;
        const GinkgoDensity density = densityAt(scan.lambdas[row], scan.cuts[column]);
        double &logZ = scan.logZ(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column));
        if (fast) {
            GinkgoEngine engine(density, masses);
            const bool inRange = engine.inside(1, progress);
            logZ = engine.logZ(density.all());
            if (inRange)
                return;
        }
        LogDomainEngine engine(density);
        engine.inside(1, progress);
        logZ = engine.logZ(density.all());
    });
    return scan;
}

} // namespace quincunx
