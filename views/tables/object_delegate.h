#pragma once

#include <QStyledItemDelegate>

namespace quincunx {

/// Draws `text` right-aligned with all digits equally wide, so that columns of numbers line up in any
/// font. (Fonts' own tabular figures can be asked for only from Qt 6.7.)
void drawTabular(QPainter &painter, const QRect &area, const QString &text);
/// How wide drawTabular() makes a text.
int tabularWidth(const QFontMetrics &metrics, const QString &text);

/// Cells of plain rows: the look of a row does not depend on which cell has the focus; numbers are
/// tabular, a colour in the decoration becomes a small swatch.
class ObjectDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    virtual bool isChosen(const QStyleOptionViewItem &option, const QModelIndex &) const {
        return option.state & QStyle::State_Selected;
    }
    virtual bool isHovered(const QStyleOptionViewItem &option, const QModelIndex &) const {
        return option.state & QStyle::State_MouseOver;
    }
};

} // namespace quincunx
