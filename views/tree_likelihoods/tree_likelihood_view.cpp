#include "views/tree_likelihoods/tree_likelihood_view.h"

#include "views/geometry/axis_scale.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace quincunx {

View *makeTreeLikelihoodView(Document &document, QWidget *parent) {
    return new TreeLikelihoodView(document, parent);
}

TreeLikelihoodView::TreeLikelihoodView(Document &document, QWidget *parent)
    : TreesView(QStringLiteral("tree-likelihoods"), document, parent) {
    setWhatsThis(
        tr("The log-likelihoods of the sampled trees. The most probable tree stands at the right, where "
           "there are hardly any trees: it is not a typical one."));
}

QString TreeLikelihoodView::emptyMessage() const {
    return noSamplesMessage();
}

Histogram TreeLikelihoodView::histogram() const {
    // All samples, and the trees that are not much further away than samples are from each other.
    auto [low, high] = std::ranges::minmax(result()->sampleScores);
    const double spread = std::max(high - low, 1.);
    const double lowest = low - spread;
    for (const FoundTree *tree : result()->shown(display()))
        if (tree->logLikelihood >= lowest) {
            low = std::min(low, tree->logLikelihood);
            high = std::max(high, tree->logLikelihood);
        }
    const double margin = 0.04 * (high - low) + 0.2;
    Histogram histogram({40, low - margin, high + margin});
    for (double score : result()->sampleScores)
        histogram.fill(score);
    return histogram;
}

PlotFrame TreeLikelihoodView::frameIn(const QRectF &area, const Histogram &histogram) const {
    constexpr double headroom = 1.6; // for the names of trees
    double most = 1;
    for (int bin = 0; bin < histogram.binning().bins; ++bin)
        most = std::max(most, histogram.count(bin));
    return PlotFrame(area, QFontMetricsF(smallFont()).height(),
                     {histogram.binning().low, histogram.binning().high, false}, {0, headroom * most, false});
}

void TreeLikelihoodView::paintTrees(QPainter &painter, const QRectF &area, const Theme &theme, bool) const {
    painter.setFont(smallFont());
    const Histogram histogram = this->histogram();
    const PlotFrame frame = frameIn(area, histogram);
    painter.setRenderHint(QPainter::Antialiasing, false);
    QColor fill = theme.accent;
    fill.setAlphaF(0.45f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    const Binning &bins = histogram.binning();
    for (int bin = 0; bin < bins.bins; ++bin)
        if (histogram.count(bin) > 0)
            painter.drawRect(QRectF(frame.pixel(bins.low + bin * bins.width(), histogram.count(bin)),
                                    frame.pixel(bins.low + (bin + 1) * bins.width(), 0))
                                 .adjusted(0, 0, -1, 0));
    paintPlotFrame(painter, frame, tr("ln L of the tree"),
                   tr("Samples, of %1").arg(result()->sampleScores.size()), theme);
    painter.setRenderHint(QPainter::Antialiasing);
    paintMarks(painter, frame, theme);
}

void TreeLikelihoodView::paintMarks(QPainter &painter, const PlotFrame &frame, const Theme &theme) const {
    const QFontMetricsF metrics(painter.font());
    struct Mark {
        QString text;
        QColor colour;
        QRectF box;
    };
    std::vector<Mark> marks;
    for (const FoundTree *tree : result()->shown(display())) {
        Mark mark{
            QString::fromStdString(tree->title) + u' ', theme.jets[marks.size() % theme.jets.size()], {}};
        mark.text += std::isfinite(tree->logLikelihood)
                         ? withMinus(QString::number(tree->logLikelihood, 'f', 1))
                         : tr("forbidden");
        const bool inside = tree->logLikelihood >= frame.x.low;
        const double x = inside ? frame.pixelX(tree->logLikelihood) : frame.canvas.left();
        if (!inside)
            mark.text.prepend(QStringLiteral("◂ ")); // further to the left
        mark.box =
            QRectF(0, frame.canvas.top() - 6, metrics.horizontalAdvance(mark.text) + 6, metrics.height());
        mark.box.moveLeft(x + mark.box.width() + 4 > frame.canvas.right() + 12 ? x - mark.box.width() - 3
                                                                               : x + 3);
        while (std::ranges::any_of(marks, [&](const Mark &other) { return other.box.intersects(mark.box); }))
            mark.box.translate(0, mark.box.height() + 1);
        if (inside) {
            painter.setPen(QPen(mark.colour, 2));
            painter.drawLine(QPointF(x, frame.canvas.bottom()), QPointF(x, mark.box.top()));
        }
        marks.push_back(mark);
    }
    QColor paper = theme.canvas;
    paper.setAlphaF(0.9f);
    for (const Mark &mark : marks) {
        painter.fillRect(mark.box, paper);
        painter.setPen(mark.colour);
        painter.drawText(mark.box, Qt::AlignCenter, mark.text);
    }
}

QString TreeLikelihoodView::hintAt(QPointF pixel) const {
    const Histogram histogram = this->histogram();
    const PlotFrame frame = frameIn(rect(), histogram);
    const Binning &bins = histogram.binning();
    const int bin = bins.index(frame.valueX(pixel.x()));
    if (!frame.canvas.contains(pixel) || bin < 0 || bin >= bins.bins)
        return {};
    return tr("ln L %1 … %2: %3 of %4 samples")
        .arg(bins.low + bin * bins.width(), 0, 'f', 2)
        .arg(bins.low + (bin + 1) * bins.width(), 0, 'f', 2)
        .arg(histogram.count(bin))
        .arg(result()->sampleScores.size());
}

} // namespace quincunx
