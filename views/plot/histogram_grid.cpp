#include "views/plot/histogram_grid.h"

#include "views/plot/tickers.h"
#include "views/style/colours.h"

namespace quincunx {
namespace {

/// The outline of the bars: down to zero at both ends.
QCPGraph *addCurve(QCPAxisRect &rect, const HistogramPanel &panel, const HistogramPanel::Curve &curve,
                   QColor colour) {
    auto *graph = new QCPGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    graph->setName(curve.label);
    graph->setLineStyle(QCPGraph::lsStepLeft);
    graph->setAdaptiveSampling(true);
    graph->setPen(QPen(colour, 1.3));
    colour.setAlphaF(0.18F);
    graph->setBrush(colour);
    const double width = (panel.high - panel.low) / static_cast<double>(curve.density.size());
    for (std::size_t bin = 0; bin < curve.density.size(); ++bin)
        graph->addData(panel.low + static_cast<double>(bin) * width, curve.density[bin]);
    graph->addData(panel.high, 0);
    return graph;
}

QCPGraph *addMark(QCPAxisRect &rect, const HistogramPanel &panel, double height, const Theme &theme) {
    auto *line = new QCPGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    const bool inside = *panel.mark >= panel.low && *panel.mark <= panel.high;
    const double x = std::clamp(*panel.mark, panel.low, panel.high); // beyond: dotted at that end
    line->setPen(QPen(theme.selection, 2, inside ? Qt::SolidLine : Qt::DotLine));
    line->setData({x, x}, {0, height});
    return line;
}

} // namespace

void showHistograms(Plot &plot, const std::vector<HistogramPanel> &panels, const QString &markTitle) {
    const Theme &theme = plot.theme();
    plot.clearPlottables();
    plot.plotLayout()->clear();
    for (std::size_t k = 0; k < panels.size(); ++k) {
        const HistogramPanel &panel = panels[k];
        auto *rect = new QCPAxisRect(&plot);
        plot.plotLayout()->addElement(static_cast<int>(k / 2), static_cast<int>(k % 2), rect);
        QCPAxis *x = rect->axis(QCPAxis::atBottom), *y = rect->axis(QCPAxis::atLeft);
        x->setTicker(QSharedPointer<QCPAxisTicker>(new PlotTicker));
        x->setLabel(panel.title);
        y->setTicks(false);
        y->setTickLabels(false);
        y->grid()->setVisible(false);
        double highest = 0;
        QCPLegend *legend = nullptr;
        if (k == 0) { // one for all
            legend = new QCPLegend;
            rect->insetLayout()->addElement(legend, Qt::AlignTop | Qt::AlignRight);
            legend->setIconSize(14, 8);
            legend->setMargins({4, 2, 4, 2});
            legend->setRowSpacing(0);
        }
        auto name = [&](QCPGraph *graph) {
            if (legend)
                legend->addItem(new QCPPlottableLegendItem(legend, graph));
        };
        for (std::size_t c = 0; c < panel.curves.size(); ++c) {
            name(addCurve(*rect, panel, panel.curves[c], jetColour(theme, static_cast<int>(c))));
            for (const double density : panel.curves[c].density)
                highest = std::max(highest, density);
        }
        highest = highest > 0 ? 1.1 * highest : 1;
        if (panel.mark) {
            QCPGraph *line = addMark(*rect, panel, highest, theme);
            line->setName(markTitle);
            name(line);
        }
        x->setRange(panel.low, panel.high);
        y->setRange(0, highest);
    }
    plot.wear(theme);
    plot.replotSoon();
}

} // namespace quincunx
