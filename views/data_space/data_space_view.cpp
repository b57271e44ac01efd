#include "views/data_space/data_space_view.h"

#include "views/geometry/axis_scale.h"
#include "views/inference/data_bins.h"
#include "views/inference/inference_style.h"
#include "views/plot/plot_drawing.h"
#include "views/plot/tickers.h"

#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace quincunx {

namespace {

/// For counts: no numbers between the whole ones.
class WholeTicker : public PlotTicker {
protected:
    double getTickStep(const QCPRange &range) override {
        return std::max(1., std::round(PlotTicker::getTickStep(range)));
    }
};

QSharedPointer<QCPAxisTicker> tickerFor(bool whole) {
    return QSharedPointer<QCPAxisTicker>(whole ? new WholeTicker : new PlotTicker);
}

} // namespace

View *makeDataSpaceView(Document &document, QWidget *parent) {
    return new DataSpaceView(document, parent);
}

DataSpaceView::DataSpaceView(Document &document, QWidget *parent)
    : View(QStringLiteral("data-space"), document, parent)
    , m_plot(new Plot(this))
    , m_points(m_plot->addGraph())
    , m_bars(new QCPBars(m_plot->xAxis, m_plot->yAxis)) {
    m_plot->hide();
    m_plot->installEventFilter(this);
    m_plot->setOverlay([this](QPainter &painter) { paintObservations(painter); });
    new PlotDrawing(*m_plot, PlotDrawing::Place::AboveData, [this](QPainter &painter, const Plot &) {
        if (m_forFigure)
            paintObservations(painter);
    });
    m_points->setLineStyle(QCPGraph::lsNone);
    m_bars->setWidthType(QCPBars::wtPlotCoords);
    connect(m_plot, &Plot::hovered, this, &DataSpaceView::hover);
    connect(m_plot, &Plot::clicked, this, &DataSpaceView::click);
    connect(m_plot, &Plot::banded, this, [this](const QRectF &pixels) {
        const QPointF a = m_plot->toPlace(pixels.bottomLeft()), b = m_plot->toPlace(pixels.topRight());
        if (pixels.width() > 8 && pixels.height() > 8)
            m_plot->setRange(QRectF(a, b));
    });
    connect(m_plot, &Plot::left, this, [this] { Q_EMIT hint({}); });
    InferenceDesk &desk = document.inference();
    for (auto signal :
         {&InferenceDesk::cloudChanged, &InferenceDesk::observationChanged, &InferenceDesk::displayChanged})
        connect(&desk, signal, this, [this] { note(InferenceChange); });
    note(InferenceChange);
    setWhatsThis(
        tr("Simulations from the prior, and what is observed. Drag the observation: the posterior follows. "
           "Click a simulated point to take it, whose truth is known. A left drag elsewhere zooms, Home "
           "shows everything."));
}

bool DataSpaceView::isJet() const {
    return areLeaves(desk().simulator());
}

std::pair<int, int> DataSpaceView::coordinates() const {
    const int last = static_cast<int>(desk().simulator().data().size()) - 1;
    const InferenceDisplay &display = session().inferenceDisplay;
    return {std::min(display.across, last), std::min(display.up, last)};
}

void DataSpaceView::refresh(Changes changes) {
    if (changes & ThemeChange)
        m_plot->wear(theme());
    m_plot->setVisible(desk().cloud() != nullptr);
    if (!desk().cloud())
        return update();
    if (changes & ThemeChange || m_shown != desk().cloud() || m_shownCoordinates != coordinates())
        showCloud();
    m_plot->update();
}

