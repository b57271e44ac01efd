#pragma once

#include "views/base/view.h"

namespace quincunx {

/// Writes what `view` shows as PNG, SVG or PDF, by the ending of `path`; SVG and PDF only for views that
/// draw with vectors. The file is complete or not there at all.
/// \param size in pixels (PNG), or in 1/96 inch (SVG, PDF).
/// \throws Error for another ending, a size outside 16 ... 16384, or a place that cannot be written.
void writeFigure(View &view, const QString &path, QSize size, const Theme &theme);

/// The endings writeFigure() takes for this view: "png", and "svg", "pdf" if it draws with vectors.
QStringList figureFormats(const View &view);

} // namespace quincunx
