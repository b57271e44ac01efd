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
constexpr int stepsAfterDrag = 1500;

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
           "the ring to say where the tip shall be."));
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
    const TargetSettings &wanted = session().flow.targetSettings;
    const QPointF tip = frame.pixel(wanted.tipX, wanted.tipY);
    painter.setPen(QPen(observationColour(theme), 2));
    for (const double widths : {1., 2.}) // one and two standard deviations
        painter.drawEllipse(tip, widths * wanted.tipWidth * frame.pixelsPerLength,
                            widths * wanted.tipWidth * frame.pixelsPerLength);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text);
    painter.drawEllipse(frame.origin, 5, 5);
}

QString RobotArmView::hintAt(QPointF pixel) const {
    const Frame frame = frameOf(rect());
    const QPointF from = (pixel - frame.origin) / frame.pixelsPerLength;
    return tr("x %1   y %2   drag to move the tip's target")
        .arg(from.x(), 0, 'f', 2)
        .arg(-from.y(), 0, 'f', 2);
}

void RobotArmView::moveTip(QPointF pixel) {
    const Frame frame = frameOf(rect());
    const QPointF from = (pixel - frame.origin) / frame.pixelsPerLength;
    document().change(
        tr("Move the tip"),
        [&](Session &session) {
            session.flow.targetSettings.tipX = std::clamp(from.x(), -5., 5.);
            session.flow.targetSettings.tipY = std::clamp(-from.y(), -5., 5.);
        },
        QStringLiteral("tip"));
    update();
}

void RobotArmView::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton || !emptyMessage().isEmpty())
        return;
    m_dragging = true;
    moveTip(event->position());
}

void RobotArmView::mouseMoveEvent(QMouseEvent *event) {
    if (m_dragging)
        moveTip(event->position());
    FlowView::mouseMoveEvent(event);
}

void RobotArmView::mouseReleaseEvent(QMouseEvent *) {
    if (!std::exchange(m_dragging, false))
        return;
    document().endGesture();
    if (desk().isTrained())
        desk().goOn(stepsAfterDrag);
}

} // namespace quincunx
