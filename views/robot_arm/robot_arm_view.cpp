#include "views/robot_arm/robot_arm_view.h"

#include "core/manifolds/robot_arm.h"
#include "views/geometry/axis_scale.h"
#include "views/inference/inference_style.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace quincunx {
namespace {

constexpr Eigen::Index poses = 120;
constexpr double placesApart = 0.03; ///< of a drawn curve, as a share of the arm's reach

const RobotArm *armOf(const FlowDesk &desk) {
    return desk.result() ? dynamic_cast<const RobotArm *>(desk.result()->target.get()) : nullptr;
}

double reachOf(const RobotArm &arm) {
    return std::accumulate(arm.links().begin(), arm.links().end(), 0.);
}

} // namespace

View *makeRobotArmView(Document &document, QWidget *parent) {
    return new RobotArmView(document, parent);
}

RobotArmView::RobotArmView(Document &document, QWidget *parent)
    : FlowView(QStringLiteral("robot-arm"), document, parent) {
    setWhatsThis(
        tr("Poses of the arm as the flow draws them, stronger where their importance weight is larger. Drag "
           "the ring to say where the tip shall be; with Shift held, draw a curve that it shall be on."));
}

QString RobotArmView::emptyMessage() const {
    const QString none = FlowView::emptyMessage();
    return !none.isEmpty() || armOf(desk()) ? none : tr("Choose a torus, and the robot arm as target");
}

RobotArmView::Frame RobotArmView::frameOf(const QRectF &area) const {
    return {area.center(), 0.46 * std::min(area.width(), area.height()) / reachOf(*armOf(desk()))};
}

void RobotArmView::paintContent(QPainter &painter, const QRectF &area, const Theme &theme, bool) const {
    painter.setFont(smallFont());
    painter.setRenderHint(QPainter::Antialiasing);
    const RobotArm &arm = *armOf(desk());
    const Frame frame = frameOf(area);
    const double reach = reachOf(arm) * frame.pixelsPerLength;
    painter.setPen(QPen(theme.grid, 1, Qt::DashLine));
    painter.drawEllipse(frame.origin, reach, reach);
    const ImportanceFigures &drawn = result()->picture.figures;
    const Eigen::Index count = std::min(poses, drawn.points.rows());
    double largest = -std::numeric_limits<double>::infinity();
    for (Eigen::Index i = 0; i < count; ++i)
        largest = std::max(largest, drawn.logWeights[static_cast<std::size_t>(i)]);
    for (Eigen::Index i = 0; i < count; ++i) {
        const double weight = std::exp(drawn.logWeights[static_cast<std::size_t>(i)] - largest);
        const auto joints =
            arm.joints({drawn.points.row(i).data(), static_cast<std::size_t>(drawn.points.cols())});
        QPolygonF line;
        for (const auto &[x, y] : joints)
            line << frame.pixel(x, y);
        const QColor colour = faded(estimateColour(theme), 0.10 + 0.30 * std::sqrt(weight));
        painter.setPen(QPen(colour, 2.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(line);
        painter.setPen(Qt::NoPen);
        painter.setBrush(faded(observationColour(theme), 0.25 + 0.5 * std::sqrt(weight)));
        painter.drawEllipse(line.back(), 2.6, 2.6);
        painter.setBrush(Qt::NoBrush);
    }
    paintWanted(painter, frame, theme);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text);
    painter.drawEllipse(frame.origin, 5, 5);
}

/// The place of the tip, one and two standard deviations around it; or the curve, as wide as two to each
/// side.
void RobotArmView::paintWanted(QPainter &painter, const Frame &frame, const Theme &theme) const {
    const TargetSettings &wanted = session().flow.targetSettings;
    const double width = wanted.tipWidth * frame.pixelsPerLength;
    painter.setPen(QPen(observationColour(theme), 2));
    if (wanted.shape.empty()) {
        for (const double widths : {1., 2.})
            painter.drawEllipse(frame.pixel(wanted.tipX, wanted.tipY), widths * width, widths * width);
        return;
    }
    QPolygonF curve;
    for (const auto &[x, y] : wanted.shape)
        curve << frame.pixel(x, y);
    if (curve.size() == 1)
        curve << curve.front();
    painter.drawPolyline(curve);
    painter.setPen(
        QPen(faded(observationColour(theme), 0.18), 4 * width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(curve);
}

QString RobotArmView::hintAt(QPointF pixel) const {
    const Frame frame = frameOf(rect());
    const QPointF from = (pixel - frame.origin) / frame.pixelsPerLength;
    return tr("x %1   y %2   drag to move the tip's target, with Shift to draw a curve for it")
        .arg(from.x(), 0, 'f', 2)
        .arg(-from.y(), 0, 'f', 2);
}

void RobotArmView::moveTip(QPointF pixel) {
    const Frame frame = frameOf(rect());
    const QPointF from = (pixel - frame.origin) / frame.pixelsPerLength;
    document().change(
        tr("Move the tip"),
        [&](Session &session) {
            session.flow.targetSettings.shape.clear();
            session.flow.targetSettings.tipX = std::clamp(from.x(), -5., 5.);
            session.flow.targetSettings.tipY = std::clamp(-from.y(), -5., 5.);
        },
        QStringLiteral("tip"));
    update();
}

void RobotArmView::drawShape(QPointF pixel, bool begins) {
    const Frame frame = frameOf(rect());
    const QPointF from = (pixel - frame.origin) / frame.pixelsPerLength;
    const std::array place{std::clamp(from.x(), -5., 5.), std::clamp(-from.y(), -5., 5.)};
    const auto &shape = session().flow.targetSettings.shape;
    const double apart = placesApart * reachOf(*armOf(desk()));
    if (!begins && !shape.empty() &&
        (std::hypot(place[0] - shape.back()[0], place[1] - shape.back()[1]) < apart ||
         shape.size() >= mostPlaces))
        return;
    document().change(
        tr("Draw a curve for the tip"),
        [&](Session &session) {
            if (begins)
                session.flow.targetSettings.shape.clear();
            session.flow.targetSettings.shape.push_back(place);
        },
        QStringLiteral("tip"));
    update();
}

void RobotArmView::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton || !emptyMessage().isEmpty())
        return;
    m_dragging = true;
    m_drawing = event->modifiers().testFlag(Qt::ShiftModifier);
    if (m_drawing)
        drawShape(event->position(), true);
    else
        moveTip(event->position());
}

void RobotArmView::mouseMoveEvent(QMouseEvent *event) {
    if (m_dragging && !emptyMessage().isEmpty())
        return;
    if (m_dragging && m_drawing)
        drawShape(event->position(), false);
    else if (m_dragging)
        moveTip(event->position());
    FlowView::mouseMoveEvent(event);
}

void RobotArmView::mouseReleaseEvent(QMouseEvent *) {
    if (!std::exchange(m_dragging, false))
        return;
    document().endGesture();
    desk().learnAnew();
}

} // namespace quincunx
