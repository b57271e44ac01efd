#pragma once

namespace quincunx::test {

/// Whether a sanitizer watches, which takes several times as long: tests whose bounds follow from the number
/// of draws then make fewer.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool isSanitized = true;
#else
inline constexpr bool isSanitized = false;
#endif

} // namespace quincunx::test
