#pragma once

#include "core/inference/ratio_surface.h"
#include "views/geometry/axis_scale.h"
#include "views/style/theme.h"
#include "views/vtk/mesh.h"

#include <cmath>

namespace quincunx {

/// What is drawn of ln r over x and θ; parts that there are not are empty.
struct LogRatioFigure {
    RatioGrid grid;
    Eigen::MatrixXd learned, exact; ///< as logRatios() gives them
    std::vector<GoldenPoint> gold;
};

/// The box in which it stands: x to the right, θ away from the viewer, ln r upwards, 0 in its middle.
class LogRatioBox {
public:
    static constexpr double halfWidth = 1.6, halfDepth = 1.2, halfHeight = 0.9;

    explicit LogRatioBox(const LogRatioFigure &figure);

    Vector3 at(double x, double theta, double logRatio) const;
    const AxisScale &x() const { return m_x; }
    const AxisScale &theta() const { return m_theta; }
    /// Beyond, surfaces are cut: nine tenths of the gold is within.
    double highest() const { return m_highest; }
    bool holds(double logRatio) const { return std::fabs(logRatio) <= m_highest; }
    bool holds(const GoldenPoint &point) const;

private:
    AxisScale m_x, m_theta;
    double m_highest = 1;
};

QColor goldColour(const Theme &theme);

Drawing drawLogRatio(const LogRatioFigure &figure, const LogRatioBox &box, const Theme &theme);

} // namespace quincunx
