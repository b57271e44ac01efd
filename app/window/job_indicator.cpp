#include "app/window/job_indicator.h"

#include "views/style/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

namespace quincunx {

JobIndicator::JobIndicator(Job &job, QWidget *parent) : QWidget(parent) {
    m_label = new QLabel(job.title());
    m_bar = new QProgressBar;
    m_bar->setFixedSize(120, 12);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of: %1").arg(job.title()));
    m_cancel = new QToolButton;
    m_cancel->setAutoRaise(true);
    m_cancel->setIcon(themedIcon(QStringLiteral("close")));
    m_cancel->setToolTip(tr("Cancel: %1").arg(job.title()));
    m_cancel->setAccessibleName(m_cancel->toolTip());
    m_delay = new QTimer(this);
    m_delay->setSingleShot(true);
    m_delay->setInterval(250);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_label);
    layout->addWidget(m_bar);
    layout->addWidget(m_cancel);
    hide();

    connect(m_delay, &QTimer::timeout, this, &QWidget::show);
    connect(&job, &Job::started, this, [this] {
        m_bar->setRange(0, 0); // busy, until the first report
        m_delay->start();
    });
    connect(&job, &Job::progressed, this, [this](double fraction, const QString &doing) {
        m_bar->setRange(0, 1000);
        m_bar->setValue(static_cast<int>(1000 * fraction));
        if (!doing.isEmpty())
            m_label->setText(doing);
    });
    connect(&job, &Job::finished, this, [this, &job] {
        m_delay->stop();
        hide();
        m_label->setText(job.title());
    });
    connect(m_cancel, &QToolButton::clicked, &job, &Job::cancel);
}

} // namespace quincunx
