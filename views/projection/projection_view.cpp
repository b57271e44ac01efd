#include "views/projection/projection_view.h"

#include "views/geometry/labels.h"
#include "views/projection/furniture.h"
#include "views/projection/line_raster.h"
#include "views/projection/projection_views.h"

#include <QElapsedTimer>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace quincunx {
namespace {

constexpr double slow = 25; // [ms]; beyond, the picture is stretched first and painted when at rest

QRectF canvasOf(const QRectF &area) {
    return area.adjusted(6, 6, -6, -6);
}

} // namespace

View *makeTransverseView(Document &document, QWidget *parent) {
    return new ProjectionView(Projection::Transverse, QStringLiteral("rphi"), document, parent);
}

View *makeLongitudinalView(Document &document, QWidget *parent) {
    return new ProjectionView(Projection::Longitudinal, QStringLiteral("rhoz"), document, parent);
}

ProjectionView::ProjectionView(Projection projection, QString name, Document &document, QWidget *parent)
    : View(std::move(name), document, parent)
    , m_projection(projection) {
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    const bool transverse = projection == Projection::Transverse;
    setAccessibleName(transverse ? tr("r–φ view") : tr("ρ–z view"));
    setAccessibleDescription(transverse ? tr("The event seen along the beam")
                                        : tr("The event from the side"));
    setWhatsThis(
        tr("Click chooses an object or a jet, Ctrl-click adds, a left drag chooses what ends inside. "
           "The wheel zooms, middle or Shift drag moves, Home shows everything, F the selection."));
    ProjectedGeometry nothing;
    nothing.projection = projection;
    m_geometry = std::make_shared<ProjectedGeometry>(nothing);
    m_rest.setSingleShot(true);
    m_rest.setInterval(90);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        m_isRough = false;
        invalidate();
    });
}

void ProjectionView::refresh(Changes changes) {
    if (changes & (SceneChange | DisplayChange)) {
        const DisplaySettings &display = session().display;
        const bool sameParticles =
            scene().event == m_event && scene().visible == m_visible && display == m_display;
        m_geometry = std::make_shared<ProjectedGeometry>(
            sameParticles ? m_geometry->withJets(scene(), display)
                          : ProjectedGeometry::make(scene(), display, m_projection));
        m_event = scene().event;
        m_visible = scene().visible;
        m_display = display;
        m_gridIsDue = true;
        if (m_atHome)
            home();
    }
    if (changes & ~Changes(HoverChange))
        invalidate();
    if (changes & SceneChange) { // a slider is being dragged: smooth edges can wait until it rests
        m_isRough = m_sinceScene.isValid() && m_sinceScene.elapsed() < 300;
        m_sinceScene.start();
        if (m_isRough)
            m_rest.start();
        if (isVisible())
            beginLayer();
    }
    update();
}

// The part of the plane in sight

void ProjectionView::home() {
    m_atHome = true;
    const QRectF extent = m_geometry->extent.isEmpty() ? QRectF(-3.3, -3.3, 6.6, 6.6) : m_geometry->extent;
    moveTo(PlaneMapping::fitting(extent, canvasOf(rect())));
}

void ProjectionView::frameSelection() {
    refreshNow();
    const auto extent = extentOf(*m_geometry, session().selection);
    if (!extent)
        return home();
    m_atHome = false;
    const double margin = 0.08 * std::max({extent->width(), extent->height(), 0.1});
    moveTo(PlaneMapping::fitting(extent->adjusted(-margin, -margin, margin, margin), canvasOf(rect())));
}

PlaneMapping ProjectionView::mappingIn(const QRectF &area) const {
    if (m_atHome)
        return PlaneMapping::fitting(m_geometry->extent, canvasOf(area));
    const double span = std::min(width(), height()) / m_mapping.pixelsPerMetre;
    return {m_mapping.centre, std::min(area.width(), area.height()) / span, area.center()};
}

nlohmann::json ProjectionView::viewpoint() const {
    if (m_atHome)
        return {{"home", true}};
    return {{"x", m_mapping.centre.x()},
            {"y", m_mapping.centre.y()},
            {"span", std::min(width(), height()) / m_mapping.pixelsPerMetre}};
}

void ProjectionView::setViewpoint(const nlohmann::json &viewpoint) {
    if (viewpoint.is_object() && viewpoint.value("home", false))
        return home();
    const double x = viewpoint.at("x").get<double>(), y = viewpoint.at("y").get<double>();
    const double span = viewpoint.at("span").get<double>();
    if (!(std::fabs(x) < 1e3) || !(std::fabs(y) < 1e3) || !(span > 1e-4) || !(span < 1e3))
        throw Error("the viewpoint of '" + name().toStdString() + "' cannot be restored",
                    "it is not a place in the detector", "press Home");
    m_atHome = false;
    moveTo({{x, y}, std::min(width(), height()) / span, QRectF(rect()).center()});
}

