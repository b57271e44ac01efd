#pragma once

#include "tests/registry.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

/// What several tests need: where real files are, and how to skip when they are not.
namespace quincunx::test {

inline std::filesystem::path sharedDir() {
    return QUINCUNX_SHARED_DIR;
}
inline std::filesystem::path examplesDir() {
    return QUINCUNX_EXAMPLES_DIR;
}

inline std::string contents(const std::filesystem::path &path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return std::move(text).str();
}

} // namespace quincunx::test

/// Skips the running test with a reason and the way to have it run.
#define QUINCUNX_NEED(path)                                                                                  \
    do {                                                                                                     \
        if (!std::filesystem::exists(path))                                                                  \
            QSKIP(qPrintable(QString::fromStdString("no " + (path).string() +                                \
                                                    "; pass its folder to CMake as QUINCUNX_SHARED_DIR or "  \
                                                    "QUINCUNX_EXAMPLES_DIR")));                              \
    } while (false)
