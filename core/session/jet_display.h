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
    enum class ImageOf { Jet, First, Second, Difference, Correlation };

    int branches = 1; ///< how many of its branches have a colour of their own, in all views; 1: all merged
    RowOrder rowOrder = RowOrder::Momentum;
    MatrixScale matrixScale = MatrixScale::Logarithmic;
    NodeHeight nodeHeight = NodeHeight::Distance;
    Lund lund = Lund::Primary;
    Image image = Image::Raw;
    ImageOf imageOf =
        ImageOf::Jet;          ///< or the average over one label of the sample, or how two of them differ
    int first = 0, second = 1; ///< labels of the sample that are overlaid, in the order of its table

    static const SettingsTable<JetDisplay> &table();
    bool operator==(const JetDisplay &) const = default;
};

} // namespace quincunx
