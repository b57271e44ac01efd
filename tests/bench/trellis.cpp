#include "tests/bench/bench.h"

#include "core/ginkgo/ginkgo.h"
#include "core/trellis/ginkgo_density.h"
#include "core/trellis/likelihood_scan.h"
#include "core/trellis/log_sum.h"
#include "core/trellis/trellis.h"

#include <algorithm>
#include <numbers>

namespace quincunx::bench {
namespace {

/// What the trellis is held against: Z and the best score of the `published` density by the recursion as it
/// is written in the paper, in the log domain with the C library's exp and log, one split after the other.
/// Masses are worked out beforehand, as they are for the vector code.
class PlainTrellis {
public:
    PlainTrellis(const GinkgoDensity &density) : m_settings(density.settings()), m_all(density.all()) {
        for (Cluster cluster = 0; cluster <= m_all; ++cluster)
            m_mass.push_back(cluster ? density.mass(cluster) : 0);
    }

    void run() {
        constexpr double forbidden = -std::numeric_limits<double>::infinity();
        z.assign(m_mass.size(), forbidden);
        maximum = z;
        for (Cluster parent = 1; parent <= m_all; ++parent) { // subsets have smaller numbers
            if (isLeaf(parent)) {
                z[parent] = maximum[parent] = 0;
                continue;
            }
            LogSum sum;
            double largest = forbidden;
            forEachSplit(parent, [&](Cluster a, Cluster b) {
                const double psi =
                    ginkgoPsi(GinkgoConvention::Published, m_mass[parent], m_mass[a], m_mass[b],
                              parent == m_all ? m_settings.lambdaRoot : m_settings.lambda, m_settings.tCut);
                sum.add(psi + z[a] + z[b]);
                largest = std::max(largest, psi + maximum[a] + maximum[b]);
            });
            z[parent] = sum.value();
            maximum[parent] = largest;
        }
    }

    std::vector<double> z, maximum;

private:
    GinkgoSettings m_settings;
    Cluster m_all;
    std::vector<double> m_mass;
};

GinkgoJet jetOf(int leaves) {
    RandomEngine random(static_cast<std::uint64_t>(leaves));
    return generateGinkgoJets(ginkgoKinds().at("w").settings, 1, {leaves, leaves}, random).front();
}

std::shared_ptr<const GinkgoDensity> published(const GinkgoJet &jet) {
    return std::make_shared<GinkgoDensity>(GinkgoConvention::Published, jet.leaves, jet.settings);
}

double leastMilliseconds(int repeats, const std::function<void()> &work) {
    double least = milliseconds(work);
    for (int i = 1; i < repeats; ++i)
        least = std::min(least, milliseconds(work));
    return least;
}

QString nanoseconds(double ms, int leaves) {
    return QStringLiteral("%1 ns a split").arg(ms * 1e6 / splitCount(leaves), 0, 'f', 2);
}

} // namespace

std::vector<Figure> trellis() {
    std::vector<Figure> figures;
    const auto density16 = published(jetOf(16));
    PlainTrellis plain(*density16);
    const double plainTime = leastMilliseconds(2, [&] { plain.run(); });
    const double time16 = leastMilliseconds(9, [&] { Trellis one(density16, {.threads = 2}); });
    const QString reference = QStringLiteral("plain log-domain loop %1").arg(nanoseconds(plainTime, 16));
    figures.push_back(
        atMost("Z and MAP, 16 leaves, 2 threads", time16 / 1000, "s", 0.10, nanoseconds(time16, 16)));
    figures.push_back(atLeast("the same against the plain loop", plainTime / time16, "times", 20, reference));

    // In rounds, so that all sizes see the machine at its best.
    const std::vector<int> sizes{14, 16, 18, 20};
    std::vector<double> perSplit(sizes.size(), 1e9);
    for (int round = 0; round < 4; ++round)
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const auto density = published(jetOf(sizes[i]));
            const double time = leastMilliseconds(sizes[i] == 14   ? 40
                                                  : sizes[i] == 16 ? 6
                                                                   : 1,
                                                  [&] { Trellis one(density, {.threads = 2}); });
            perSplit[i] = std::min(perSplit[i], time / splitCount(sizes[i]));
        }
    const double time20 = perSplit.back() * splitCount(20);
    figures.push_back(
        atMost("Z and MAP, 20 leaves, 2 threads", time20 / 1000, "s", 6, nanoseconds(time20, 20)));
    QStringList each;
    for (std::size_t i = 0; i < sizes.size(); ++i)
        each << nanoseconds(perSplit[i] * splitCount(sizes[i]), sizes[i]);
    figures.push_back(atMost("time per split, 14 to 20 leaves, most to least",
                             std::ranges::max(perSplit) / std::ranges::min(perSplit), "times", 1.3,
                             each.join(QStringLiteral(", "))));

    const Trellis whole(density16, {.threads = 2});
    double sum = 1e9, marginals = 1e9;
    for (int round = 0; round < 9; ++round) { // by turns, for the same reason
        sum = std::min(sum, leastMilliseconds(2, [&] { Trellis one(density16, {.threads = 2}); }));
        marginals = std::min(marginals, leastMilliseconds(2, [&] { whole.clusterProbabilities(); }));
    }
    figures.push_back(atMost("marginals after Z, 16 leaves", marginals / sum, "times", 2.5,
                             QStringLiteral("Z and MAP %1 ms").arg(sum, 0, 'f', 1)));

    const GinkgoJet jet10 = jetOf(10);
    std::vector<double> lambdas, cuts;
    for (int i = 0; i < 41; ++i) {
        lambdas.push_back(0.3 + 0.1 * i);
        cuts.push_back(2 + i);
    }
    const double scan = leastMilliseconds(3, [&] {
        scanLikelihood(GinkgoConvention::Published, jet10.leaves, jet10.settings, RootRate::FollowsLambda,
                       lambdas, cuts, 2);
    });
    figures.push_back(atMost("ln Z over 41 × 41 (λ, t_cut), 10 leaves", scan / 1000, "s", 1,
                             QStringLiteral("%1 ms a point").arg(scan / 1681, 0, 'f', 3)));

    RandomEngine random(1);
    constexpr std::size_t jets = 100'000;
    const double generate =
        leastMilliseconds(2, [&] { generateGinkgoJets(ginkgoKinds().at("qcd").settings, jets, {}, random); });
    figures.push_back(atLeast("Ginkgo jets, one thread", jets / generate * 1000, "jets/s", 1e5));
    return figures;
}

} // namespace quincunx::bench
