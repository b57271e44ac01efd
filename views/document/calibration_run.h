#pragma once

#include "core/inference/calibration.h"
#include "views/jobs/job.h"

#include <atomic>
#include <deque>

namespace quincunx {

/// Tries posteriors on simulations whose truth is known, one after the other, on a worker. What is there is
/// shown while more comes; the last of several posteriors are kept.
class CalibrationRun : public QObject {
    Q_OBJECT

public:
    struct Order {
        std::string key; ///< under which the result is found again
        std::shared_ptr<const Posterior> posterior;
    };

    CalibrationRun();

    void run(std::vector<Order> orders, int trials, int seed);
    /// Ends with the trials that are done, of posteriors whose turn had come.
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
    void keep(const std::string &key, Result result);

    std::deque<std::pair<std::string, Result>> m_kept; ///< the newest at the end
    std::shared_ptr<std::atomic_bool> m_stop;
    Job m_job;
};

} // namespace quincunx
