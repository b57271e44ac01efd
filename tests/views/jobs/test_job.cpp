// Jobs: the newest request wins, cancel answers at once, nothing is delivered after the end.
#include "tests/support.h"
#include "views/jobs/job.h"

#include <QElapsedTimer>
#include <QSignalSpy>

#include <atomic>
#include <thread>

using namespace quincunx;

namespace {

/// Work that lasts until it is stopped, checking as often as Progress asks for.
int untilStopped(const JobProgress &progress) {
    for (;;) {
        progress.check();
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

void neverFails(const Error &error) {
    QFAIL(error.what());
}

} // namespace

class JobLaws : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deliversOnTheOwnersThread() {
        Job job("test");
        QSignalSpy started(&job, &Job::started), finished(&job, &Job::finished);
        int delivered = 0;
        Qt::HANDLE worker = nullptr;
        job.start<int>(
            [&](const JobProgress &) {
                worker = QThread::currentThreadId();
                return 42;
            },
            [&](int value) {
                QVERIFY(QThread::currentThreadId() != worker);
                QCOMPARE(QThread::currentThread(), job.thread());
                delivered = value;
            },
            neverFails);
        QVERIFY(job.isRunning());
        QTRY_COMPARE(delivered, 42);
        QVERIFY(!job.isRunning());
        QCOMPARE(started.size(), 1);
        QCOMPARE(finished.size(), 1);
    }

    void newestRequestWins() {
        Job job("test");
        std::vector<int> delivered;
        for (int request = 0; request < 200; ++request)
            job.start<int>(
                [request](const JobProgress &progress) {
                    std::this_thread::sleep_for(std::chrono::microseconds(200));
                    progress.check();
                    return request;
                },
                [&](int value) { delivered.push_back(value); }, neverFails);
        QTRY_VERIFY(!job.isRunning());
        QCOMPARE(delivered, std::vector<int>{199}); // none before: the event loop never ran in between
    }

    void cancelAnswersWithinATenthOfASecond() {
        Job job("test");
        bool delivered = false;
        job.start<int>(
            untilStopped, [&](int) { delivered = true; }, neverFails);
        QTest::qWait(50);
        QElapsedTimer timer;
        timer.start();
        job.cancel();
        QVERIFY(!job.isRunning());
        bool next = false; // and the worker is free again
        job.start<int>([](const JobProgress &) { return 1; }, [&](int) { next = true; }, neverFails);
        QTRY_VERIFY(next);
        QVERIFY(timer.elapsed() < 100);
        QVERIFY(!delivered);
    }

    void progressAndPartialResultsOfSupersededWorkAreDropped() {
        Job job("test");
        QSignalSpy progressed(&job, &Job::progressed);
        int partial = 0;
        std::atomic<bool> posted = false;
        job.start<int>(
            [&](const JobProgress &progress) {
                progress.report(0.5, "half");
                progress.deliver([&] { ++partial; });
                posted = true;
                return untilStopped(progress);
            },
            [](int) {}, neverFails);
        while (!posted)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        job.cancel(); // what was posted has not been delivered yet
        QTest::qWait(30);
        QCOMPARE(partial, 0);
        QCOMPARE(progressed.size(), 0);
    }

    void errorsArrive() {
        Job job("test");
        std::string text;
        auto keep = [&](const Error &error) { text = error.what(); };
        job.start<int>([](const JobProgress &) -> int { throw Error("it broke", "because", "mend it"); },
                       [](int) {}, keep);
        QTRY_COMPARE(text, std::string("it broke (because); mend it"));
        job.start<int>([](const JobProgress &) -> int { throw std::runtime_error("odd"); }, [](int) {}, keep);
        QTRY_VERIFY(text.find("odd") != std::string::npos);
        QVERIFY(!job.isRunning());
    }

    void destructionStopsAndWaits() {
        std::atomic<bool> ended = false;
        {
            Job job("test");
            job.start<int>(
                [&](const JobProgress &progress) {
                    try {
                        return untilStopped(progress);
                    } catch (...) {
                        ended = true;
                        throw;
                    }
                },
                [](int) {}, neverFails);
            QTest::qWait(20);
        }
        QVERIFY(ended);
    }
};

QUINCUNX_TEST(job, JobLaws, QCoreApplication)
#include "test_job.moc"
