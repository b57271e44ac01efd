#pragma once

#include "core/inference/posterior_shape.h"
#include "views/jobs/job.h"

namespace quincunx {

/// Data that a posterior would give, simulated on a worker at some of its draws. The newest of several
/// requests waits while one is worked on.
class Prediction : public QObject {
    Q_OBJECT

public:
    Prediction();

    /// \param shape nullptr: there is nothing to predict by.
    void request(std::shared_ptr<const Simulator> simulator, std::shared_ptr<const PosteriorShape> shape);
    void reset();
    /// nullptr if there is none (yet).
    std::shared_ptr<const Draws> data() const { return m_data; }
    Job &job() { return m_job; }

Q_SIGNALS:
    void changed();
    void failed(const Error &error);

private:
    void start();

    std::shared_ptr<const Simulator> m_simulator;
    std::shared_ptr<const PosteriorShape> m_shape;
    std::shared_ptr<const Draws> m_data;
    bool m_due = false;
    Job m_job;
};

} // namespace quincunx
