#include "views/vtk/spatial_view.h"

#include "views/geometry/picture_scale.h"
#include "views/vtk/offscreen.h"
#include "views/vtk/overlay.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace quincunx {
namespace {

constexpr double pickRadius = 8;    // [pixels]
constexpr double clickDistance = 3; // [pixels]: a longer way is a drag
constexpr qint64 changeAgain = 300; // [ms] between two changes that belong together
constexpr int stillDelay = 110;     // [ms] after the last movement

QFont smallFont(QFont font) {
    font.setPixelSize(11);
    return font;
}

} // namespace

SpatialView::SpatialView(const QString &name, Document &document, QWidget *parent)
    : View(name, document, parent) {
    setMouseTracking(true);
    if (hasOpenGL()) {
        m_render = new RenderWidget(this);
    }
    m_overlay = new Overlay(
        [this](QPainter &painter) {
            if (!m_render)
                painter.fillRect(rect(), theme().canvas);
            paintOverlay(painter, ScreenProjection(m_camera, size()), theme(), true);
        },
        this);
    m_stopped.setSingleShot(true);
    m_stopped.setInterval(stillDelay);
    connect(&m_stopped, &QTimer::timeout, this, [this] {
        if (m_render)
            m_render->setQuality(RenderWidget::Quality::Still);
        refreshIndex(); // now, so that the first hover need not wait for it
    });
}

SpatialView::~SpatialView() = default;

void SpatialView::refresh(Changes changes) {
    m_overlay->update();
    if (!(changes & ~Changes(HoverChange)))
        return;
    prepare(changes);
    m_indexStale = true;
    if (m_atHome)
        m_camera = homeCamera(size());
    if (m_render) {
        m_render->show(draw(theme()));
        // What changes again and again, by a slider or in time, must keep up; the rest may be a moment rough.
        const bool again = m_sinceChange.isValid() && m_sinceChange.restart() < changeAgain;
        if (!m_sinceChange.isValid())
            m_sinceChange.start();
        hurry(document().playback() < 1 || again ? RenderWidget::Quality::Moving
                                                 : RenderWidget::Quality::Draft);
    }
    look();
    if (m_render)
        m_render->begin();
}

void SpatialView::home() {
    m_atHome = true;
    m_camera = homeCamera(size());
    look();
}

void SpatialView::frameSelection() {
    const Selection &selection = session().selection;
    std::vector<Vector3> points;
    auto add = [&](const Hover &target) {
        for (const auto &line : outlineOf(target))
            points.insert(points.end(), line.begin(), line.end());
    };
    for (int particle : selection.particles)
        add({particle, -1});
    for (int jet : selection.jets)
        add({-1, jet});
    if (points.empty())
        return home();
    OrbitCamera camera = m_camera;
    const double margin = 0.12 * std::min(width(), height());
    camera.frame(points, size(), QMarginsF(margin, margin, margin, margin));
    setCamera(camera);
}

nlohmann::json SpatialView::viewpoint() const {
    return m_atHome ? nlohmann::json{{"home", true}} : m_camera.toJson();
}

void SpatialView::setViewpoint(const nlohmann::json &viewpoint) {
    if (viewpoint.is_object() && viewpoint.value("home", false))
        return home(); // fits the window of today, not that of the day it was saved
    setCamera(OrbitCamera::fromJson(viewpoint, m_camera));
}

void SpatialView::setCamera(const OrbitCamera &camera) {
    m_camera = camera;
    m_atHome = false;
    look();
}

void SpatialView::look() {
    m_indexStale = true;
    if (m_render)
        m_render->look(m_camera);
    m_overlay->update();
}

void SpatialView::hurry(RenderWidget::Quality quality) {
    if (m_render)
        m_render->setQuality(quality);
    m_stopped.start();
}

void SpatialView::cameraMoves() {
    m_atHome = false;
    hurry(RenderWidget::Quality::Moving);
    look();
}

QImage SpatialView::picture(QSize pictureSize, const Theme &inTheme) {
    refreshNow();
    const double scale = pictureScale(pictureSize);
    const QSizeF paper = QSizeF(pictureSize) / scale;
    OrbitCamera camera = m_atHome ? homeCamera(paper) : m_camera;
    if (!m_atHome) { // keep in sight what is in sight, whatever the shape of the picture
        const double narrower = (paper.width() / paper.height()) / (width() / std::max(1.0, 1.0 * height()));
        if (narrower < 1)
            camera.zoom(narrower, QPointF(paper.width() / 2, paper.height() / 2), paper);
    }
    QImage image = renderPicture(draw(inTheme), camera, pictureSize, scale);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintOverlay(painter, ScreenProjection(camera, paper), inTheme, false);
    return image;
}

QString SpatialView::message() const {
    if (!m_render)
        return tr("There is no OpenGL 3.2 here to draw this view with.");
    if (const QString problem = m_render->problem(); !problem.isEmpty())
        return problem;
    return emptyMessage();
}

