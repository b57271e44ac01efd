#pragma once

#include <mutex>

namespace quincunx {

/// Hold what this returns as long as any FastJet object lives: FastJet counts references to its shared
/// structures without atomics and keeps some state in statics. Silences its banner (FastJet is cited in
/// *About*).
[[nodiscard]] std::unique_lock<std::mutex> lockFastJet();

} // namespace quincunx
