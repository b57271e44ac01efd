#pragma once

#include <chrono>
#include <functional>

namespace quincunx {

/// Does something in a copy of this process first. \return whether that copy lived to its end within `limit`.
///
/// For libraries that crash on damaged files: whatever happens, happens to the copy. What `work` throws or
/// returns is lost with the copy; it may allocate, but must not wait for a lock that another thread may hold.
/// Cost: a fork, some milliseconds.
bool survivesRehearsal(const std::function<void()> &work, std::chrono::seconds limit);

} // namespace quincunx
