#pragma once

#include "core/session/jet_display.h"
#include "views/geometry/axis_scale.h"

#include <Eigen/Core>

#include <QImage>

#include <optional>
#include <span>
#include <utility>

namespace quincunx {

/// How the entries of a matrix of distances become colours (viridis, dark is near). The diagonal is no pair
/// and has no part in it.
struct MatrixScale {
    JetDisplay::MatrixScale kind = JetDisplay::MatrixScale::Logarithmic;
    AxisScale axis; ///< of what is coloured: distances, or weights

    MatrixScale() = default;
    /// \param shown what shownValues() made of the same kind.
    MatrixScale(const Eigen::MatrixXd &shown, JetDisplay::MatrixScale kind);
};

/// What is coloured: d itself, or softmaxOfRows().
Eigen::MatrixXd shownValues(const Eigen::MatrixXd &d, JetDisplay::MatrixScale kind);

/// Softmax of −ln d in each row, without the diagonal: w_ij = d_ij⁻¹ / Σ_{k≠i} d_ik⁻¹, w_ii = 0. Rows sum to
/// one; where entries are 0 they share the row.
Eigen::MatrixXd softmaxOfRows(const Eigen::MatrixXd &d);

/// The smallest entry off the diagonal of a symmetric matrix, i < j; the first of equals. None if n < 2.
std::optional<std::pair<int, int>> smallestPair(const Eigen::MatrixXd &d);

/// One pixel per entry (Format_RGB888), row r and column c being entry (order[r], order[c]).
/// Cost: 1 ms at n = 200.
QImage matrixImage(const Eigen::MatrixXd &shown, const MatrixScale &scale, std::span<const int> order,
                   const QColor &diagonal);

} // namespace quincunx
