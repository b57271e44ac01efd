#include "views/likelihood_surface/likelihood_surface_view.h"

#include "core/ginkgo/ginkgo_settings.h"
#include "views/geometry/axis_scale.h"
#include "views/likelihood_surface/contour.h"
#include "views/style/colours.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

constexpr double colourReach = 12; // how far below the largest ln Z colours reach

double rounded(double value) {
    return QString::number(value, 'g', 3).toDouble();
}

} // namespace

View *makeLikelihoodSurfaceView(Document &document, QWidget *parent) {
    return new LikelihoodSurfaceView(document, parent);
}

LikelihoodSurfaceView::LikelihoodSurfaceView(Document &document, QWidget *parent)
    : TreesView(QStringLiteral("ln-z"), document, parent) {
    setWhatsThis(
        tr("The likelihood of the jet, summed over all trees, under other rates. A click takes the rates "
           "that are there for the density."));
}

QString LikelihoodSurfaceView::emptyMessage() const {
    if (!result() || result()->scan)
        return TreesView::emptyMessage();
    if (result()->leaves.data.momenta.empty())
        return tr("A table has no shower whose rates could be scanned");
    if (!result()->waiting.empty())
        return QString::fromStdString(result()->waiting);
    return document().trees().job().isRunning() ? tr("Scanning λ and the cut-off …")
                                                : tr("There is no scan for this density or so many leaves");
}

PlotFrame LikelihoodSurfaceView::frameIn(const QRectF &area) const {
    return PlotFrame(area.adjusted(0, 0, -74, 0), QFontMetricsF(smallFont()).height(),
                     {scan().lambdas.front(), scan().lambdas.back(), false},
                     {scan().cuts.front(), scan().cuts.back(), true});
}

double LikelihoodSurfaceView::heaviestLeaf() const {
    double heaviest = 0;
    if (result()->density() == "exact")
        for (const FourMomentum &leaf : result()->leaves.data.momenta)
            heaviest = std::max(heaviest, leaf.massSquared());
    return heaviest;
}

std::pair<Eigen::Index, Eigen::Index> LikelihoodSurfaceView::best() const {
    const auto first = std::ranges::lower_bound(scan().cuts, heaviestLeaf()) - scan().cuts.begin();
    const Eigen::Index columns = scan().logZ.cols() - first;
    if (columns <= 0)
        return scan().best();
    std::pair<Eigen::Index, Eigen::Index> at;
    scan().logZ.rightCols(columns).maxCoeff(&at.first, &at.second);
    return {at.first, at.second + first};
}

QPointF LikelihoodSurfaceView::pixelOf(const PlotFrame &frame, double row, double column) const {
    const double rows = static_cast<double>(scan().lambdas.size()) - 1;
    const double columns = static_cast<double>(scan().cuts.size()) - 1;
    return {frame.canvas.left() + row / rows * frame.canvas.width(),
            frame.canvas.bottom() - column / columns * frame.canvas.height()};
}

void LikelihoodSurfaceView::paintTrees(QPainter &painter, const QRectF &area, const Theme &theme,
                                       bool) const {
    painter.setFont(smallFont());
    const PlotFrame frame = frameIn(area);
    paintSurface(painter, frame);
    paintPlotFrame(painter, frame, tr("Rate λ"), tr("Cut-off t [GeV²]"), theme);
    paintMarks(painter, frame, theme);
    paintScale(painter, QRectF(frame.canvas.right() + 22, frame.canvas.top(), 12, frame.canvas.height()),
               theme);
}

void LikelihoodSurfaceView::paintSurface(QPainter &painter, const PlotFrame &frame) const {
    const Eigen::MatrixXd &logZ = scan().logZ;
    const auto [bestRow, bestColumn] = best();
    const double highest = logZ(bestRow, bestColumn);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setClipRect(frame.canvas);
    for (Eigen::Index row = 0; row < logZ.rows(); ++row)
        for (Eigen::Index column = 0; column < logZ.cols(); ++column) {
            if (!std::isfinite(logZ(row, column)))
                continue;
            const auto x = static_cast<double>(row), y = static_cast<double>(column);
            const QRectF cell(pixelOf(frame, x - 0.5, y + 0.5), pixelOf(frame, x + 0.5, y - 0.5));
            painter.fillRect(cell.adjusted(-0.5, -0.5, 0.5, 0.5),
                             sequentialColour(1 - (highest - logZ(row, column)) / colourReach));
        }
    painter.setRenderHint(QPainter::Antialiasing);
    for (double below : {0.5, 2., 4.5, 8.}) {
        painter.setPen(QPen(QColor(255, 255, 255, 200), below < 1 ? 1.8 : 1));
        for (const QLineF &piece : contour(logZ, highest - below)) // x: cuts, y: lambdas
            painter.drawLine(pixelOf(frame, piece.y1(), piece.x1()), pixelOf(frame, piece.y2(), piece.x2()));
    }
    if (const double cut = heaviestLeaf(); cut > frame.y.low) { // below, a leaf would have split
        QColor veil(Qt::black);
        veil.setAlphaF(0.55f);
        const QRectF beyond(QPointF(frame.canvas.left(), frame.pixelY(cut)), frame.canvas.bottomRight());
        painter.fillRect(beyond, veil);
        painter.setPen(Qt::white);
        painter.drawText(beyond.adjusted(6, 3, -6, -3), Qt::AlignLeft | Qt::AlignBottom,
                         tr("here a leaf would have split"));
    }
    painter.restore();
}

