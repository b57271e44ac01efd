#pragma once

#include <algorithm>
#include <chrono>
#include <functional>

namespace quincunx::bench {

inline double seconds(const std::function<void()> &work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

inline double bestOf(int rounds, int repetitions, const std::function<void()> &work) {
    double best = 1e9;
    for (int round = 0; round < rounds; ++round)
        best = std::min(best, seconds([&] {
                                  for (int k = 0; k < repetitions; ++k)
                                      work();
                              }) / repetitions);
    return best;
}

} // namespace quincunx::bench
