#pragma once

#include "views/document/inference_desk.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;

namespace quincunx {

class SettingsPanel;

/// What is inferred and how: simulator, estimator and its settings, the run, the observation, and how all of
/// it is shown.
class InferenceControls : public QWidget {
    Q_OBJECT

public:
    explicit InferenceControls(Document &document, QWidget *parent = nullptr);

private:
    QWidget *makeSimulatorPanel();
    QWidget *makeRunButtons();
    QWidget *makeObservationPanel();
    QWidget *makeCountRow();
    QComboBox *makeCoordinateBox(const char *name, int InferenceDisplay::*coordinate);
    void showUsed();
    void showCoordinates();
    void showState();
    void setCount(int count, bool gesture);
    void playCounts();

    InferenceDesk &desk() const;

    Document &m_document;
    SettingsPanel *m_budget, *m_settings;
    QLabel *m_about, *m_state, *m_observed;
    QPushButton *m_run, *m_keep, *m_play;
    QWidget *m_coordinates, *m_counts;
    QComboBox *m_across, *m_up;
    QSlider *m_slider;
    QSpinBox *m_count;
    QTimer m_player;
};

} // namespace quincunx
