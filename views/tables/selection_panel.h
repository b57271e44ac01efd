#pragma once

#include "views/document/document.h"
#include "views/tables/selection_summary.h"

#include <QWidget>

#include <array>

class QLabel;
class QToolButton;

namespace quincunx {

/// Reads out what is chosen: how much, and the momentum and invariant mass of its sum.
class SelectionPanel : public QWidget {
    Q_OBJECT

public:
    explicit SelectionPanel(Document &document, QWidget *parent = nullptr);

    const SelectionSummary &summary() const { return m_summary; }

private:
    void refresh();

    Document &m_document;
    SelectionSummary m_summary;
    QLabel *m_title;
    QToolButton *m_copy;
    QWidget *m_numbers;
    QLabel *m_advice;
    std::array<QLabel *, 5> m_values{};
};

} // namespace quincunx
