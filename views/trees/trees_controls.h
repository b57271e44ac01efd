#pragma once

#include "views/document/document.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace quincunx {

class SettingsPanel;

/// Of what trees are made, how they are scored, and what is shown of them.
class TreesControls : public QWidget {
    Q_OBJECT

public:
    explicit TreesControls(Document &document, QWidget *parent = nullptr);

private:
    QWidget *makeKindPanel();
    QWidget *makeRecursionPanel();
    void chooseTable();
    void playOn();
    void stopPlaying();
    void showUsed();
    void showSummary();

    Document &m_document;
    SettingsPanel *m_source, *m_kind, *m_leaves, *m_density, *m_search, *m_display;
    QPushButton *m_table, *m_compute, *m_play;
    QTimer m_player; ///< of the recursion
    QLabel *m_summary;
};

} // namespace quincunx
