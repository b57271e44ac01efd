#pragma once

#include <QSize>

#include <algorithm>

namespace quincunx {

/// By how much text and lines grow in a picture of `size` pixels: a large picture looks like the window
/// enlarged, in every view.
inline double pictureScale(QSize size) {
    return std::max(1.0, std::min(size.width() / 640.0, size.height() / 480.0));
}

} // namespace quincunx