void ProjectionView::moveTo(const PlaneMapping &mapping) {
    if (mapping == m_mapping)
        return;
    m_mapping = mapping;
    if (m_layer.paintTime > slow && !m_layer.image.isNull())
        m_rest.start();
    else
        m_layerIsStale = true;
    update();
}

void ProjectionView::resizeEvent(QResizeEvent *event) {
    if (m_atHome) {
        home();
    } else if (event->oldSize().isValid()) {
        const double span =
            std::min(event->oldSize().width(), event->oldSize().height()) / m_mapping.pixelsPerMetre;
        moveTo({m_mapping.centre, std::min(width(), height()) / span, QRectF(rect()).center()});
    }
    invalidate();
}

// Painting

void ProjectionView::invalidate() {
    m_rest.stop();
    m_layerIsStale = true;
    update();
}

void ProjectionView::beginLayer() {
    finishLayer();
    const QSize pixels = (QSizeF(size()) * devicePixelRatioF()).toSize();
    QImage image = m_layer.image.size() == pixels ? std::exchange(m_layer.image, QImage())
                                                  : QImage(pixels, QImage::Format_RGB32);
    image.setDevicePixelRatio(devicePixelRatioF());
    m_layerIsStale = false;
    // A snapshot of all that the painter looks at: the window goes on meanwhile.
    m_nextLayer = std::async(std::launch::async, [image = std::move(image),
                                                  scene = document().sceneSnapshot(), session = session(),
                                                  geometry = m_geometry, mapping = m_mapping,
                                                  &theme = theme(), phase = document().playback(),
                                                  rough = m_isRough]() mutable {
        QElapsedTimer timer;
        timer.start();
        image.fill(theme.canvas);
        {
            LineRaster raster(image);
            QPainter painter(&image);
            EventPainter(*scene, session, *geometry, mapping, theme).paint(painter, phase, &raster, rough);
        }
        return Layer{image, mapping, static_cast<double>(timer.nsecsElapsed()) / 1e6};
    });
}

void ProjectionView::finishLayer() {
    if (m_nextLayer.valid())
        m_layer = m_nextLayer.get();
}

void ProjectionView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const QString text = emptyMessage();
    if (!text.isEmpty()) {
        painter.fillRect(rect(), theme().canvas);
        paintMessage(painter, rect(), text, theme().muted);
        return;
    }
    if (m_layerIsStale)
        beginLayer();
    finishLayer();
    if (m_layer.mapping == m_mapping) {
        painter.drawImage(0, 0, m_layer.image);
    } else { // the old picture, moved and stretched, until the mouse rests
        painter.fillRect(rect(), theme().canvas);
        painter.drawImage(QRectF(m_mapping.toPixel(m_layer.mapping.toMetres(rect().topLeft())),
                                 m_mapping.toPixel(m_layer.mapping.toMetres(QPointF(rect().topLeft()) +
                                                                            QPointF(width(), height())))),
                          m_layer.image, QRectF(m_layer.image.rect()));
    }
    EventPainter(scene(), session(), *m_geometry, m_mapping, theme()).paintHover(painter, document().hover());
    const std::vector<QRectF> taken = paintScaleAndAxes(painter, rect(), m_mapping, m_projection, theme());
    if (document().playback() >= 1)
        paintEventLabels(painter, rect(), m_mapping, scene(), session().display, *m_geometry, theme(), taken);
    if (!scene().error.empty()) {
        painter.setPen(theme().error);
        painter.drawText(rect().adjusted(8, 6, -8, -6), Qt::AlignTop | Qt::AlignHCenter | Qt::TextWordWrap,
                         QString::fromStdString(scene().error));
    }
    if (m_drag == Drag::Band) {
        QColor inside = theme().accent;
        inside.setAlphaF(0.12f);
        painter.setPen(QPen(theme().accent, 1));
        painter.setBrush(inside);
        painter.drawRect(m_band);
    }
    if (m_showsFocus) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme().accent, 1));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void ProjectionView::paintFigure(QPainter &painter, const QRectF &area, const Theme &theme) {
    refreshNow();
    painter.save();
    painter.fillRect(area, theme.canvas);
    const QString text = emptyMessage();
    if (!text.isEmpty()) {
        paintMessage(painter, area, text, theme.muted);
        painter.restore();
        return;
    }
    const QRectF canvas = figureCanvas(painter, area);
    const PlaneMapping mapping = mappingIn(canvas);
    painter.save();
    painter.setClipRect(canvas);
    EventPainter(scene(), session(), *m_geometry, mapping, theme).paint(painter, document().playback());
    if (document().playback() >= 1)
        paintEventLabels(painter, canvas, mapping, scene(), session().display, *m_geometry, theme, {});
    painter.restore();
    const std::string &label = scene().event->label;
    paintFigureFrame(painter, area, canvas, mapping, m_projection,
                     label.empty() ? tr("Event %1").arg(session().event) : QString::fromStdString(label),
                     theme);
    painter.restore();
}

} // namespace quincunx
