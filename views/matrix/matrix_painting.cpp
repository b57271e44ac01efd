// What MatrixView paints around and above the matrix.
#include "views/matrix/matrix_view.h"

#include "views/style/colours.h"

#include <QPainter>

#include <algorithm>

namespace quincunx {
namespace {

QFont sized(QFont font, int pixels) {
    font.setPixelSize(pixels);
    return font;
}

/// A line that is seen on every colour.
void paintFrame(QPainter &painter, const QRectF &rect, const QColor &colour, const QColor &halo) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(halo, 3));
    painter.drawRect(rect);
    painter.setPen(QPen(colour, 1.4));
    painter.drawRect(rect);
}

/// Text that reads upwards, its end at the upper end of `box`.
void paintUpwards(QPainter &painter, const QRectF &box, const QString &text) {
    painter.save();
    painter.translate(box.bottomLeft());
    painter.rotate(-90);
    painter.drawText(QRectF(0, 0, box.height(), box.width()), Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(box.height())));
    painter.restore();
}

} // namespace

void MatrixView::paintContents(QPainter &painter, const MatrixLayout &layout, const Theme &theme,
                               bool transient) const {
    painter.save();
    painter.setFont(sized(painter.font(), 11));
    paintStrips(painter, layout, theme);
    paintTicks(painter, layout, theme);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_smallest) {
        paintBar(painter, layout, theme);
        paintSmallest(painter, layout, theme);
    }
    if (transient)
        paintHover(painter, layout, theme);
    painter.restore();
}

void MatrixView::paintStrips(QPainter &painter, const MatrixLayout &layout, const Theme &theme) const {
    const int n = count();
    QImage colours(1, n, QImage::Format_RGB32);
    for (int row = 0; row < n; ++row)
        colours.setPixelColor(0, row, constituentColour(constituent(row), theme));
    const QRectF seen(0, m_section.part.top() * n, 1, m_section.part.height() * n);
    painter.drawImage(layout.rowStrip, colours, seen);
    const QRectF across(m_section.part.left() * n, 0, m_section.part.width() * n, 1);
    painter.drawImage(layout.columnStrip, colours.transformed(QTransform(0, 1, 1, 0, 0, 0)), across);

    const std::vector<bool> chosen = chosenConstituents();
    for (int row = 0; row < n; ++row) {
        if (!chosen[static_cast<std::size_t>(constituent(row))])
            continue;
        constexpr double width = MatrixLayout::markWidth;
        const QRectF y = layout.rows(row, row, m_section, n), x = layout.columns(row, row, m_section, n);
        if (!y.isEmpty())
            painter.fillRect(
                QRectF(layout.rowStrip.left() - 1 - width, y.top(), width, std::max(1.5, y.height())),
                theme.selection);
        if (!x.isEmpty())
            painter.fillRect(
                QRectF(x.left(), layout.columnStrip.top() - 1 - width, std::max(1.5, x.width()), width),
                theme.selection);
    }
}

void MatrixView::paintTicks(QPainter &painter, const MatrixLayout &layout, const Theme &theme) const {
    const int n = count();
    const double line = QFontMetricsF(painter.font()).height();
    const double right = layout.rowStrip.left() - MatrixLayout::markWidth - 3;
    const double pixelsPerRow = layout.cells.height() / (n * m_section.part.height());
    const int stride = std::max(1, static_cast<int>(std::ceil(1.3 * line / pixelsPerRow)));
    painter.setPen(theme.axis);
    for (int row = 0; row < n; row += stride) {
        const double y = m_section.toPixel({0, (row + 0.5) / n}, layout.cells).y();
        if (y < layout.cells.top() || y > layout.cells.bottom())
            continue;
        painter.drawLine(QPointF(right - 3, y), QPointF(right, y));
        painter.drawText(QRectF(right - 44, y - line / 2, 39, line), Qt::AlignRight | Qt::AlignVCenter,
                         numberText(m_order.keys[static_cast<std::size_t>(row)]));
    }
    painter.save();
    painter.setFont(sized(painter.font(), 12));
    painter.setPen(theme.text);
    using Order = JetDisplay::RowOrder;
    paintUpwards(painter, QRectF(layout.rowStrip.left() - 64, layout.cells.top(), 16, layout.cells.height()),
                 m_display.rowOrder == Order::Momentum ? tr("Constituents by pT [GeV]")
                 : m_display.rowOrder == Order::Tree   ? tr("Constituents by tree, pT [GeV]")
                                                       : tr("Constituents by ΔR to the axis"));
    painter.restore();
}

