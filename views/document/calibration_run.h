#pragma once

#include "core/inference/calibration.h"
#include "views/jobs/job.h"

#include <atomic>
#include <deque>

namespace quincunx {

/// Tries a posterior on simulations whose truth is known, on a worker. What is there is shown while more
/// comes; the last of several posteriors are kept.
class CalibrationRun : public QObject {
    Q_OBJECT

public:
    CalibrationRun();

    /// \param key of the posterior, under which the result is found again.
    void run(const std::string &key, std::shared_ptr<const Posterior> posterior, int trials, int seed);
    /// Ends with the trials that are done.
    void stopAndKeep();
    /// What there is of this posterior; nullptr if nothing.
    std::shared_ptr<const Calibration> find(const std::string &key) const;
    bool isRunning() const { return m_job.isRunning(); }
    Job &job() { return m_job; }

Q_SIGNALS:
    void changed();
    void failed(const Error &error);

private:
    using Result = std::shared_ptr<const Calibration>;
    void keep(Result result);

    std::deque<std::pair<std::string, Result>> m_kept; ///< the newest at the end
    std::string m_key;                                 ///< of what is tried
    std::shared_ptr<std::atomic_bool> m_stop;
    Job m_job;
};

} // namespace quincunx
