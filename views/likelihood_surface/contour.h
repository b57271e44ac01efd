#pragma once

#include <Eigen/Core>

#include <QLineF>
#include <QVector>

namespace quincunx {

/// Where a table of heights crosses `level`, as pieces of straight lines between its points: marching
/// squares. x is the column and y the row. Squares with a corner that is not finite have none.
QVector<QLineF> contour(const Eigen::MatrixXd &heights, double level);

} // namespace quincunx