void LikelihoodSurfaceView::paintMarks(QPainter &painter, const PlotFrame &frame, const Theme &theme) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetricsF metrics(painter.font());
    const auto [row, column] = best();
    const QPointF likely = pixelOf(frame, static_cast<double>(row), static_cast<double>(column));
    const TreesSettings &now = result()->settings;
    const QPointF density = frame.pixel(now.lambda, now.tCut);
    const GinkgoSettings shower = ginkgoKinds().at(now.kind).settings;
    const QPointF truth = frame.pixel(shower.lambda, shower.tCut);
    const bool known = now.source == TreesSettings::Source::Ginkgo;
    std::vector<QRectF> taken;
    for (const QPointF &at : {likely, density, truth})
        taken.emplace_back(at.x() - 8, at.y() - 8, 16, 16);
    auto name = [&](QPointF at, const QString &text) {
        QRectF box(at.x() + 9, at.y() - metrics.height() - 2, metrics.horizontalAdvance(text) + 8,
                   metrics.height() + 2);
        if (box.right() > frame.canvas.right())
            box.moveRight(at.x() - 9);
        if (box.top() < frame.canvas.top())
            box.moveTop(at.y() + 4);
        while (std::ranges::any_of(taken, [&](const QRectF &other) { return other.intersects(box); }))
            box.translate(0, box.height());
        taken.push_back(box);
        QColor paper = theme.canvas;
        paper.setAlphaF(0.85f);
        painter.setPen(Qt::NoPen);
        painter.setBrush(paper);
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(theme.text);
        painter.drawText(box, Qt::AlignCenter, text);
    };
    auto symbol = [&](QPointF at, bool cross) {
        for (const auto &[colour, width] : {std::pair{QColor(Qt::black), 4.5}, {QColor(Qt::white), 2.}}) {
            painter.setPen(QPen(colour, width));
            painter.setBrush(Qt::NoBrush);
            if (cross) {
                painter.drawLine(at - QPointF(5, 5), at + QPointF(5, 5));
                painter.drawLine(at - QPointF(5, -5), at + QPointF(5, -5));
            } else {
                painter.drawEllipse(at, 6, 6);
            }
        }
    };
    name(likely, tr("most likely"));
    if (known)
        name(truth, truth == density ? tr("true, and of the density") : tr("true"));
    if (!known || truth != density)
        name(density, tr("of the density"));
    symbol(likely, true); // never under a name
    symbol(density, false);
    if (known)
        symbol(truth, false);
    painter.restore();
}

void LikelihoodSurfaceView::paintScale(QPainter &painter, const QRectF &bar, const Theme &theme) const {
    QLinearGradient gradient(bar.bottomLeft(), bar.topLeft());
    for (int k = 0; k <= 16; ++k)
        gradient.setColorAt(k / 16., sequentialColour(k / 16.));
    painter.fillRect(bar, gradient);
    painter.setPen(theme.text);
    const auto [row, column] = best();
    const double line = QFontMetricsF(painter.font()).height();
    for (double below = 0; below <= colourReach; below += 4) {
        const double y = bar.top() + below / colourReach * bar.height();
        painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 4, y));
        painter.drawText(QRectF(bar.right() + 7, y - line / 2, 40, line), Qt::AlignLeft | Qt::AlignVCenter,
                         below == 0 ? withMinus(QString::number(scan().logZ(row, column), 'f', 1))
                                    : QStringLiteral("−%1").arg(below));
    }
    painter.drawText(QRectF(bar.left() - 14, bar.bottom() + 6, 74, line), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("ln Z"));
}

QString LikelihoodSurfaceView::hintAt(QPointF pixel) const {
    const PlotFrame frame = frameIn(rect());
    if (!frame.canvas.contains(pixel))
        return {};
    auto nearest = [](double fraction, std::size_t count) {
        return static_cast<Eigen::Index>(std::lround(fraction * static_cast<double>(count - 1)));
    };
    const double logZ =
        scan().logZ(nearest((pixel.x() - frame.canvas.left()) / frame.canvas.width(), scan().lambdas.size()),
                    nearest((frame.canvas.bottom() - pixel.y()) / frame.canvas.height(), scan().cuts.size()));
    return tr("λ %1   t_cut %2 GeV²   ln Z %3   (a click takes these rates)")
        .arg(numberText(frame.valueX(pixel.x())), numberText(frame.valueY(pixel.y())),
             std::isfinite(logZ) ? numberText(logZ) : tr("−∞: every tree is forbidden"));
}

void LikelihoodSurfaceView::mouseReleaseEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton || !emptyMessage().isEmpty())
        return;
    const PlotFrame frame = frameIn(rect());
    if (!frame.canvas.contains(event->position()))
        return;
    document().change(tr("Take other rates"), [&](Session &session) {
        session.trees.lambda = rounded(frame.valueX(event->position().x()));
        session.trees.tCut = rounded(frame.valueY(event->position().y()));
    });
}

} // namespace quincunx
