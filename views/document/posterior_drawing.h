#pragma once

#include "core/inference/posterior.h"
#include "core/inference/posterior_shape.h"
#include "views/jobs/job.h"

#include <QElapsedTimer>

namespace quincunx {

/// Posteriors for pictures, given one observation; nullptr where there is none.
struct PosteriorShapes {
    std::shared_ptr<const PosteriorShape> estimate, rival;
    std::shared_ptr<const PosteriorShape> ghost; ///< the true one
    std::string problem;                         ///< why there is no estimate
    bool isRough = false; ///< of few draws or without volumes, while the observation is dragged
};

/// Draws posteriors on a worker. While one order is worked on only the newest of later ones waits, so that
/// the picture follows the mouse at the pace at which it can be made.
class PosteriorDrawing : public QObject {
    Q_OBJECT

public:
    struct Order {
        struct Entrant {
            std::shared_ptr<const Posterior> posterior; ///< nullptr if there is none
            std::size_t most = SIZE_MAX;                ///< draws that are worth having
        };
        std::shared_ptr<const Simulator> simulator;
        Entrant estimate, rival;
        Draws x;
        bool ghost = false;   ///< whether the true posterior is wanted too
        bool inSpace = false; ///< whether volumes are seen; else they have time until the mouse rests
        std::uint64_t seed = 1;
    };

    PosteriorDrawing();

    void request(Order order);
    /// Forgets everything: what comes next is of another simulator.
    void reset();
    const PosteriorShapes &shapes() const { return m_shapes; }
    Job &job() { return m_job; }

Q_SIGNALS:
    void drawn();
    void failed(const Error &error);

private:
    void start();
    void show(PosteriorShapes shapes);

    Order m_order;
    bool m_due = false, m_isHurried = false;
    std::size_t m_draws;
    QElapsedTimer m_clock;
    PosteriorShapes m_shapes;
    Job m_job;
};

} // namespace quincunx
