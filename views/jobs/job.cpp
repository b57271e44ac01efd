#include "views/jobs/job.h"

namespace quincunx {

Job::Job(QString title, QObject *parent) : QObject(parent), m_title(std::move(title)) {
    m_pool.setMaxThreadCount(1);
}

Job::~Job() {
    m_stop.request_stop();
    m_pool.clear();
    m_pool.waitForDone();
}

void Job::startErased(std::function<void(const JobProgress &)> work, std::function<void()> deliver,
                      std::function<void(const Error &)> fail) {
    m_stop.request_stop();
    m_pool.clear(); // requests that never began
    m_stop = std::stop_source();
    const quint64 number = ++m_number;
    const std::stop_token token = m_stop.get_token();

    // Everything that comes back passes here: on our thread, and only if still wanted.
    auto post = [this, number](std::function<void()> action) {
        QMetaObject::invokeMethod(
            this,
            [this, number, action = std::move(action)] {
                if (number == m_number)
                    action();
            },
            Qt::QueuedConnection);
    };
    auto report = [this, post](double fraction, const std::string &doing) {
        post([this, fraction, doing] { Q_EMIT progressed(fraction, QString::fromStdString(doing)); });
    };

    if (!m_running) {
        m_running = true;
        Q_EMIT started();
    }
    m_pool.start([=, this] {
        const JobProgress progress(token, report, post);
        try {
            progress.check();
            work(progress);
            post([this, deliver] { finish(deliver); });
        } catch (const Cancelled &) {
        } catch (const Error &error) {
            post([this, fail, error] { finish([&] { fail(error); }); });
        } catch (const std::exception &problem) {
            const Error error(m_title.toStdString() + " failed", problem.what(), "please report this");
            post([this, fail, error] { finish([&] { fail(error); }); });
        }
    });
}

void Job::cancel() {
    m_stop.request_stop();
    m_pool.clear();
    ++m_number;
    finish();
}

void Job::finish(const std::function<void()> &lastAction) {
    if (!m_running)
        return;
    m_running = false;
    if (lastAction)
        lastAction();
    if (!m_running) // the last action may have made a new request
        Q_EMIT finished();
}

} // namespace quincunx
