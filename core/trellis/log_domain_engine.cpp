#include "core/trellis/layers.h"
#include "core/trellis/log_sum.h"
#include "core/trellis/trellis_engine.h"

namespace quincunx {

double LogDomainEngine::memory() const {
    return 2 * sizeof(double) * std::exp2(m_splitting.leafCount());
}

bool LogDomainEngine::inside(int threads, const Progress &progress) {
    const int n = m_splitting.leafCount();
    m_z.assign(std::size_t(1) << n, forbidden);
    m_maximum = m_z;
    Layers(n).upwards(threads, progress, [&](Cluster s) {
        if (size(s) <= 1) {
            m_z[s] = m_maximum[s] = s ? 0 : forbidden;
            return;
        }
        LogSum sum;
        double largest = forbidden;
        forEachSplit(s, [&](Cluster a, Cluster b) {
            if (m_z[a] == forbidden || m_z[b] == forbidden)
                return;
            const double psi = m_splitting.psi(a, b);
            sum.add(psi + m_z[a] + m_z[b]);
            largest = std::max(largest, psi + m_maximum[a] + m_maximum[b]);
        });
        m_z[s] = sum.value();
        m_maximum[s] = largest;
    });
    return true;
}

std::vector<double> LogDomainEngine::outside(int threads, const Progress &progress) const {
    const int n = m_splitting.leafCount();
    const Cluster all = m_splitting.all();
    std::vector<double> outside(m_z.size(), forbidden), probability(m_z.size(), 0.0);
    if (m_z[all] == forbidden)
        return probability;
    Layers(n).downwards(threads, progress, [&](Cluster a) {
        if (a == 0)
            return;
        LogSum sum;
        const Cluster rest = all ^ a;
        if (!rest)
            sum.add(0);
        for (Cluster b = rest; b; b = (b - 1) & rest)
            if (outside[a | b] != forbidden && m_z[b] != forbidden)
                sum.add(outside[a | b] + m_splitting.psi(a, b) + m_z[b]);
        outside[a] = sum.value();
        probability[a] = std::exp(m_z[a] + outside[a] - m_z[all]);
    });
    return probability;
}

TreeStatistics LogDomainEngine::statistics(int threads, const Progress &progress) const {
    const int n = m_splitting.leafCount();
    std::vector<double> trees(m_z.size(), 0.0), expected(m_z.size(), 0.0);
    Layers(n).upwards(threads, progress, [&](Cluster s) {
        if (size(s) <= 1) {
            trees[s] = s ? 1 : 0;
            return;
        }
        forEachSplit(s, [&](Cluster a, Cluster b) {
            if (m_z[a] == forbidden || m_z[b] == forbidden)
                return;
            const double psi = m_splitting.psi(a, b);
            if (psi == forbidden)
                return;
            trees[s] += trees[a] * trees[b];
            expected[s] += std::exp(psi + m_z[a] + m_z[b] - m_z[s]) * (psi + expected[a] + expected[b]);
        });
    });
    const Cluster all = m_splitting.all();
    return {trees[all], trees[all] > 0 ? expected[all] : std::numeric_limits<double>::quiet_NaN()};
}

} // namespace quincunx
