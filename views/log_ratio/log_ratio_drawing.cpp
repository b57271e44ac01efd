#include "views/log_ratio/log_ratio_drawing.h"

#include "views/style/colours.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

constexpr double arrowLength = 0.16;

/// A colour says how high, light how steep.
QColor surfaceColour(double share, const Vector3 &normal, const Theme &theme) {
    const Vector3 light = normalised({-0.5, -0.6, 0.65});
    const QColor colour = mixed(divergingColour(share, theme), theme.muted, 0.18);
    return mixed(theme.dark ? Qt::black : theme.text, colour, 0.66 + 0.34 * std::fabs(dot(normal, light)));
}

/// What of a polygon lies between heights −h and h. Source: Sutherland & Hodgman, CACM 17 (1974) 32.
std::vector<Vector3> cutAt(std::vector<Vector3> corners, double h) {
    for (const double side : {-1., 1.}) {
        std::vector<Vector3> kept;
        for (std::size_t k = 0; k < corners.size(); ++k) {
            const Vector3 &from = corners[k], &to = corners[(k + 1) % corners.size()];
            const double before = h - side * from[2], after = h - side * to[2];
            if (before >= 0)
                kept.push_back(from);
            if (before * after < 0)
                kept.push_back(from + (to - from) * (before / (before - after)));
        }
        corners = std::move(kept);
    }
    return corners;
}

void drawSurface(Mesh &mesh, const RatioGrid &grid, const Eigen::MatrixXd &values, const LogRatioBox &box,
                 const Theme &theme) {
    for (std::size_t i = 0; i + 1 < grid.x.size(); ++i)
        for (std::size_t j = 0; j + 1 < grid.theta.size(); ++j) {
            std::vector<Vector3> corners(4);
            double mean = 0;
            for (std::size_t k = 0; k < 4; ++k) {
                const std::size_t a = i + (k == 1 || k == 2), b = j + (k >= 2);
                const double value = values(static_cast<Eigen::Index>(a), static_cast<Eigen::Index>(b));
                corners[k] = box.at(grid.x[a], grid.theta[b], value);
                mean += value / 4;
            }
            if (!std::isfinite(mean))
                continue;
            const Vector3 normal = normalised(cross(corners[2] - corners[0], corners[3] - corners[1]));
            const QColor colour = surfaceColour(mean / box.highest(), normal, theme);
            const std::vector<Vector3> piece = cutAt(std::move(corners), LogRatioBox::halfHeight);
            for (std::size_t k = 2; k < piece.size(); ++k)
                mesh.addTriangle(piece[0], piece[k - 1], piece[k], colour);
        }
}

/// The same as lines along both axes, some twenty of each.
void drawNet(Mesh &mesh, const RatioGrid &grid, const Eigen::MatrixXd &values, const LogRatioBox &box,
             const QColor &colour) {
    auto line = [&](std::size_t count, const auto &valueOf) {
        std::vector<Vector3> piece;
        for (std::size_t k = 0; k < count; ++k) {
            const auto [i, j] = valueOf(k);
            const double value = values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
            if (box.holds(value)) {
                piece.push_back(box.at(grid.x[i], grid.theta[j], value + 0.004 * box.highest()));
                continue;
            }
            mesh.addLine(piece, colour);
            piece.clear();
        }
        mesh.addLine(piece, colour);
    };
    const std::size_t everyX = std::max<std::size_t>(1, grid.x.size() / 20),
                      everyTheta = std::max<std::size_t>(1, grid.theta.size() / 20);
    for (std::size_t i = 0; i < grid.x.size(); i += everyX)
        line(grid.theta.size(), [&](std::size_t k) { return std::pair(i, k); });
    for (std::size_t j = 0; j < grid.theta.size(); j += everyTheta)
        line(grid.x.size(), [&](std::size_t k) { return std::pair(k, j); });
}

