#pragma once

#include "core/io/column_mapping.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;

namespace quincunx {

/// Asks which column of a table holds what. Shows its first rows under a list of roles for each column,
/// filled in as the names suggest.
class ColumnsDialog : public QDialog {
    Q_OBJECT

public:
    ColumnsDialog(const QString &file, const TableHead &head, QWidget *parent = nullptr);

    /// As columnsFrom() reads it.
    QString columns() const;

private:
    ColumnMapping mapping() const;
    void check();

    TableHead m_head;
    std::vector<QComboBox *> m_roles; // of each column
    QLabel *m_advice;
    QPushButton *m_open;
};

} // namespace quincunx
