#pragma once

#include "views/document/flow_desk.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace quincunx {

class RunButtons;
class SettingsPanel;

/// What is learned and how: manifold, target and flow, the training, what it has come to and whether the laws
/// hold.
class FlowControls : public QWidget {
    Q_OBJECT

public:
    explicit FlowControls(Document &document, QWidget *parent = nullptr);

private:
    QWidget *makeChoicePanel();
    QWidget *makeRunButtons();
    QWidget *makeFileButtons();
    QWidget *makePlayButton();
    void showUsed();
    void showState();
    QString stateText() const;
    static QString reachedText(const FlowDesk::Result &result);
    QString lawsText() const;

    FlowDesk &desk() const;

    Document &m_document;
    SettingsPanel *m_target, *m_flow, *m_display;
    QLabel *m_about, *m_state, *m_laws;
    RunButtons *m_run;
    QPushButton *m_more, *m_race, *m_save, *m_play;
    QTimer m_player;
};

} // namespace quincunx
