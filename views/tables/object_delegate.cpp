#include "views/tables/object_delegate.h"

#include "views/style/theme.h"

#include <QGlyphRun>
#include <QPainter>
#include <QRawFont>

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

constexpr int padding = 7, swatchSize = 10;

int digitWidth(const QFontMetrics &metrics) {
    int widest = 0;
    for (char digit = '0'; digit <= '9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QLatin1Char(digit)));
    return widest;
}

bool isRight(const QModelIndex &index) {
    return index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
}

} // namespace

void drawTabular(QPainter &painter, const QRect &area, const QString &text) {
    // Numbers need no shaping, which takes longer than all the rest of a table: the glyphs are looked up.
    const QFontMetrics metrics(painter.font());
    const QRawFont font = QRawFont::fromFont(painter.font());
    const QList<quint32> glyphs = font.glyphIndexesForString(text);
    const QList<QPointF> advances = font.advancesForGlyphIndexes(glyphs);
    const bool isWhole = glyphs.size() == text.size() && !glyphs.contains(0); // all of it is in this font
    const int digit = digitWidth(metrics);
    const int baseline = area.top() + (area.height() - metrics.height()) / 2 + metrics.ascent();
    int right = area.right() + 1;
    QGlyphRun run;
    QList<quint32> drawn;
    QList<QPointF> places;
    for (qsizetype k = text.size() - 1; k >= 0 && right > area.left(); --k) {
        const double advance = isWhole ? advances[k].x() : metrics.horizontalAdvance(text[k]);
        const int width = text[k].isDigit() ? digit : qRound(advance);
        const QPointF at(right - width + std::floor((width - advance) / 2), baseline);
        if (isWhole) {
            drawn.append(glyphs[k]);
            places.append(at);
        } else {
            painter.drawText(at, text[k]);
        }
        right -= width;
    }
    run.setRawFont(font);
    run.setGlyphIndexes(drawn);
    run.setPositions(places);
    painter.drawGlyphRun({}, run);
}

int tabularWidth(const QFontMetrics &metrics, const QString &text) {
    const int digit = digitWidth(metrics);
    int width = 0;
    for (QChar c : text)
        width += c.isDigit() ? digit : metrics.horizontalAdvance(c);
    return width;
}

void ObjectDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const {
    const Theme &theme = ThemeSwitch::instance().theme();
    painter->save();
    QColor text = theme.text;
    const QVariant foreground = index.data(Qt::ForegroundRole);
    if (foreground.isValid())
        text = foreground.value<QColor>();
    painter->fillRect(option.rect, theme.surface); // over the highlight that the style has drawn
    if (isChosen(option, index)) {
        QColor ground = theme.accent;
        ground.setAlphaF(theme.dark ? 0.34f : 0.20f); // keeps the swatch and its neighbours legible
        painter->fillRect(option.rect, ground);
    }
    if (isHovered(option, index))
        painter->fillRect(option.rect,
                          QColor(theme.hover.red(), theme.hover.green(), theme.hover.blue(), 34));

    QRect area = option.rect.adjusted(padding, 0, -padding, 0);
    const QVariant swatch = index.data(Qt::DecorationRole);
    if (swatch.isValid()) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(swatch.value<QColor>());
        painter->drawRoundedRect(
            QRectF(area.left(), area.center().y() - swatchSize / 2. + 0.5, swatchSize, swatchSize), 2.5, 2.5);
        area.setLeft(area.left() + swatchSize + 5);
    }
    const QVariant font = index.data(Qt::FontRole);
    painter->setFont(font.isValid() ? font.value<QFont>() : option.font);
    painter->setPen(text);
    const QString content = index.data(Qt::DisplayRole).toString();
    if (isRight(index))
        drawTabular(*painter, area, content);
    else
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(painter->font()).elidedText(content, Qt::ElideRight, area.width()));
    painter->restore();
}

QSize ObjectDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const QString content = index.data(Qt::DisplayRole).toString();
    const QFontMetrics metrics(option.font);
    const int width = isRight(index) ? tabularWidth(metrics, content) : metrics.horizontalAdvance(content);
    const int swatch = index.data(Qt::DecorationRole).isValid() ? swatchSize + 5 : 0;
    return {width + swatch + 2 * padding + 2, metrics.height() + 6};
}

} // namespace quincunx
