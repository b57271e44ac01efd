#include "views/matrix/matrix_view.h"

#include "views/geometry/labels.h"
#include "views/geometry/picture_scale.h"
#include "views/vtk/offscreen.h"
#include "views/vtk/overlay.h"
#include "views/vtk/render_widget.h"

#include <QPainter>

#include <algorithm>

namespace quincunx {

View *makeMatrixView(Document &document, QWidget *parent) {
    return new MatrixView(document, parent);
}

MatrixView::MatrixView(Document &document, QWidget *parent)
    : JetView(QStringLiteral("matrix"), document, parent) {
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Adjacency matrix"));
    setAccessibleDescription(tr("Distances of all pairs of constituents of the jet"));
    setWhatsThis(
        tr("Click chooses both constituents of a pair, Ctrl-click adds, a left drag chooses rows. The "
           "wheel zooms, middle or Shift drag moves, Home shows everything, F the selection."));
    if (hasOpenGL())
        m_render = new RenderWidget(this);
    m_overlay = new Overlay(
        [this](QPainter &painter) {
            if (message().isEmpty())
                paintContents(painter, m_layout, theme(), true);
        },
        this);
}

void MatrixView::refresh(Changes changes) {
    const JetDisplay &display = session().jetDisplay;
    const bool changed = m_jet != scene().jet || m_display.rowOrder != display.rowOrder ||
                         m_display.matrixScale != display.matrixScale;
    if (changed) {
        m_jet = scene().jet;
        m_display = display;
        m_hovered.reset();
        m_order = m_jet ? RowOrder(*m_jet, display.rowOrder) : RowOrder();
        m_shown = m_jet ? shownValues(m_jet->adjacency, display.matrixScale) : Eigen::MatrixXd();
        m_scale = MatrixScale(m_shown, display.matrixScale);
        m_smallest = m_jet ? smallestPair(m_jet->adjacency) : std::nullopt;
    }
    if (m_render) {
        m_render->setVisible(m_jet != nullptr);
        if (m_jet && (changed || changes & ThemeChange)) {
            m_render->show(drawing(theme()));
            fitRender();
        }
    }
    update();
}

Drawing MatrixView::drawing(const Theme &theme) const {
    Drawing drawing;
    drawing.background = theme.canvas;
    drawing.panels.push_back({matrixImage(m_shown, m_scale, m_order.constituents, theme.raised),
                              {{{0, -1, 0}, {1, -1, 0}, {1, 0, 0}, {0, 0, 0}}}});
    return drawing;
}

OrbitCamera MatrixView::camera() const {
    const QPointF middle = m_section.part.center();
    OrbitCamera camera;
    camera.focalPoint = {middle.x(), -middle.y(), 0};
    camera.position = {middle.x(), -middle.y(), 10};
    camera.parallel = true;
    camera.parallelScale = m_section.part.height() / 2;
    return camera;
}

QString MatrixView::message() const {
    if (!m_render)
        return tr("There is no OpenGL 3.2 here to draw this view with.");
    if (const QString problem = m_render->problem(); !problem.isEmpty())
        return problem;
    return m_jet ? QString() : emptyMessage();
}

void MatrixView::moveTo(const Section &section) {
    m_section = section;
    fitRender();
    update();
}

void MatrixView::fitRender() {
    if (!m_render)
        return;
    m_render->setGeometry(m_layout.cells.toRect());
    m_render->look(camera());
    // Where several entries share a pixel they are averaged; else one sample says all.
    const bool crowded = count() * m_section.part.height() > m_layout.cells.height();
    m_render->setQuality(crowded ? RenderWidget::Quality::Still : RenderWidget::Quality::Draft);
}

void MatrixView::frameSelection() {
    refreshNow();
    const std::vector<bool> chosen = chosenConstituents();
    int first = count(), last = -1;
    for (int row = 0; row < count(); ++row)
        if (chosen[static_cast<std::size_t>(constituent(row))]) {
            first = std::min(first, row);
            last = row;
        }
    if (last < 0)
        return home();
    const double n = count(), margin = 0.5 + 0.05 * (last - first);
    const double from = (first - margin) / n, side = (last - first + 1 + 2 * margin) / n;
    moveTo(Section::around({from, from, side, side}));
}

void MatrixView::setViewpoint(const nlohmann::json &viewpoint) {
    const Section section = Section::fromJson(viewpoint.at("section"));
    const double side = std::max(section.part.width(), section.part.height()); // cells are squares
    moveTo(Section::around({section.part.left(), section.part.top(), side, side}));
}

void MatrixView::resizeEvent(QResizeEvent *event) {
    View::resizeEvent(event);
    m_layout = MatrixLayout(rect(), false);
    m_overlay->setGeometry(rect());
    fitRender();
}

void MatrixView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().canvas);
    if (const QString text = message(); !text.isEmpty())
        paintMessage(painter, rect(), text, theme().muted);
}

QImage MatrixView::picture(QSize size, const Theme &theme) {
    refreshNow();
    const double scale = pictureScale(size);
    const QRectF area(QPointF(), QSizeF(size) / scale);
    QImage image(size, QImage::Format_RGB32);
    image.fill(theme.canvas);
    QPainter painter(&image);
    painter.setFont(font());
    painter.scale(scale, scale);
    if (!m_jet) {
        paintMessage(painter, area, emptyMessage(), theme.muted);
        return image;
    }
    const MatrixLayout layout(area, true);
    painter.drawImage(layout.cells,
                      renderPicture(drawing(theme), camera(), (layout.cells.size() * scale).toSize(), scale));
    paintContents(painter, layout, theme, false);
    painter.setPen(theme.text);
    painter.drawText(
        QRectF(layout.rowStrip.left(), area.top() + 6, area.right() - layout.rowStrip.left(), 20),
        Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(jetTitle(), Qt::ElideRight,
                                         static_cast<int>(area.right() - layout.rowStrip.left())));
    return image;
}

} // namespace quincunx
