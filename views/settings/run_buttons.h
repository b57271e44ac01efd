#pragma once

#include "views/jobs/job.h"

#include <QWidget>

class QPushButton;

namespace quincunx {

/// Starts long work or cancels it, and ends it early with what there is by then.
class RunButtons : public QWidget {
    Q_OBJECT

public:
    /// \param name of the work: the buttons are `name`-run and `name`-keep.
    RunButtons(Job &job, const QString &name, const QString &text, const QString &help,
               const QString &keepHelp);

    /// \param run whether there is anything to run. \param keep whether it can be ended early, and whether
    /// there is something to keep yet.
    void setPossible(bool run, bool keep, bool something);

Q_SIGNALS:
    void runWanted();
    void keepWanted();

private:
    void refresh();

    Job &m_job;
    QString m_text, m_help;
    QPushButton *m_run, *m_keep;
    bool m_canRun = true, m_canKeep = false, m_hasSomething = false;
};

} // namespace quincunx
