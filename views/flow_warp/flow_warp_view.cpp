#include "views/flow_warp/flow_warp_view.h"

#include "views/flow/density_colours.h"
#include "views/flow/surface_map.h"
#include "views/inference/inference_style.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace quincunx {
namespace {

constexpr double circle = 2 * std::numbers::pi;

/// Between two stages along the shortest way: (angle, height) of a sphere, angles of a torus.
std::pair<double, double> between(const FlowPicture &picture, bool sphere, double stage, Eigen::Index row) {
    const auto from = std::min(static_cast<std::size_t>(stage), picture.stages.size() - 1);
    const std::size_t to = std::min(from + 1, picture.stages.size() - 1);
    const double t = stage - static_cast<double>(from);
    const auto a = picture.stages[from].row(row), b = picture.stages[to].row(row);
    if (sphere) {
        const Eigen::RowVector3d at = ((1 - t) * a + t * b).normalized();
        const double azimuth = std::atan2(at[1], at[0]);
        return {azimuth - circle * std::floor(azimuth / circle), at[2]};
    }
    auto angle = [&](int k) {
        const double moved = a[k] + t * std::remainder(b[k] - a[k], circle);
        return moved - circle * std::floor(moved / circle);
    };
    return {angle(0), angle(1)};
}

} // namespace

View *makeFlowWarpView(Document &document, QWidget *parent) {
    return new FlowWarpView(document, parent);
}

FlowWarpView::FlowWarpView(Document &document, QWidget *parent)
    : FlowView(QStringLiteral("flow-grid"), document, parent) {
    setWhatsThis(
        tr("Lines of a regular grid of the uniform base, carried through the layers of the flow one after "
           "the other. Play, or drag Grid carried."));
}

QString FlowWarpView::emptyMessage() const {
    const QString none = FlowView::emptyMessage();
    return !none.isEmpty() || !result()->picture.stages.empty() ? none
                                                                : tr("The grid is drawn on tori and on S²");
}

void FlowWarpView::paintContent(QPainter &painter, const QRectF &area, const Theme &theme, bool) const {
    painter.setFont(smallFont());
    painter.setRenderHint(QPainter::Antialiasing);
    const FlowPicture &picture = result()->picture;
    const bool sphere = result()->flow->manifold().isSphere();
    const double line = QFontMetricsF(painter.font()).height();
    const SurfaceMap map(sphere, area.adjusted(12, line + 10, -12, -12));
    const DensityColours colours(picture.charts, display().scale);
    // The target behind, faintly: where the lines should crowd.
    const FlowChart &chart = picture.charts.front();
    painter.setOpacity(0.35);
    painter.drawImage(map.frame(), map.image(chart, 1, [&](std::size_t cell) {
        return colours.density(static_cast<double>(chart.target[cell]));
    }));
    painter.setOpacity(1);
    const double stage = display().warp * static_cast<double>(picture.stages.size() - 1);
    const std::size_t lines = picture.lineStarts.size() - 1;
    for (std::size_t k = 0; k < lines; ++k) {
        painter.setPen(QPen(k < lines / 2 ? theme.jets[0] : theme.jets[1], 1.1));
        QPolygonF piece;
        double before = 0;
        for (int row = picture.lineStarts[k]; row < picture.lineStarts[k + 1]; ++row) {
            const auto [angle, up] = between(picture, sphere, stage, row);
            const QPointF pixel = map.pixel(angle, up);
            // A line that leaves the map at one side comes back at the other, near a pole not far from there;
            // where it is stretched beyond all measure nothing is to be seen of it.
            const bool leaves =
                !piece.empty() && (std::fabs(angle - before) > std::numbers::pi ||
                                   QLineF(pixel, piece.back()).length() > 0.08 * map.frame().width());
            if (leaves) {
                painter.drawPolyline(piece);
                piece.clear();
            }
            before = angle;
            piece << pixel;
        }
        painter.drawPolyline(piece);
    }
    painter.setPen(QPen(theme.axis, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(map.outline());
    painter.setPen(theme.text);
    painter.drawText(QRectF(area.left(), map.frame().top() - line - 5, area.width(), line), Qt::AlignHCenter,
                     tr("After %1 of %2 layers").arg(stage, 0, 'f', 1).arg(picture.stages.size() - 1));
}

} // namespace quincunx
