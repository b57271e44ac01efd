#include "views/settings/run_buttons.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace quincunx {

RunButtons::RunButtons(Job &job, const QString &name, const QString &text, const QString &help,
                       const QString &keepHelp)
    : m_job(job)
    , m_text(text)
    , m_help(help)
    , m_run(new QPushButton)
    , m_keep(new QPushButton(tr("Stop and keep"))) {
    m_run->setObjectName(name + QStringLiteral("-run"));
    m_keep->setObjectName(name + QStringLiteral("-keep"));
    m_keep->setToolTip(keepHelp);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_run, 1);
    layout->addWidget(m_keep, 1);
    connect(m_run, &QPushButton::clicked, this,
            [this] { m_job.isRunning() ? m_job.cancel() : Q_EMIT runWanted(); });
    connect(m_keep, &QPushButton::clicked, this, &RunButtons::keepWanted);
    for (auto signal : {&Job::started, &Job::finished})
        connect(&job, signal, this, &RunButtons::refresh);
    refresh();
}

void RunButtons::setPossible(bool run, bool keep, bool something) {
    m_canRun = run;
    m_canKeep = keep;
    m_hasSomething = something;
    refresh();
}

void RunButtons::refresh() {
    const bool running = m_job.isRunning();
    m_run->setText(running ? tr("Cancel") : m_text);
    m_run->setToolTip(running ? tr("Give up; what was there before stays") : m_help);
    m_run->setEnabled(running || m_canRun);
    m_keep->setVisible(running && m_canKeep);
    m_keep->setEnabled(m_hasSomething);
}

} // namespace quincunx
