#pragma once

#include "views/jobs/job.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QTimer;
class QToolButton;

namespace quincunx {

/// A running job in the status bar: what it does, how far it is, and a button to cancel it. Appears only
/// for work that takes longer than a moment.
class JobIndicator : public QWidget {
    Q_OBJECT

public:
    explicit JobIndicator(Job &job, QWidget *parent = nullptr);

private:
    QLabel *m_label;
    QProgressBar *m_bar;
    QToolButton *m_cancel;
    QTimer *m_delay;
};

} // namespace quincunx
