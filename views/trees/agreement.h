#pragma once

#include "views/style/theme.h"

namespace quincunx {

/// The colour of a node by the Jaccard index of its best match in another tree: 1, the same cluster, recedes;
/// what differs stands out, from orange to magenta the more it does.
QColor agreementColour(double jaccard, const Theme &theme);

} // namespace quincunx