/// A dot where the joint ratio is, and an arrow along the joint score, towards larger θ.
void drawGold(Mesh &dots, Mesh &arrows, const std::vector<GoldenPoint> &gold, const LogRatioBox &box,
              const Theme &theme) {
    const QColor colour = goldColour(theme);
    for (const GoldenPoint &point : gold) {
        if (!box.holds(point))
            continue;
        const Vector3 from = box.at(point.x, point.theta, point.logRatio);
        const double step = 1e-3 * (box.theta().high - box.theta().low);
        const Vector3 along =
            normalised(box.at(point.x, point.theta + step, point.logRatio + step * point.slope) - from);
        const Vector3 tip = from + along * arrowLength;
        dots.addOctahedron(from, 0.016, colour);
        arrows.addLine(from, tip, colour);
        const Vector3 across = normalised(cross(along, {1, 0, 0})) * (0.2 * arrowLength);
        const Vector3 back = tip - along * (0.3 * arrowLength);
        arrows.addLine(std::array{back + across, tip, back - across}, colour);
    }
}

} // namespace

LogRatioBox::LogRatioBox(const LogRatioFigure &figure)
    : m_x{figure.grid.x.front(), figure.grid.x.back()}
    , m_theta{figure.grid.theta.front(), figure.grid.theta.back()} {
    std::vector<double> sizes;
    for (const GoldenPoint &point : figure.gold)
        if (std::isfinite(point.logRatio))
            sizes.push_back(std::fabs(point.logRatio));
    if (sizes.empty())
        for (const Eigen::MatrixXd *values : {&figure.learned, &figure.exact})
            for (const double value : values->reshaped())
                if (std::isfinite(value))
                    sizes.push_back(std::fabs(value));
    if (sizes.empty())
        return;
    const auto most = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() * 9 / 10);
    std::ranges::nth_element(sizes, most);
    m_highest = std::max(*most, 1e-3);
}

bool LogRatioBox::holds(const GoldenPoint &point) const {
    auto within = [](const AxisScale &scale, double value) {
        return value >= scale.low && value <= scale.high;
    };
    return within(m_x, point.x) && within(m_theta, point.theta) && holds(point.logRatio) &&
           std::isfinite(point.slope);
}

Vector3 LogRatioBox::at(double x, double theta, double logRatio) const {
    return {halfWidth * (2 * m_x.fraction(x) - 1),
            halfDepth * (2 * (theta - m_theta.low) / (m_theta.high - m_theta.low) - 1),
            halfHeight * logRatio / m_highest};
}

QColor goldColour(const Theme &theme) {
    return theme.dark ? QColor(255, 200, 60) : QColor(200, 140, 0);
}

Drawing drawLogRatio(const LogRatioFigure &figure, const LogRatioBox &box, const Theme &theme) {
    Drawing drawing;
    drawing.background = theme.canvas;
    Layer floor, surface, net, dots, arrows;
    const double x = LogRatioBox::halfWidth, y = LogRatioBox::halfDepth, z = -LogRatioBox::halfHeight;
    floor.mesh.addLine(std::array{Vector3{-x, -y, z}, Vector3{x, -y, z}, Vector3{x, y, z}, Vector3{-x, y, z},
                                  Vector3{-x, -y, z}},
                       theme.axis);
    for (const double side : {-x, x})
        floor.mesh.addLine({side, y, z}, {side, y, -z}, theme.grid);
    floor.mesh.addLine({-x, y, -z}, {x, y, -z}, theme.grid);
    const bool isLearned = figure.learned.size() > 0;
    if (isLearned)
        drawSurface(surface.mesh, figure.grid, figure.learned, box, theme);
    else if (figure.exact.size() > 0)
        drawSurface(surface.mesh, figure.grid, figure.exact, box, theme);
    if (figure.exact.size() > 0)
        drawNet(net.mesh, figure.grid, figure.exact, box,
                mixed(theme.canvas, theme.text, isLearned ? 0.55 : 0.3));
    drawGold(dots.mesh, arrows.mesh, figure.gold, box, theme);
    arrows.lineWidth = 1.6;
    for (Layer *layer : {&floor, &surface, &net, &dots, &arrows})
        drawing.layers.push_back(std::move(*layer));
    return drawing;
}

} // namespace quincunx
