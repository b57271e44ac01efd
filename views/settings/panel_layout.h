#pragma once

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace quincunx {

// What the columns of controls at the left of the pages are made of.

inline QVBoxLayout *columnOf(QWidget *controls) {
    auto *column = new QVBoxLayout(controls);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(0);
    return column;
}

/// Adds what has no margins of its own, as settings panels have.
inline void addInset(QVBoxLayout *column, QWidget *widget) {
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(widget);
    column->addLayout(row);
}

/// Text that breaks its lines and can be copied.
inline QLabel *makeWrappedLabel(const char *name) {
    auto *label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace quincunx
