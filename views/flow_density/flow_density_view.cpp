#include "views/flow_density/flow_density_view.h"

#include "core/manifolds/painting.h"
#include "views/flow/density_colours.h"
#include "views/geometry/axis_scale.h"
#include "views/inference/inference_style.h"
#include "views/style/colours.h"

#include <QLineF>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

constexpr Eigen::Index mostDots = 3000;
constexpr double strokeStep = 2; ///< pixels

QString subscripted(int number) {
    return QString(QChar(0x2080 + number));
}

/// What tells a chart from the others of its picture.
QString nameOf(const FlowChart &chart, std::size_t charts) {
    if (charts == 1)
        return {};
    return chart.sphere
               ? QObject::tr("x₄ = %1").arg(numberText(chart.height))
               : QStringLiteral("θ%1, θ%2").arg(subscripted(chart.across + 1), subscripted(chart.up + 1));
}

void paintBar(QPainter &painter, const QRectF &bar, const std::function<QColor(double)> &colour,
              const QString &low, const QString &high, const Theme &theme) {
    for (int k = 0; k < 64; ++k)
        painter.fillRect(
            QRectF(bar.left() + bar.width() * k / 64, bar.top(), bar.width() / 64 + 1, bar.height()),
            colour((k + 0.5) / 64));
    painter.setPen(theme.muted);
    const double line = QFontMetricsF(painter.font()).height();
    const QRectF below(bar.left() - 40, bar.bottom() + 2, bar.width() + 80, line);
    painter.drawText(below, Qt::AlignLeft, low);
    painter.drawText(below, Qt::AlignRight, high);
}

} // namespace

View *makeFlowDensityView(Document &document, QWidget *parent) {
    return new FlowDensityView(document, parent);
}

FlowDensityView::FlowDensityView(Document &document, QWidget *parent)
    : FlowView(QStringLiteral("flow-density"), document, parent) {
    setWhatsThis(
        tr("The density that is to be learned, what the flow has learned, and the logarithm of their "
           "ratio: no colour where they agree. Spheres in Mollweide's map, which keeps areas. Drag over a "
           "painted target to paint, with the right button to wipe."));
}

std::vector<FlowDensityView::Panel> FlowDensityView::panels(const QRectF &area, double line) const {
    const auto &charts = result()->picture.charts;
    const QRectF room = area.adjusted(10, line + 8, -10, -2.6 * line);
    std::vector<Panel> all;
    // One chart: three maps in a row, or in a column where that leaves more room. Several: a row for each of
    // the three.
    const bool column = charts.size() == 1 && room.height() * (charts[0].sphere ? 2 : 1) > room.width() * 1.5;
    const bool row = charts.size() == 1 && !column;
    const std::size_t across = row ? 3 : charts.size(), down = row ? 1 : 3;
    const double gap = line + 6,
                 width = (room.width() - 12. * static_cast<double>(across - 1)) / static_cast<double>(across),
                 height = (room.height() - gap * static_cast<double>(down - 1)) / static_cast<double>(down);
    for (std::size_t chart = 0; chart < charts.size(); ++chart)
        for (int what = 0; what < 3; ++what) {
            const std::size_t i = row ? static_cast<std::size_t>(what) : chart,
                              j = row ? 0 : static_cast<std::size_t>(what);
            all.push_back({chart, what,
                           QRectF(room.left() + static_cast<double>(i) * (width + 12),
                                  room.top() + static_cast<double>(j) * (height + gap), width, height)});
        }
    return all;
}

