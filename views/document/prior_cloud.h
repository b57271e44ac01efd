#pragma once

#include "core/inference/misspecification.h"
#include "views/jobs/job.h"

namespace quincunx {

/// Some simulations from the prior, to be seen and to judge an observation by, made on a worker.
class PriorCloud : public QObject {
    Q_OBJECT

public:
    PriorCloud();

    /// The last ones stay until the new ones are there.
    void make(std::shared_ptr<const Simulator> simulator, int seed);
    void forget();
    /// There are none, and why; nothing has failed.
    void refuse(const QString &why);

    std::shared_ptr<const Simulations> simulations() const { return m_simulations; } ///< nullptr if none yet
    std::shared_ptr<const PriorPredictiveTest> test() const { return m_test; }       ///< likewise
    const QString &failure() const { return m_failure; } ///< of the simulator; empty if it answers
    Job &job() { return m_job; }
    Job &testJob() { return m_testJob; }

Q_SIGNALS:
    void changed(); ///< simulations(), failure()
    void tested();  ///< test()
    void failed(const Error &error);

private:
    void take(std::shared_ptr<const Simulations> simulations);
    void fail(const Error &error);

    std::shared_ptr<const Simulations> m_simulations;
    std::shared_ptr<const PriorPredictiveTest> m_test;
    QString m_failure;
    Job m_job, m_testJob;
};

} // namespace quincunx
