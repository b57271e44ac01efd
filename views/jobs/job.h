#pragma once

#include "core/base/error.h"
#include "core/base/progress.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <stop_token>

namespace quincunx {

/// What the work of a job sees: Progress, and a way to show partial results.
class JobProgress : public Progress {
public:
    using Post = std::function<void(std::function<void()>)>;
    JobProgress(std::stop_token stop, Report report, Post post)
        : Progress(std::move(stop), std::move(report))
        , m_post(std::move(post)) {}

    /// Runs `action` on the GUI thread, unless the work has been superseded by then.
    void deliver(std::function<void()> action) const { m_post(std::move(action)); }

private:
    Post m_post;
};

/// One kind of long work, done off the GUI thread on a snapshot of its inputs. Newest request wins: a
/// new start() supersedes the one under way, whose result is then never delivered.
///
/// `work` runs on a worker thread and must touch neither QObjects nor VTK; `deliver` and `fail` run on
/// the thread of this object. Destroying the job stops the work and waits for it.
class Job : public QObject {
    Q_OBJECT

public:
    explicit Job(QString title, QObject *parent = nullptr);
    ~Job() override;

    const QString &title() const { return m_title; }
    bool isRunning() const { return m_running; }

    template <class Result>
    void start(std::function<Result(const JobProgress &)> work, std::function<void(Result)> deliver,
               std::function<void(const Error &)> fail) {
        auto slot = std::make_shared<std::unique_ptr<Result>>();
        startErased([work = std::move(work),
                     slot](const JobProgress &progress) { *slot = std::make_unique<Result>(work(progress)); },
                    [deliver = std::move(deliver), slot] { deliver(std::move(**slot)); }, std::move(fail));
    }

    /// Nothing is delivered any more; answers at once, even if the worker needs a moment to notice.
    void cancel();

Q_SIGNALS:
    void started();
    void progressed(double fraction, const QString &doing);
    /// After delivery, failure or cancel.
    void finished();

private:
    void startErased(std::function<void(const JobProgress &)> work, std::function<void()> deliver,
                     std::function<void(const Error &)> fail);
    void finish(const std::function<void()> &lastAction = {});

    QString m_title;
    QThreadPool m_pool; // one thread: the next request begins when the superseded one has noticed
    std::stop_source m_stop;
    quint64 m_number = 0; // of the newest request
    bool m_running = false;
};

} // namespace quincunx
