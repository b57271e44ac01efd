#pragma once

#include "core/base/parallel.h"
#include "core/base/progress.h"
#include "core/trellis/cluster.h"

#include <cmath>
#include <vector>

namespace quincunx {

/// The subsets of n things by size, for recursions in which a layer of equal size has no order of its own.
class Layers {
public:
    explicit Layers(int n) : m_layers(static_cast<std::size_t>(n) + 1) {
        for (std::uint32_t set = 0; set < std::uint32_t(1) << n; ++set)
            m_layers[static_cast<std::size_t>(std::popcount(set))].push_back(set);
    }

    /// work(set) for every subset, small ones first.
    template <class Work>
    void upwards(int threads, const Progress &progress, const Work &work) const {
        for (std::size_t k = 0; k < m_layers.size(); ++k)
            layer(k, threads, progress, work);
    }
    /// The same, large ones first.
    template <class Work>
    void downwards(int threads, const Progress &progress, const Work &work) const {
        for (std::size_t k = m_layers.size(); k-- > 0;)
            layer(k, threads, progress, work);
    }

private:
    template <class Work>
    void layer(std::size_t k, int threads, const Progress &progress, const Work &work) const {
        // Small layers are not worth waking other threads for.
        const bool small = static_cast<double>(m_layers[k].size()) * std::exp2(k) < 4096;
        parallelFor(m_layers[k].size(), small ? 1 : threads, 4, [&](std::size_t i) {
            progress.check();
            work(m_layers[k][i]);
        });
    }

    std::vector<std::vector<std::uint32_t>> m_layers;
};

} // namespace quincunx