void FlowDensityView::paintContent(QPainter &painter, const QRectF &area, const Theme &theme, bool) const {
    painter.setFont(smallFont());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const FlowPicture &picture = result()->picture;
    const DensityColours colours(picture.charts, display().scale);
    const double line = QFontMetricsF(painter.font()).height();
    const QString titles[3] = {tr("Target"), desk().isTrained() ? tr("Flow") : tr("Flow, before training"),
                               picture.charts.size() == 1 ? tr("Flow / target") : tr("Ratio")};
    for (const Panel &panel : panels(area, line)) {
        const FlowChart &chart = picture.charts[panel.chart];
        const SurfaceMap map(chart.sphere, panel.room);
        const double scale = painter.device() ? std::clamp(painter.device()->devicePixelRatioF(), 1., 3.) : 1;
        const QImage image = map.image(chart, scale, [&](std::size_t cell) {
            const double model = static_cast<double>(chart.model[cell]),
                         target = static_cast<double>(chart.target[cell]);
            return panel.what == 0   ? colours.density(target)
                   : panel.what == 1 ? colours.density(model)
                                     : colours.ratio(model, target, theme);
        });
        painter.drawImage(map.frame(), image);
        painter.setPen(QPen(theme.axis, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(map.outline());
        if (panel.what == 0 && result()->target->samples())
            paintSamples(painter, map, theme);
        QString title = titles[panel.what];
        if (const QString name = nameOf(chart, picture.charts.size()); !name.isEmpty())
            title = panel.chart == 0 ? title + QStringLiteral("  ") + name : name;
        painter.setPen(theme.text);
        painter.drawText(QRectF(panel.room.left(), map.frame().top() - line - 4, panel.room.width(), line),
                         Qt::AlignHCenter,
                         QFontMetricsF(painter.font()).elidedText(title, Qt::ElideRight, panel.room.width()));
    }
    const double bottom = area.bottom() - 2.1 * line, bar = std::min(220., area.width() / 4);
    const bool logarithm = display().scale == FlowDisplay::Scale::Logarithm;
    paintBar(
        painter, QRectF(area.left() + 60, bottom, bar, 7), [&](double t) { return sequentialColour(t); },
        logarithm ? QStringLiteral("10⁻⁴ max") : QStringLiteral("0"),
        tr("density %1").arg(numberText(colours.largest())), theme);
    paintBar(
        painter, QRectF(area.right() - 60 - bar, bottom, bar, 7),
        [&](double t) { return divergingColour(2 * t - 1, theme); }, tr("ratio 1/e"), tr("e"), theme);
}

/// Of samples in two dimensions, as many as leave the map in sight.
void FlowDensityView::paintSamples(QPainter &painter, const SurfaceMap &map, const Theme &theme) const {
    const PointRows &samples = *result()->target->samples();
    const Manifold &manifold = result()->flow->manifold();
    if (manifold.dimension() != 2)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(observationColour(theme), 0.7));
    for (Eigen::Index i = 0; i < std::min(samples.rows(), mostDots); ++i) {
        const auto point = samples.row(i);
        painter.drawEllipse(manifold.isSphere() ? map.pixel(std::atan2(point[1], point[0]), point[2])
                                                : map.pixel(point[0], point[1]),
                            1.2, 1.2);
    }
    painter.setBrush(Qt::NoBrush);
}

std::vector<double> FlowDensityView::paintedPlace(QPointF pixel) const {
    if (!emptyMessage().isEmpty() || result()->model.task.target != "painted" ||
        session().flow.target != "painted")
        return {};
    const Panel target = panels(rect(), QFontMetricsF(smallFont()).height()).front();
    const bool sphere = result()->picture.charts.front().sphere;
    const auto at = SurfaceMap(sphere, target.room).place(pixel);
    if (!at)
        return {};
    const auto [angle, up] = *at;
    if (!sphere)
        return {angle, up};
    const double rest = std::sqrt(1 - up * up);
    return {rest * std::cos(angle), rest * std::sin(angle), up};
}

/// However fast the mouse was, dabs stand close enough to run into each other.
void FlowDensityView::stroke(QPointF to) {
    const Manifold &manifold = result()->flow->manifold();
    const double width = display().brush;
    const bool paints = m_brush == Qt::LeftButton;
    const int steps = std::max(1, static_cast<int>(QLineF(m_strokeAt, to).length() / strokeStep));
    std::vector<std::vector<double>> places;
    for (int k = 1; k <= steps; ++k) {
        const std::vector<double> at = paintedPlace(m_strokeAt + (to - m_strokeAt) * k / steps);
        if (at.empty() || (paints && m_lastDab && manifold.distance(*m_lastDab, at) < width / 2))
            continue;
        m_lastDab = at;
        places.push_back(at);
    }
    m_strokeAt = to;
    if (places.empty())
        return;
    document().change(
        paints ? tr("Paint the target") : tr("Wipe the target"),
        [&](Session &changed) {
            std::vector<Dab> &dabs = changed.flow.targetSettings.painting;
            for (const std::vector<double> &at : places)
                if (!paints)
                    std::erase_if(dabs,
                                  [&](const Dab &one) { return manifold.distance(one.at, at) < width; });
                else if (dabs.size() < mostDabs)
                    dabs.push_back({at, width});
        },
        QStringLiteral("paint"));
}

void FlowDensityView::mousePressEvent(QMouseEvent *event) {
    if (paintedPlace(event->position()).empty() || m_brush != Qt::NoButton)
        return;
    if (event->button() != Qt::LeftButton && event->button() != Qt::RightButton)
        return;
    m_brush = event->button();
    m_strokeAt = event->position();
    stroke(event->position());
}

void FlowDensityView::mouseMoveEvent(QMouseEvent *event) {
    if (m_brush != Qt::NoButton && emptyMessage().isEmpty())
        stroke(event->position());
    FlowView::mouseMoveEvent(event);
}

void FlowDensityView::mouseReleaseEvent(QMouseEvent *) {
    if (std::exchange(m_brush, Qt::NoButton) == Qt::NoButton)
        return;
    m_lastDab.reset();
    document().endGesture();
    desk().learnAnew();
}

QString FlowDensityView::hintAt(QPointF pixel) const {
    for (const Panel &panel : panels(rect(), QFontMetricsF(smallFont()).height())) {
        const FlowChart &chart = result()->picture.charts[panel.chart];
        const auto at = SurfaceMap(chart.sphere, panel.room).place(pixel);
        if (!at)
            continue;
        const std::size_t cell = SurfaceMap::cellAt(chart, at->first, at->second);
        const QString where =
            chart.sphere ? tr("azimuth %1  height %2").arg(at->first, 0, 'f', 2).arg(at->second, 0, 'f', 2)
                         : QStringLiteral("θ%1 %2  θ%3 %4")
                               .arg(subscripted(chart.across + 1))
                               .arg(at->first, 0, 'f', 2)
                               .arg(subscripted(chart.up + 1))
                               .arg(at->second, 0, 'f', 2);
        return tr("%1   target %2   flow %3")
            .arg(where, numberText(static_cast<double>(chart.target[cell])),
                 numberText(static_cast<double>(chart.model[cell])));
    }
    return {};
}

} // namespace quincunx
