#pragma once

#include "views/document/document.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace quincunx {

/// The sample that the jet is compared with: where its jets come from, their labels, which two labels are
/// overlaid, and the button that measures it.
class SamplePanel : public QWidget {
    Q_OBJECT

public:
    explicit SamplePanel(Document &document, QWidget *parent = nullptr);

private:
    QWidget *makeButtons();
    void addFiles();
    void addGenerator(const std::string &kind);
    void removeChosen();
    void relabel(QTreeWidgetItem *item, int column);
    void showSources();
    void showTable();
    void choose(int JetDisplay::*which, int label);

    Document &m_document;
    QTreeWidget *m_sources;
    QPushButton *m_measure;
    QComboBox *m_first, *m_second;
    QLabel *m_summary;
};

} // namespace quincunx
