#include "views/document/prior_cloud.h"

#include "core/base/parallel.h"

namespace quincunx {
namespace {

constexpr std::size_t cloudSize = 3000; // points that are drawn

} // namespace

PriorCloud::PriorCloud() : m_job(tr("Simulating")), m_testJob(tr("Judging the observation")) {}

void PriorCloud::forget() {
    m_job.cancel();
    m_testJob.cancel();
    m_simulations = nullptr;
    m_test = nullptr;
    m_failure.clear();
}

void PriorCloud::refuse(const QString &why) {
    forget();
    m_failure = why;
    Q_EMIT changed();
}

void PriorCloud::make(std::shared_ptr<const Simulator> simulator, int seed) {
    m_failure.clear();
    using Cloud = std::shared_ptr<const Simulations>;
    m_job.start<Cloud>(
        [simulator = std::move(simulator), seed](const JobProgress &progress) {
            return std::make_shared<const Simulations>(simulatePrior(
                *simulator, cloudSize, static_cast<std::uint64_t>(seed), defaultThreads(), progress));
        },
        [this](Cloud cloud) { take(std::move(cloud)); }, [this](const Error &error) { fail(error); });
    Q_EMIT changed();
}

void PriorCloud::take(std::shared_ptr<const Simulations> simulations) {
    if (simulations->unusable == cloudSize)
        return fail({"cannot infer from this simulator",
                     "none of its " + std::to_string(cloudSize) + " simulations has a result",
                     "ask it by hand what it answers"});
    m_simulations = std::move(simulations);
    Q_EMIT changed();
    using Test = std::shared_ptr<const PriorPredictiveTest>;
    m_testJob.start<Test>(
        [made = m_simulations](const JobProgress &progress) {
            return std::make_shared<const PriorPredictiveTest>(made->x, progress);
        },
        [this](Test test) {
            m_test = std::move(test);
            Q_EMIT tested();
        },
        [](const Error &) {}); // too few finite simulations: there is nothing to judge by
}

void PriorCloud::fail(const Error &error) {
    m_failure = QString::fromStdString(error.what());
    Q_EMIT changed();
    Q_EMIT failed(error);
}

} // namespace quincunx