void SpatialView::paintOverlay(QPainter &painter, const ScreenProjection &projection, const Theme &inTheme,
                               bool transient) const {
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area({}, projection.viewport());
    painter.setFont(smallFont(font()));
    if (const QString text = message(); !text.isEmpty()) {
        QFont calm = font();
        calm.setPixelSize(14);
        painter.setFont(calm);
        painter.setPen(inTheme.muted);
        painter.drawText(area.adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, text);
        return;
    }
    paintAxes(painter, projection, inTheme);
    if (transient) {
        painter.setBrush(Qt::NoBrush);
        const Hover &hover = document().hover();
        Outline outline = outlineOf(hover);
        for (int particle : hover.particles)
            std::ranges::move(outlineOf({particle, -1}), std::back_inserter(outline));
        for (const auto &path : outline) {
            QPolygonF line;
            for (const Vector3 &point : path)
                if (const ScreenProjection::Place at = projection.place(point); at.depth > 0)
                    line << QPointF(at.x, at.y);
            painter.setPen(QPen(inTheme.canvas, 4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.drawPolyline(line);
            painter.setPen(QPen(inTheme.hover, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.drawPolyline(line);
        }
    }
    painter.setFont(smallFont(font()));
    paintLabels(painter, placedLabels(projection, inTheme), inTheme.text, inTheme.canvas);
}

std::vector<PlacedLabel> SpatialView::placedLabels(const ScreenProjection &projection,
                                                   const Theme &inTheme) const {
    return placeLabels(labels(inTheme), projection, smallFont(font()));
}

void SpatialView::refreshIndex() {
    if (std::exchange(m_indexStale, false))
        m_index.rebuild(anchors(), ScreenProjection(m_camera, size()));
}

Hover SpatialView::targetAt(QPointF position) {
    if (scene().visible.empty())
        return {};
    const ScreenProjection projection(m_camera, size());
    for (const auto &[label, box] : placedLabels(projection, theme()))
        if (label.jet >= 0 && box.contains(position))
            return {-1, label.jet};
    const ScreenProjection::Ray ray = projection.ray(position);
    if (const Hover hit = hitBy(ray); hit != Hover{})
        return hit;
    refreshIndex();
    const Hover found = m_index.nearest(position.x(), position.y(), pickRadius);
    return found == Hover{} ? behind(ray) : found;
}

void SpatialView::hoverAt(QPointF position) {
    const Hover target = targetAt(position);
    if (target == document().hover())
        return;
    document().setHover(target);
    Q_EMIT hint(describe(scene(), target));
}

void SpatialView::resizeEvent(QResizeEvent *event) {
    View::resizeEvent(event);
    if (m_render)
        m_render->setGeometry(rect());
    m_overlay->setGeometry(rect());
    if (m_atHome)
        m_camera = homeCamera(size());
    look();
}

void SpatialView::mousePressEvent(QMouseEvent *event) {
    m_pressed = m_last = event->position();
    m_dragged = false;
}

void SpatialView::mouseMoveEvent(QMouseEvent *event) {
    const QPointF position = event->position();
    if (event->buttons() == Qt::NoButton)
        return hoverAt(position);
    m_dragged |= QLineF(m_pressed, position).length() > clickDistance;
    if (!m_dragged)
        return;
    const QPointF moved = position - std::exchange(m_last, position);
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->buttons().testFlag(Qt::MiddleButton) || (event->buttons().testFlag(Qt::LeftButton) && shift)) {
        m_camera.pan(moved, size());
    } else if (event->buttons().testFlag(Qt::LeftButton)) {
        constexpr double radiansPerPixel = 0.007;
        m_camera.rotate(-moved.x() * radiansPerPixel, moved.y() * radiansPerPixel);
    } else {
        return;
    }
    cameraMoves();
}

void SpatialView::mouseReleaseEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton || m_dragged)
        return;
    const Hover target = targetAt(event->position());
    const bool add = event->modifiers().testFlag(Qt::ControlModifier);
    if (target == Hover{} && add)
        return;
    document().pick(target, add);
}

void SpatialView::wheelEvent(QWheelEvent *event) {
    // One notch is 120; touchpads send fractions, and a power takes them as they come.
    m_camera.zoom(std::pow(1.0015, event->angleDelta().y()), event->position(), size());
    cameraMoves();
    event->accept();
}

void SpatialView::leaveEvent(QEvent *event) {
    View::leaveEvent(event);
    document().setHover({});
    Q_EMIT hint({});
}

void SpatialView::keyPressEvent(QKeyEvent *event) {
    const QPointF middle(width() / 2.0, height() / 2.0);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_camera.zoom(1.2, middle, size());
        return cameraMoves();
    case Qt::Key_Minus:
        m_camera.zoom(1 / 1.2, middle, size());
        return cameraMoves();
    default:
        View::keyPressEvent(event);
    }
}

} // namespace quincunx
