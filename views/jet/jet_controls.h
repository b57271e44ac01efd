#pragma once

#include "views/document/document.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSlider;

namespace quincunx {

/// Which jet is under the microscope, how far its clustering has gone, and how it is taken apart and shown.
class JetControls : public QWidget {
    Q_OBJECT

public:
    /// \param play, sweep buttons show these actions, beside what they play.
    JetControls(Document &document, QAction *play, QAction *sweep, QWidget *parent = nullptr);

private:
    QWidget *makeMergeRow(QAction *play);
    void showJets();
    void showMerges();

    Document &m_document;
    QComboBox *m_jets = nullptr;
    QSlider *m_merges = nullptr;
    QLabel *m_mergeText = nullptr;
};

} // namespace quincunx
