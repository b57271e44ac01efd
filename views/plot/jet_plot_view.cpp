#include "views/plot/jet_plot_view.h"

#include "views/geometry/labels.h"
#include "views/plot/plot_drawing.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace quincunx {

JetPlotView::JetPlotView(QString name, Document &document, QWidget *parent)
    : JetView(std::move(name), document, parent)
    , m_plot(new Plot(this)) {
    m_plot->hide();
    m_plot->setOverlay([this](QPainter &painter) {
        if (m_shown && m_shown == scene().jet)
            paintHover(painter);
    });
    connect(m_plot, &Plot::hovered, this, &JetPlotView::hover);
    connect(m_plot, &Plot::clicked, this, &JetPlotView::click);
    connect(m_plot, &Plot::banded, this, [this](const QRectF &pixels, bool add) {
        refreshNow();
        if (jet())
            pickConstituents(constituentsIn(pixels), add);
    });
    connect(m_plot, &Plot::left, this, [this] {
        this->document().setHover({});
        Q_EMIT hint({});
    });
    setWhatsThis(tr("Click chooses, Ctrl-click adds, a left drag chooses what is inside. The wheel zooms, "
                    "middle or Shift drag moves, Home shows everything, F the selection."));
}

void JetPlotView::refresh(Changes changes) {
    if (changes & ThemeChange)
        m_plot->wear(theme());
    m_plot->setVisible(jet());
    if (!jet())
        return update();
    if (changes & ~Changes(HoverChange)) {
        takeJet();
        m_plot->replotSoon();
    } else {
        m_plot->update();
    }
}

void JetPlotView::takeJet() {
    m_shown = scene().jet;
    showJet();
}

void JetPlotView::addDrawing(bool belowData, std::function<void(QPainter &)> paint) {
    // A hidden plot may draw itself between two jets: what is known of the first is wrong for the second.
    new PlotDrawing(*m_plot, belowData ? PlotDrawing::Place::BelowData : PlotDrawing::Place::AboveData,
                    [this, paint = std::move(paint)](QPainter &painter, const Plot &) {
                        if (m_shown && m_shown == scene().jet)
                            paint(painter);
                    });
}

// Hands

void JetPlotView::hover(QPointF pixel) {
    refreshNow();
    if (!jet())
        return;
    const Target target = targetAt(pixel);
    const auto &particles = jet()->substructure->particles;
    document().setHover({.particle = target.constituents.empty()
                                         ? -1
                                         : particles[static_cast<std::size_t>(target.constituents[0])],
                         .jet = -1});
    Q_EMIT hint(target.hint);
}

void JetPlotView::click(QPointF pixel, bool add) {
    refreshNow();
    if (!jet())
        return;
    const Target target = targetAt(pixel);
    if (!target.constituents.empty())
        pickConstituents(target.constituents, add);
    else if (!add)
        document().select({});
}

int JetPlotView::hoveredConstituent() const {
    const auto &particles = jet()->substructure->particles;
    const auto found = std::ranges::find(particles, document().hover().particle);
    return found == particles.end() ? -1 : static_cast<int>(found - particles.begin());
}

std::vector<bool> JetPlotView::markedConstituents() const {
    std::vector<bool> chosen = chosenConstituents();
    if (std::ranges::all_of(chosen, std::identity()))
        chosen.assign(chosen.size(), false);
    return chosen;
}

void JetPlotView::keyPressEvent(QKeyEvent *event) {
    const double zoom = event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal ? 1.2
                        : event->key() == Qt::Key_Minus                               ? 1 / 1.2
                                                                                      : 0;
    if (zoom == 0)
        return View::keyPressEvent(event);
    m_plot->zoomAt(m_plot->frame().center(), zoom);
}

void JetPlotView::focusInEvent(QFocusEvent *event) {
    m_plot->setShowsFocus(event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason);
    View::focusInEvent(event);
}

void JetPlotView::focusOutEvent(QFocusEvent *event) {
    m_plot->setShowsFocus(false);
    View::focusOutEvent(event);
}

// What part is shown

void JetPlotView::home() {
    m_plot->home();
}

void JetPlotView::frameSelection() {
    refreshNow();
    const QRectF extent = jet() ? chosenExtent() : QRectF();
    if (extent.isNull())
        return home();
    // One thing alone has no extent: a fifth of what home shows, then.
    const QSizeF least = m_plot->homeRange().size() / 5;
    QRectF range({}, extent.size().expandedTo(least) * 1.3);
    range.moveCenter(extent.center());
    m_plot->setRange(range);
}

nlohmann::json JetPlotView::viewpoint() const {
    if (m_plot->isAtHome())
        return {{"home", true}};
    const QRectF range = m_plot->range();
    return {{"x", {range.left(), range.right()}}, {"y", {range.top(), range.bottom()}}};
}

void JetPlotView::setViewpoint(const nlohmann::json &viewpoint) {
    if (viewpoint.is_object() && viewpoint.value("home", false))
        return home();
    const auto x = viewpoint.at("x").get<std::array<double, 2>>();
    const auto y = viewpoint.at("y").get<std::array<double, 2>>();
    for (const auto &[low, high] : {x, y})
        if (!(std::fabs(low) < 1e6) || !(std::fabs(high) < 1e6) || !(high - low > 1e-6))
            throw Error("the viewpoint of '" + name().toStdString() + "' cannot be restored",
                        "it is not a range of its axes", "press Home");
    m_plot->setRange({x[0], y[0], x[1] - x[0], y[1] - y[0]});
}

// Painting

void JetPlotView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().canvas);
    if (!jet())
        paintMessage(painter, rect(), emptyMessage(), theme().muted);
}

void JetPlotView::resizeEvent(QResizeEvent *) {
    m_plot->setGeometry(rect());
}

void JetPlotView::paintFigure(QPainter &painter, const QRectF &area, const Theme &theme) {
    refreshNow();
    painter.save();
    painter.fillRect(area, theme.canvas);
    if (!jet()) {
        paintMessage(painter, area, emptyMessage(), theme.muted);
    } else {
        const double line = QFontMetricsF(painter.font()).height();
        const QRectF top(area.left() + line, area.top() + 0.4 * line, area.width() - 2 * line, 1.3 * line);
        painter.setPen(theme.text);
        painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(painter.font()).elidedText(jetTitle(), Qt::ElideRight, top.width()));
        m_plot->wear(theme);
        takeJet();
        m_plot->paint(painter, area.adjusted(0, 1.7 * line, 0, 0));
        m_plot->wear(this->theme());
        takeJet();
    }
    painter.restore();
}

} // namespace quincunx
