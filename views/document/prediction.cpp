#include "views/document/prediction.h"

namespace quincunx {

Prediction::Prediction() : m_job(tr("Predicting")) {
    connect(&m_job, &Job::finished, this, [this] {
        if (m_due)
            start();
    });
}

void Prediction::request(std::shared_ptr<const Simulator> simulator,
                         std::shared_ptr<const PosteriorShape> shape) {
    m_simulator = std::move(simulator);
    m_shape = std::move(shape);
    m_due = true;
    if (!m_job.isRunning())
        start();
}

void Prediction::reset() {
    m_due = false;
    m_job.cancel();
    m_data = nullptr;
}

void Prediction::start() {
    m_due = false;
    if (!m_shape) {
        m_data = nullptr;
        return Q_EMIT changed();
    }
    using Data = std::shared_ptr<const Draws>;
    m_job.start<Data>(
        [shape = m_shape, simulator = m_simulator](const JobProgress &progress) {
            constexpr Eigen::Index most = 2000;
            const Eigen::Index count = std::min(most, shape->draws.rows());
            auto x = std::make_shared<Draws>(count, simulator->data().size());
            RandomEngine random(1);
            for (Eigen::Index row = 0; row < count; ++row) {
                progress.check();
                const auto from =
                    static_cast<Eigen::Index>(uniform(random) * static_cast<double>(shape->draws.rows()));
                simulator->simulate({shape->draws.row(from).data(), simulator->parameters().size()},
                                    {x->row(row).data(), simulator->data().size()}, random);
            }
            return x;
        },
        [this](Data data) {
            m_data = std::move(data);
            Q_EMIT changed();
        },
        [this](const Error &error) { Q_EMIT failed(error); });
}

} // namespace quincunx
