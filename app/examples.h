#pragma once

#include <QString>

#include <vector>

namespace quincunx {

/// A real event file that comes with Debian's package fastjet-examples.
struct Example {
    QString title;
    QString path;
};

/// The examples that are on this machine; empty if the package is missing.
std::vector<Example> examples();

} // namespace quincunx