void DataSpaceView::showCloud() {
    const Simulations &cloud = *desk().cloud();
    const auto &names = desk().simulator().data();
    const auto [across, up] = coordinates();
    const QColor colour = m_plot->theme().muted;
    const auto column = [&cloud](int k) {
        const auto values = cloud.x.col(k);
        return std::vector<double>(values.begin(), values.end());
    };
    const std::vector<double> x = column(across), y = column(up);
    m_isWhole = {isWhole(x), isWhole(y)};
    m_plot->xAxis->setTicker(tickerFor(m_isWhole[0]));
    m_plot->yAxis->setTicker(tickerFor(isOneNumber() || m_isWhole[1]));
    m_plot->xAxis->setLabel(symbolText(names[static_cast<std::size_t>(across)]));
    m_bars->setVisible(isOneNumber());
    m_points->setVisible(!isOneNumber());
    m_leaves.clear();
    QRectF home;
    if (isJet()) {
        home = showLeaves(cloud);
    } else if (isOneNumber()) {
        const DataBins bins(x);
        m_bars->setData(bins.centres(), bins.counts());
        m_bars->setWidth(bins.width());
        m_bars->setPen(Qt::NoPen);
        m_bars->setBrush(faded(colour, 0.5));
        m_plot->yAxis->setLabel(tr("Simulations"));
        home = QRectF(bins.extent().low, 0, bins.extent().length(), 1.1 * bins.highest());
    } else {
        m_points->setData(QVector<double>(x.begin(), x.end()), QVector<double>(y.begin(), y.end()));
        m_points->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, faded(colour, 0.55), 3.4));
        m_plot->yAxis->setLabel(symbolText(names[static_cast<std::size_t>(up)]));
        const Extent open{-INFINITY, INFINITY}, wide = extentOf(x, open), tall = extentOf(y, open);
        home = QRectF(wide.low, tall.low, wide.length(), tall.length());
    }
    const bool other = !m_shown || m_shown->x.cols() != cloud.x.cols() || m_shownCoordinates != coordinates();
    m_shown = desk().cloud();
    m_shownCoordinates = coordinates();
    m_plot->setHome(home);
    if (other)
        m_plot->home();
    m_plot->replotSoon();
}

/// Leaves of all jets, seen along their axes. \return what of the plane to show.
QRectF DataSpaceView::showLeaves(const Simulations &cloud) {
    m_leaves = leavesOf(cloud);
    std::vector<double> across, up;
    for (const CloudLeaf &leaf : m_leaves) {
        across.push_back(leaf.across);
        up.push_back(leaf.up);
    }
    m_isWhole = {false, false};
    m_points->setData(QVector<double>(across.begin(), across.end()), QVector<double>(up.begin(), up.end()));
    m_points->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssDisc, faded(m_plot->theme().muted, 0.4), 2.6));
    m_plot->xAxis->setLabel(tr("Angle from the axis of the jet, across [mrad]"));
    m_plot->yAxis->setLabel(tr("Angle up [mrad]"));
    const Extent open{-INFINITY, INFINITY}, wide = extentOf(across, open), tall = extentOf(up, open);
    return {wide.low, tall.low, wide.length(), tall.length()};
}

// The observation

QPointF DataSpaceView::observationPixel() const {
    const Draws &x = desk().observed().x;
    const auto [across, up] = coordinates();
    if (isOneNumber())
        return {m_plot->toPixel({x(0, 0), 0}).x(), m_plot->frame().center().y()};
    return m_plot->toPixel({x(0, across), x(0, up)});
}

bool DataSpaceView::isAtObservation(QPointF pixel) const {
    if (isJet())
        return false; // its leaves belong together
    const QPointF away = pixel - observationPixel();
    return isOneNumber() ? std::fabs(away.x()) <= 7 && m_plot->frame().contains(pixel)
                         : std::hypot(away.x(), away.y()) <= 12;
}

Eigen::Index DataSpaceView::simulationAt(QPointF pixel) const {
    const auto [across, up] = coordinates();
    Eigen::Index nearest = -1;
    double least = 8;
    auto meet = [&](Eigen::Index row, double x, double y) {
        const QPointF away = m_plot->toPixel({x, y}) - pixel;
        const double distance = isOneNumber() ? std::fabs(away.x()) : std::hypot(away.x(), away.y());
        if (distance < least) {
            least = distance;
            nearest = row;
        }
    };
    for (const CloudLeaf &leaf : m_leaves)
        meet(leaf.simulation, leaf.across, leaf.up);
    for (Eigen::Index row = 0; row < desk().cloud()->x.rows() && !isJet(); ++row)
        meet(row, desk().cloud()->x(row, across), desk().cloud()->x(row, up));
    return nearest;
}

