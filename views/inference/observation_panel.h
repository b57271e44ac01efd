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

/// What is observed, which of its numbers are shown, whether the simulator could have made it, and how often
/// it is observed.
class ObservationPanel : public QWidget {
    Q_OBJECT

public:
    explicit ObservationPanel(Document &document, QWidget *parent = nullptr);

private:
    QComboBox *makeCoordinateBox(const char *name, int InferenceDisplay::*coordinate);
    QWidget *makeCountRow();
    void showUsed();
    void showObserved();
    void showCount();
    void setCount(int count, bool gesture);
    void playCounts();

    InferenceDesk &desk() const;

    Document &m_document;
    QLabel *m_observed, *m_misfit;
    QWidget *m_coordinates, *m_counts;
    QComboBox *m_across, *m_up;
    QSlider *m_slider;
    QSpinBox *m_count;
    QPushButton *m_play;
    QTimer m_player;
};

/// A label of some lines whose text can be copied.
QLabel *makeWrappedLabel(const char *name);

} // namespace quincunx
