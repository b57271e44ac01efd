#pragma once

#include "views/style/theme.h"

#include <QDialog>

#include <vector>

class QComboBox;
class QSpinBox;

namespace quincunx {

class View;

/// Asks which view to write, how large, in which colours, and where to.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    ExportDialog(const std::vector<View *> &views, View *active, QWidget *parent);

    View &view() const;
    QSize size() const;
    const Theme &theme() const;
    const QString &path() const { return m_path; }

private:
    void choosePath();

    const std::vector<View *> &m_views;
    QComboBox *m_view, *m_format, *m_theme;
    QSpinBox *m_width, *m_height;
    QString m_path;
};

} // namespace quincunx
