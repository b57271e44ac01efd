#pragma once

#include <dlfcn.h>

namespace quincunx::test {

/// Whether a sanitizer watches, which takes several times as long: tests whose bounds follow from the number
/// of draws then make fewer.
inline const bool isSanitized = dlsym(RTLD_DEFAULT, "__asan_init") != nullptr;

} // namespace quincunx::test
