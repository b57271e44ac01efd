#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace quincunx {

/// How many threads to use if nothing is said: one for each core.
inline int defaultThreads() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

/// Calls work(i) for i = 0 … count−1 from `threads` threads, which take the next `grain` of them as they
/// become free. The first exception stops the rest and is thrown here.
template <class Work>
void parallelFor(std::size_t count, int threads, std::size_t grain, const Work &work) {
    if (threads <= 1 || count <= grain) {
        for (std::size_t i = 0; i < count; ++i)
            work(i);
        return;
    }
    std::atomic<std::size_t> next = 0;
    std::exception_ptr failure;
    std::mutex mutex;
    auto run = [&] {
        try {
            for (std::size_t begin; (begin = next.fetch_add(grain)) < count;)
                for (std::size_t i = begin; i < std::min(count, begin + grain); ++i)
                    work(i);
        } catch (...) {
            const std::scoped_lock lock(mutex);
            if (!failure)
                failure = std::current_exception();
            next = count;
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (int t = 1; t < threads; ++t)
            helpers.emplace_back(run);
        run();
    }
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace quincunx
