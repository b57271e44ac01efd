#include "core/trellis/ginkgo_engine.h"

#include "core/trellis/ginkgo_kernel.h"
#include "core/trellis/layers.h"

#include <algorithm>
#include <numbers>

namespace quincunx {
namespace {

constexpr int lowLeaves = 3; // of a block

/// ln c: minus the mean ψ along one likely tree, the chain that adds the leaf of the best ψ each time.
double logScale(const GinkgoDensity &density) {
    Cluster made = 1;
    double sum = 0;
    while (made != density.all()) {
        double best = -std::numeric_limits<double>::infinity();
        Cluster next = 0;
        for (Cluster rest = density.all() ^ made; rest; rest &= rest - 1) {
            const double psi = density.psi(made, lowestLeaf(rest));
            if (!next || psi > best) {
                best = psi;
                next = lowestLeaf(rest);
            }
        }
        sum += std::isfinite(best) ? best : -10;
        made |= next;
    }
    return -sum / (density.leafCount() - 1);
}

} // namespace

bool GinkgoEngine::available(int leaves) {
    return leaves > lowLeaves && leaves <= 28 && ginkgoKernelAvailable();
}

std::shared_ptr<const ClusterTable> makeMassTable(const GinkgoDensity &density) {
    const std::size_t count = std::size_t(1) << density.leafCount();
    auto table = hwy::AllocateAligned<double>(count);
    table[0] = 0;
    for (std::size_t cluster = 1; cluster < count; ++cluster)
        table[cluster] = density.mass(cluster);
    if (!std::ranges::all_of(table.get(), table.get() + count,
                             [](double mass) { return std::isfinite(mass); }))
        return nullptr;
    return std::make_shared<const ClusterTable>(std::move(table));
}

GinkgoEngine::GinkgoEngine(const GinkgoDensity &density, std::shared_ptr<const ClusterTable> masses)
    : m_leaves(density.leafCount())
    , m_convention(density.convention())
    , m_settings(density.settings())
    , m_masses(std::move(masses))
    , m_logScale(logScale(density)) {}

double GinkgoEngine::memory() const {
    return 5 * sizeof(double) * static_cast<double>(clusters());
}

/// What depends on the parent alone; see ginkgo_kernel.cpp.
void GinkgoEngine::fillParents() {
    const bool published = m_convention == GinkgoConvention::Published;
    const double area = published                                  ? 4 * std::numbers::pi
                        : m_convention == GinkgoConvention::Ginkgo ? 8 * std::numbers::pi
                                                                   : std::numbers::pi;
    auto fill = [&](std::size_t first, std::size_t end, double lambda) {
        // The density's λ/(1 − e^(−λ)), where the generator's truncation stops at 0.999
        const double norm = lambda / -std::expm1(published ? -lambda : -0.999 * lambda);
        const double shared = std::exp(m_logScale) * norm * norm / area;
        for (std::size_t cluster = first; cluster < end; ++cluster) {
            const double m = (*m_masses)[cluster], t = m * m;
            const bool possible =
                size(cluster) > 1 && (published ? t >= m_settings.tCut : t > m_settings.tCut);
            const double phaseSpace = m_convention == GinkgoConvention::Exact ? 1 : t;
            m_prefactor[cluster] = possible ? shared / phaseSpace : 0;
            m_rate[cluster] = lambda * std::numbers::log2e / std::max(t, m_settings.tCut);
        }
    };
    fill(0, clusters() - 1, m_settings.lambda);
    fill(clusters() - 1, clusters(), m_settings.lambdaRoot);
}

GinkgoTables GinkgoEngine::tables() const {
    return {.convention = m_convention,
            .highLeaves = m_leaves - lowLeaves,
            .lambda = m_settings.lambda,
            .lambdaRoot = m_settings.lambdaRoot,
            .tCut = m_settings.tCut,
            .mass = m_masses->get(),
            .rate = m_rate.get(),
            .prefactor = m_prefactor.get(),
            .z = m_z.get(),
            .maximum = m_maximum.get()};
}

bool GinkgoEngine::inside(int threads, const Progress &progress) {
    for (ClusterTable *table : {&m_rate, &m_prefactor, &m_z, &m_maximum})
        *table = hwy::AllocateAligned<double>(clusters());
    m_z[0] = m_maximum[0] = 0;
    fillParents();
    const GinkgoTables all = tables();
    Layers(m_leaves - lowLeaves).upwards(threads, progress, [&](std::uint32_t block) {
        ginkgoInside(all, block);
    });
    // Products of two such numbers and a weight stay far from underflow and overflow.
    return std::ranges::all_of(m_z.get(), m_z.get() + clusters(),
                               [](double z) { return z == 0 || (z > 1e-120 && z < 1e120); });
}

std::vector<double> GinkgoEngine::outside(int threads, const Progress &progress) const {
    std::vector<double> probability(clusters());
    const double z = m_z[clusters() - 1];
    if (!(z > 0))
        return probability;
    const auto scratch = hwy::AllocateAligned<double>(clusters());
    GinkgoTables all = tables();
    all.outside = scratch.get();
    all.probability = probability.data();
    Layers(m_leaves - lowLeaves).downwards(threads, progress, [&](std::uint32_t block) {
        ginkgoOutside(all, block);
    });
    for (double &p : probability)
        p /= z;
    probability[0] = 0;
    return probability;
}

TreeStatistics GinkgoEngine::statistics(int threads, const Progress &progress) const {
    const auto trees = hwy::AllocateAligned<double>(clusters());
    const auto expected = hwy::AllocateAligned<double>(clusters());
    GinkgoTables all = tables();
    all.trees = trees.get();
    all.expected = expected.get();
    trees[0] = expected[0] = 0;
    Layers(m_leaves - lowLeaves).upwards(threads, progress, [&](std::uint32_t block) {
        ginkgoStatistics(all, block);
    });
    const std::size_t whole = clusters() - 1;
    if (!(trees[whole] > 0))
        return {0, std::numeric_limits<double>::quiet_NaN()};
    return {trees[whole], expected[whole] - (m_leaves - 1) * m_logScale};
}

std::unique_ptr<TrellisEngine> makeGinkgoEngine(const GinkgoDensity &density) {
    if (!GinkgoEngine::available(density.leafCount()))
        return nullptr;
    auto masses = makeMassTable(density);
    return masses ? std::make_unique<GinkgoEngine>(density, std::move(masses)) : nullptr;
}

} // namespace quincunx
