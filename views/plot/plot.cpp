#include "views/plot/plot.h"

#include "views/plot/tickers.h"

#include <QPicture>

#include <algorithm>

namespace quincunx {
namespace {

/// Axes of the rects and of the colour scales.
QList<QCPAxis *> allAxes(const QCustomPlot &plot) {
    QList<QCPAxis *> axes;
    for (const QCPAxisRect *rect : plot.axisRects())
        axes += rect->axes();
    for (QCPLayoutElement *element : plot.plotLayout()->elements(true))
        if (auto *scale = qobject_cast<QCPColorScale *>(element))
            axes += scale->axis();
    return axes;
}

} // namespace

Plot::Plot(QWidget *parent) : QCustomPlot(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus); // the view around it has it
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAutoAddPlottableToLegend(false);
    axisRect()->setupFullAxesBox(false);
    for (QCPAxis *axis : {xAxis2, yAxis2})
        axis->setTickLabels(false);
    for (QCPAxis *axis : {xAxis, yAxis, xAxis2, yAxis2})
        axis->setTicker(QSharedPointer<QCPAxisTicker>(new PlotTicker));
    using Range = const QCPRange &;
    for (auto [axis, opposite] : {std::pair(xAxis, xAxis2), std::pair(yAxis, yAxis2)})
        connect(axis, qOverload<Range>(&QCPAxis::rangeChanged), opposite,
                qOverload<Range>(&QCPAxis::setRange));
}

QFont Plot::smallFont() const {
    QFont small = font();
    if (small.pointSizeF() > 0)
        small.setPointSizeF(std::max(7.5, small.pointSizeF() * 0.88));
    return small;
}

void Plot::wear(const Theme &theme) {
    m_theme = &theme;
    setBackground(QBrush(theme.canvas));
    const QPen line(theme.axis, 1), faint(theme.grid, 1);
    for (QCPAxis *axis : allAxes(*this)) {
        axis->setBasePen(line);
        axis->setTickPen(line);
        axis->setSubTickPen(line);
        axis->setTickLabelColor(theme.text);
        axis->setLabelColor(theme.text);
        axis->setTickLabelFont(smallFont());
        axis->setLabelFont(font());
        axis->setTickLength(0, 4);
        axis->setSubTickLength(0, 2);
        axis->setTickLabelPadding(4);
        axis->setLabelPadding(3);
        if (QCPGrid *grid = axis->grid()) {
            grid->setPen(faint);
            grid->setZeroLinePen(faint);
            grid->setSubGridVisible(false);
        }
    }
    for (QCPLayoutElement *element : plotLayout()->elements(true)) {
        if (auto *box = qobject_cast<QCPLegend *>(element)) {
            QColor paper = theme.canvas;
            paper.setAlphaF(0.85F);
            box->setBrush(paper);
            box->setBorderPen(Qt::NoPen);
            box->setTextColor(theme.text);
            box->setFont(smallFont());
        }
        if (auto *text = qobject_cast<QCPTextElement *>(element)) {
            text->setTextColor(theme.text);
            text->setFont(font());
        }
    }
}

// Ranges

void Plot::setHome(const QRectF &range) {
    m_home = range;
    if (m_isAtHome)
        home();
}

void Plot::home() {
    setRange(m_home);
    m_isAtHome = true;
}

void Plot::setRange(const QRectF &range) {
    QRectF shown = range;
    if (m_isSquare) {
        const double side = std::max(range.width(), range.height());
        shown.setSize({side, side});
        shown.moveCenter(range.center());
    }
    m_isAtHome = false;
    xAxis->setRange(shown.left(), shown.right());
    yAxis->setRange(shown.top(), shown.bottom());
    replotSoon();
}

QRectF Plot::range() const {
    const QCPRange x = xAxis->range(), y = yAxis->range();
    return {x.lower, y.lower, x.size(), y.size()};
}

// Layout

void Plot::updateLayout() {
    QCustomPlot::updateLayout();
    if (fitTicks())
        QCustomPlot::updateLayout();
    if (m_isSquare)
        squareTheFrame();
}

/// As many ticks as their numbers have room beside each other. \return whether that has changed.
bool Plot::fitTicks() {
    bool changed = false;
    for (const QCPAxis *axis : allAxes(*this)) {
        const bool across = axis->orientation() == Qt::Horizontal;
        const int length = across ? axis->axisRect()->width() : axis->axisRect()->height();
        const int count = std::clamp(length / (across ? 62 : 42), 2, 9);
        changed |= axis->ticker()->tickCount() != count;
        axis->ticker()->setTickCount(count);
    }
    return changed;
}

/// Takes from the longer side of the first axis rect, and moves the colour scale beside it along.
void Plot::squareTheFrame() {
    const QRect inner = axisRect()->rect();
    const int side = std::min(inner.width(), inner.height());
    const QSize spare = inner.size() - QSize(side, side);
    QRect outer = axisRect()->outerRect();
    outer.setSize(outer.size() - spare);
    outer.translate(spare.width() / 2, spare.height() / 2);
    axisRect()->setOuterRect(outer);
    axisRect()->update(QCPLayoutElement::upLayout);
    for (QCPLayoutElement *element : plotLayout()->elements(false))
        if (auto *scale = qobject_cast<QCPColorScale *>(element)) {
            QRect place = scale->outerRect();
            place.translate(-(spare.width() - spare.width() / 2), spare.height() / 2);
            place.setHeight(place.height() - spare.height());
            scale->setOuterRect(place);
            scale->update(QCPLayoutElement::upLayout);
        }
}

// Painting

void Plot::paint(QPainter &painter, const QRectF &area) {
    QPicture picture;
    QCPPainter recorder(&picture);
    recorder.setMode(QCPPainter::pmVectorized);
    toPainter(&recorder, qRound(area.width()), qRound(area.height()));
    recorder.end();
    painter.drawPicture(area.topLeft(), picture);
    replotSoon(); // the layout was another for a moment
}

void Plot::paintEvent(QPaintEvent *event) {
    QCustomPlot::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_overlay)
        m_overlay(painter);
    if (m_drag == Drag::Band) {
        QColor inside = m_theme->accent;
        inside.setAlphaF(0.12F);
        painter.setPen(QPen(m_theme->accent, 1));
        painter.setBrush(inside);
        painter.drawRect(m_band);
    }
    if (m_showsFocus) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme->accent, 1));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void Plot::setShowsFocus(bool shows) {
    m_showsFocus = shows;
    update();
}

void Plot::changeEvent(QEvent *event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        wear(*m_theme);
        replotSoon();
    }
}

} // namespace quincunx
