#pragma once

namespace quincunx::test {

/// Whether a sanitizer watches, which takes several times as long: tests whose bounds follow from the number
/// of draws then make fewer.
#ifdef QUINCUNX_SANITIZED
inline constexpr bool isSanitized = true;
#else
inline constexpr bool isSanitized = false;
#endif

} // namespace quincunx::test
