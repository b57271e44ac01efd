#include "core/clustering/fastjet_lock.h"

#include <fastjet/ClusterSequence.hh>

namespace quincunx {

std::unique_lock<std::mutex> lockFastJet() {
    static std::mutex mutex;
    std::unique_lock lock(mutex);
    fastjet::ClusterSequence::set_fastjet_banner_stream(nullptr);
    return lock;
}

} // namespace quincunx