void MatrixView::paintBar(QPainter &painter, const MatrixLayout &layout, const Theme &theme) const {
    QImage colours(1, 256, QImage::Format_RGB32);
    for (int k = 0; k < 256; ++k)
        colours.setPixelColor(0, 255 - k, sequentialColour(k / 255.));
    painter.drawImage(layout.bar, colours);
    const double line = QFontMetricsF(painter.font()).height();
    for (const AxisTick &tick : m_scale.axis.ticks(static_cast<int>(layout.bar.height() / 34))) {
        const double y = layout.bar.bottom() - m_scale.axis.fraction(tick.value) * layout.bar.height();
        painter.setPen(QPen(theme.axis, 1));
        painter.drawLine(QPointF(layout.bar.right() + 1, y), QPointF(layout.bar.right() + 4, y));
        painter.drawText(QRectF(layout.bar.right() + 7, y - line / 2, 42, line),
                         Qt::AlignLeft | Qt::AlignVCenter, tick.text);
    }
    painter.save();
    painter.setFont(sized(painter.font(), 12));
    painter.setPen(theme.text);
    const QString alpha = numberText(m_jet->settings.alpha);
    const QString title = m_scale.kind == JetDisplay::MatrixScale::Softmax
                              ? tr("Softmax of −ln d, α = %1").arg(alpha)
                              : withUnit(tr("d, α = %1").arg(alpha), distanceUnit(m_jet->settings.alpha));
    paintUpwards(painter, QRectF(layout.bar.right() + 44, layout.bar.top(), 16, layout.bar.height()), title);
    painter.restore();
}

void MatrixView::paintSmallest(QPainter &painter, const MatrixLayout &layout, const Theme &theme) const {
    auto ring = [&](QPointF middle, double radius) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(Qt::white, 3.4));
        painter.drawEllipse(middle, radius, radius);
        painter.setPen(QPen(theme.jets[0], 1.8));
        painter.drawEllipse(middle, radius, radius);
    };
    const int a = m_order.rows[static_cast<std::size_t>(m_smallest->first)];
    const int b = m_order.rows[static_cast<std::size_t>(m_smallest->second)];
    painter.save();
    painter.setClipRect(layout.cells);
    for (const MatrixCell &at : {MatrixCell{a, b}, MatrixCell{b, a}}) {
        const QPointF middle =
            m_section.toPixel({(at.column + 0.5) / count(), (at.row + 0.5) / count()}, layout.cells);
        ring(middle, std::clamp(0.35 * layout.cells.width() / (count() * m_section.part.width()), 4.5, 16.));
    }
    painter.restore();
    const double y = layout.cells.bottom() + 15;
    ring({layout.cells.left() + 6, y}, 4.5);
    painter.setPen(theme.muted);
    const double line = QFontMetricsF(painter.font()).height();
    painter.drawText(QRectF(layout.cells.left() + 16, y - line / 2, layout.cells.width() + 80, line),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("smallest d: the next merge"));
}

void MatrixView::paintHover(QPainter &painter, const MatrixLayout &layout, const Theme &theme) const {
    const int n = count();
    painter.setClipRect(layout.cells);
    if (m_drag == Drag::Rows) {
        QColor inside = theme.accent;
        inside.setAlphaF(0.25f);
        const QRectF band = layout.rows(std::min(m_dragged.first, m_dragged.second),
                                        std::max(m_dragged.first, m_dragged.second), m_section, n);
        painter.fillRect(band, inside);
        paintFrame(painter, band, theme.accent, theme.canvas);
        return;
    }
    std::optional<MatrixCell> at = m_hovered;
    const auto &particles = m_jet->substructure->particles;
    if (const auto found = std::ranges::find(particles, document().hover().particle);
        !at && found != particles.end()) { // another view's mouse
        const int row = m_order.rows[static_cast<std::size_t>(found - particles.begin())];
        at = MatrixCell{row, row};
    }
    if (!at)
        return;
    paintFrame(painter, layout.rows(at->row, at->row, m_section, n), theme.hover, theme.canvas);
    paintFrame(painter, layout.columns(at->column, at->column, m_section, n), theme.hover, theme.canvas);
}

} // namespace quincunx
