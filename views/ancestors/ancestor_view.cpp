#include "views/ancestors/ancestor_view.h"

#include "core/trees/ancestor_depth.h"
#include "views/geometry/axis_scale.h"
#include "views/style/colours.h"
#include "views/trees/tree_furniture.h"

#include <QPainter>

#include <algorithm>

namespace quincunx {
namespace {

constexpr std::size_t enough = 1000; // samples for a mean that is seen as a colour

} // namespace

View *makeAncestorView(Document &document, QWidget *parent) {
    return new AncestorView(document, parent);
}

AncestorView::AncestorView(Document &document, QWidget *parent)
    : TreesView(QStringLiteral("ancestors"), document, parent) {
    setWhatsThis(tr("How many splittings below the root two leaves part: bright pairs stay together long."));
}

bool AncestorView::ofPosterior() const {
    return display().depthOf == TreesDisplay::Depth::Posterior && !result()->samples.empty();
}

Eigen::MatrixXd AncestorView::depths() const {
    if (ofPosterior())
        return meanAncestorDepth(
            std::span(result()->samples).first(std::min(enough, result()->samples.size())));
    return meanAncestorDepth({&result()->reference(display().reference)->tree, 1});
}

QRectF AncestorView::squareIn(const QRectF &area) const {
    const double line = QFontMetricsF(smallFont()).height();
    const QRectF room = area.adjusted(54, 10, -74, -2 * line - 12);
    const double side = std::max(10., std::min(room.width(), room.height()));
    return {room.left() + (room.width() - side) / 2, room.top() + (room.height() - side) / 2, side, side};
}

void AncestorView::paintTrees(QPainter &painter, const QRectF &area, const Theme &theme,
                              bool transient) const {
    painter.setFont(smallFont());
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height();
    const Eigen::MatrixXd depth = depths();
    // A leaf with itself is no pair: it would take the bright end of the colours.
    Eigen::MatrixXd pairs = depth;
    pairs.diagonal().setZero();
    const double deepest = std::max(0.1, pairs.maxCoeff());
    const QRectF square = squareIn(area);
    const std::vector<int> &order = result()->order;
    const double cell = square.width() / static_cast<double>(order.size());
    painter.setRenderHint(QPainter::Antialiasing, false);
    auto box = [&](std::size_t row, std::size_t column) {
        return QRectF(square.left() + static_cast<double>(column) * cell,
                      square.top() + static_cast<double>(row) * cell, cell, cell);
    };
    auto isIn = [&](Cluster cluster, std::size_t k) { return (cluster & clusterOf(order[k])) != 0; };
    const Cluster hovered = transient ? document().trees().hovered() : 0;
    const Cluster chosen = document().trees().chosen();
    for (std::size_t row = 0; row < order.size(); ++row)
        for (std::size_t column = 0; column < order.size(); ++column)
            painter.fillRect(box(row, column),
                             row == column ? theme.grid
                                           : sequentialColour(depth(order[row], order[column]) / deepest));
    for (const auto &[cluster, colour] : {std::pair{chosen, theme.selection}, {hovered, theme.hover}})
        for (std::size_t k = 0; k < order.size(); ++k)
            if (isIn(cluster, k)) {
                painter.fillRect(QRectF(square.left() - 4, box(k, 0).top(), 3, cell), colour);
                painter.fillRect(QRectF(box(0, k).left(), square.bottom() + 1, cell, 3), colour);
            }

    paintLeafLabels(painter, QRectF(square.left(), square.bottom() + 5, square.width(), line),
                    result()->leaves, order, theme.text);
    double free = square.top() - 20;
    painter.setPen(theme.text);
    for (std::size_t k = 0; k < order.size(); ++k) {
        const double middle = box(k, 0).center().y();
        if (middle - line / 2 < free - 2)
            continue;
        free = middle + line / 2;
        painter.drawText(QRectF(square.left() - 56, middle - line / 2, 50, line),
                         Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(QString::fromStdString(
                                                result()->leaves.labels[static_cast<std::size_t>(order[k])]),
                                            Qt::ElideRight, 50));
    }
    painter.setPen(theme.muted);
    painter.drawText(
        QRectF(area.left() + 10, square.bottom() + 7 + line, area.width() - 20, line), Qt::AlignCenter,
        ofPosterior()
            ? tr("Depth of the common ancestor, mean over the posterior")
            : tr("Depth of the common ancestor in: %1")
                  .arg(QString::fromStdString(result()->reference(display().reference)->title).toLower()));
    paintScale(painter, square, deepest, theme);
}

void AncestorView::paintScale(QPainter &painter, const QRectF &square, double deepest,
                              const Theme &theme) const {
    const QRectF bar(square.right() + 14, square.top(), 12, square.height());
    QLinearGradient gradient(bar.bottomLeft(), bar.topLeft());
    for (int k = 0; k <= 16; ++k)
        gradient.setColorAt(k / 16., sequentialColour(k / 16.));
    painter.fillRect(bar, gradient);
    painter.setPen(theme.muted);
    const double line = QFontMetricsF(painter.font()).height();
    const AxisScale scale{0, deepest, false};
    for (const AxisTick &tick : scale.ticks(static_cast<int>(bar.height() / 30))) {
        const double y = bar.bottom() - scale.fraction(tick.value) * bar.height();
        painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 4, y));
        painter.drawText(QRectF(bar.right() + 7, y - line / 2, 36, line), Qt::AlignLeft | Qt::AlignVCenter,
                         tick.text);
    }
}

std::pair<int, int> AncestorView::pairAt(QPointF pixel) const {
    const QRectF square = squareIn(rect());
    if (!square.contains(pixel))
        return {-1, -1};
    const std::vector<int> &order = result()->order;
    auto index = [&](double fraction) {
        return order[std::min(order.size() - 1,
                              static_cast<std::size_t>(fraction * static_cast<double>(order.size())))];
    };
    return {index((pixel.y() - square.top()) / square.height()),
            index((pixel.x() - square.left()) / square.width())};
}

Cluster AncestorView::clusterAt(QPointF pixel) const {
    const auto [a, b] = pairAt(pixel);
    return a < 0 ? 0 : clusterOf(a) | clusterOf(b);
}

QString AncestorView::hintAt(QPointF pixel) const {
    const auto [a, b] = pairAt(pixel);
    if (a < 0)
        return {};
    const auto label = [this](int leaf) {
        return QString::fromStdString(result()->leaves.labels[static_cast<std::size_t>(leaf)]);
    };
    const QString depth = QString::number(depths()(a, b), 'f', 2);
    return a == b ? tr("%1 is %2 splittings below the root").arg(label(a), depth)
                  : tr("%1 and %2 part %3 splittings below the root").arg(label(a), label(b), depth);
}

} // namespace quincunx
