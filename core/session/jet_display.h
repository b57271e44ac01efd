#pragma once

#include "core/base/settings.h"

namespace quincunx {

/// How the jet under the microscope is shown. Changes nothing that is computed.
struct JetDisplay {
    enum class RowOrder { Momentum, Tree, Angle };
    enum class MatrixScale { Linear, Logarithmic, Softmax };
    enum class NodeHeight { Distance, Step };
    enum class Lund { Primary, Secondary };
    enum class Image { Raw, Aligned };

    int branches = 1; ///< how many of its branches have a colour of their own, in all views; 1: all merged
    RowOrder rowOrder = RowOrder::Momentum;
    MatrixScale matrixScale = MatrixScale::Logarithmic;
    NodeHeight nodeHeight = NodeHeight::Distance;
    Lund lund = Lund::Primary;
    Image image = Image::Raw;

    static const SettingsTable<JetDisplay> &table();
    bool operator==(const JetDisplay &) const = default;
};

} // namespace quincunx