bool DataSpaceView::eventFilter(QObject *watched, QEvent *event) {
    const auto type = event->type();
    const bool press = type == QEvent::MouseButtonPress || type == QEvent::MouseButtonDblClick;
    if (!desk().cloud() || (!press && type != QEvent::MouseMove && type != QEvent::MouseButtonRelease))
        return View::eventFilter(watched, event);
    const auto *mouse = static_cast<QMouseEvent *>(event);
    if (press && mouse->button() == Qt::LeftButton && mouse->modifiers() == Qt::NoModifier &&
        isAtObservation(mouse->position())) {
        document().endGesture();
        m_plot->setCursor(Qt::ClosedHandCursor);
        return m_dragging = true;
    }
    if (m_dragging && type == QEvent::MouseMove) {
        drag(mouse->position());
        return true;
    }
    if (m_dragging && type == QEvent::MouseButtonRelease) {
        m_dragging = false;
        document().endGesture();
        m_plot->unsetCursor();
        return true;
    }
    return View::eventFilter(watched, event);
}

void DataSpaceView::drag(QPointF pixel) {
    const QRectF frame = m_plot->frame();
    const QPointF place = m_plot->toPlace({std::clamp(pixel.x(), frame.left(), frame.right()),
                                           std::clamp(pixel.y(), frame.top(), frame.bottom())});
    const auto [across, up] = coordinates();
    std::vector<std::pair<int, double>> moved{{across, m_isWhole[0] ? std::round(place.x()) : place.x()}};
    if (!isOneNumber() && up != across)
        moved.emplace_back(up, m_isWhole[1] ? std::round(place.y()) : place.y());
    desk().moveObservation(moved);
    hover(pixel);
}

void DataSpaceView::hover(QPointF pixel) {
    refreshNow();
    if (!desk().cloud())
        return;
    const auto [across, up] = coordinates();
    const auto &names = desk().simulator().data();
    auto said = [&](int k, double value) {
        return QStringLiteral("%1 = %2").arg(symbolText(names[static_cast<std::size_t>(k)]),
                                             numberText(value));
    };
    const bool at = m_dragging || isAtObservation(pixel);
    if (!m_dragging)
        at ? m_plot->setCursor(Qt::OpenHandCursor) : m_plot->unsetCursor();
    const QPointF place = m_plot->toPlace(pixel);
    if (at) {
        const Draws &x = desk().observed().x;
        Q_EMIT hint(
            tr("Observation   %1   (drag it)")
                .arg(said(across, x(0, across)) + (isOneNumber() ? QString() : "   " + said(up, x(0, up)))));
    } else if (const Eigen::Index row = isOneNumber() ? -1 : simulationAt(pixel); row >= 0) {
        const auto &parameters = desk().simulator().parameters();
        QStringList truth;
        for (std::size_t k = 0; k < std::min<std::size_t>(parameters.size(), 4); ++k)
            truth << QStringLiteral("%1 = %2").arg(
                symbolText(parameters[k]),
                numberText(desk().cloud()->theta(row, static_cast<Eigen::Index>(k))));
        Q_EMIT hint(tr("Simulated at %1   (a click observes it)").arg(truth.join(QStringLiteral("   "))));
    } else if (isJet()) {
        Q_EMIT hint(tr("%1 mrad across, %2 mrad up").arg(numberText(place.x()), numberText(place.y())));
    } else {
        Q_EMIT hint(said(across, place.x()) + (isOneNumber() ? QString() : "   " + said(up, place.y())));
    }
}

void DataSpaceView::click(QPointF pixel) {
    refreshNow();
    if (!desk().cloud() || !m_plot->frame().contains(pixel))
        return;
    if (const Eigen::Index row = simulationAt(pixel); row >= 0)
        desk().takeSimulated(row);
}

} // namespace quincunx
