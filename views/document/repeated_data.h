#pragma once

#include "core/inference/simulator.h"
#include "views/jobs/job.h"

namespace quincunx {

/// Independent draws of data at the same θ. They are made on a worker, some at a time, and are the same
/// however many are wanted: each number of them begins with those before it.
class RepeatedData : public QObject {
    Q_OBJECT

public:
    RepeatedData();

    /// Draws of p(x|θ): at(θ, seed) of this simulator. Those of another θ, seed or simulator are forgotten.
    void want(std::shared_ptr<const Simulator> simulator, const std::vector<double> &theta, int seed,
              Eigen::Index count);
    /// Those that are there; maybe more than wanted.
    const Draws &rows() const { return m_rows; }
    Job &job() { return m_job; }

Q_SIGNALS:
    void grown();
    void failed(const Error &error);

private:
    void make();

    std::shared_ptr<const Simulator> m_simulator;
    std::vector<double> m_theta;
    int m_seed = 0;
    Eigen::Index m_wanted = 0;
    Draws m_rows;
    Job m_job;
};

} // namespace quincunx
