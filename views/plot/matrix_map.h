#pragma once

#include "views/plot/plot.h"

#include <Eigen/Core>

namespace quincunx {

/// How a number becomes a colour.
enum class ColourScale {
    Logarithmic, ///< viridis over at most four decades; what is not positive has no colour
    Diverging    ///< equally far to both sides of zero, which is the canvas
};

/// A matrix as coloured pixels in a plot, with its colour bar.
class MatrixMap {
public:
    explicit MatrixMap(Plot &plot);

    /// \param values row is y and column x, both rising. \param extent of the whole matrix on the axes.
    /// \param label of the colour bar, with the unit.
    void show(const Eigen::MatrixXd &values, const QRectF &extent, ColourScale scale, const QString &label);

private:
    Plot &m_plot;
    QCPColorMap *m_map;     // the plot's
    QCPColorScale *m_scale; // the plot's
};

/// The range of the colours for these values: of any, so that two pictures can share it. (0, 1] or [−1, 1]
/// if there is nothing to be seen.
QCPRange colourRange(const Eigen::MatrixXd &values, ColourScale scale);

} // namespace quincunx
