#pragma once

#include "views/document/inference_desk.h"

#include <QWidget>

class QLabel;

namespace quincunx {

class RunButtons;
class SettingsPanel;

/// What is inferred and how: simulator, estimator and its settings, the run, the observation, and how all of
/// it is shown.
class InferenceControls : public QWidget {
    Q_OBJECT

public:
    explicit InferenceControls(Document &document, QWidget *parent = nullptr);

private:
    QWidget *makeRunButtons();
    void showUsed();
    void showState();

    InferenceDesk &desk() const;

    Document &m_document;
    SettingsPanel *m_budget, *m_settings, *m_display;
    QLabel *m_about, *m_state;
    RunButtons *m_run;
};

} // namespace quincunx
