#include "views/data_space/data_space_view.h"
#include "views/geometry/labels.h"
#include "views/inference/data_bins.h"
#include "views/inference/inference_style.h"

#include <QPainter>

namespace quincunx {

void DataSpaceView::paintObservations(QPainter &painter) const {
    if (!desk().cloud())
        return;
    const Theme &theme = m_plot->theme();
    const QPointF at = observationPixel();
    painter.save();
    painter.setClipRect(m_plot->frame());
    painter.setRenderHint(QPainter::Antialiasing);
    const Draws &x = desk().observed().x;
    if (isJet()) {
        paintJet(
            painter, seenLeaves(rowOf(x, 0)), [this](QPointF place) { return m_plot->toPixel(place); },
            theme);
        return painter.restore();
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(observationColour(theme), 0.7));
    const auto [across, up] = coordinates();
    const QRectF frame = m_plot->frame();
    for (Eigen::Index row = 1; row < x.rows() && !isOneNumber(); ++row)
        painter.drawEllipse(m_plot->toPixel({x(row, across), x(row, up)}), 2.6, 2.6);
    if (isOneNumber()) {
        paintObservedBins(painter);
        painter.setPen(QPen(observationColour(theme), 2));
        painter.drawLine(QPointF(at.x(), frame.top()), QPointF(at.x(), frame.bottom()));
    }
    paintObservation(painter, at, theme);
    painter.restore();
}

/// All observations as an outline over the bars, as high as if there were as many as simulations.
void DataSpaceView::paintObservedBins(QPainter &painter) const {
    const Draws &seen = desk().observed().x, &cloud = desk().cloud()->x;
    if (seen.rows() < 2)
        return;
    const DataBins bins({cloud.col(0).begin(), cloud.col(0).end()});
    const QVector<double> counts = bins.countsOf({seen.col(0).begin(), seen.col(0).end()}),
                          centres = bins.centres();
    const double scale = static_cast<double>(cloud.rows()) / static_cast<double>(seen.rows());
    QPolygonF steps;
    for (int bin = 0; bin < counts.size(); ++bin)
        for (double side : {-0.5, 0.5})
            steps << m_plot->toPixel({centres[bin] + side * bins.width(), scale * counts[bin]});
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(observationColour(m_plot->theme()), 1.4));
    painter.drawPolyline(steps);
}

void DataSpaceView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().canvas);
    if (!desk().cloud())
        paintMessage(painter, rect(), desk().cloudMessage(), theme().muted);
}

void DataSpaceView::resizeEvent(QResizeEvent *) {
    m_plot->setGeometry(rect());
}

void DataSpaceView::paintFigure(QPainter &painter, const QRectF &area, const Theme &theme) {
    refreshNow();
    painter.save();
    painter.fillRect(area, theme.canvas);
    if (!desk().cloud()) {
        paintMessage(painter, area, desk().cloudMessage(), theme.muted);
    } else {
        const double line = QFontMetricsF(painter.font()).height();
        painter.setPen(theme.text);
        painter.drawText(QRectF(area.left() + 10, area.top() + 4, area.width() - 20, line + 4),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         tr("%1: simulations from the prior, and the observation")
                             .arg(QString::fromStdString(desk().simulatorKind().title)));
        m_forFigure = true;
        m_plot->wear(theme);
        showCloud();
        m_plot->paint(painter, area.adjusted(0, line + 10, 0, 0));
        m_forFigure = false;
        m_plot->wear(this->theme());
        showCloud();
    }
    painter.restore();
}

} // namespace quincunx
