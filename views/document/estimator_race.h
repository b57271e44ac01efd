#pragma once

#include "core/inference/estimator.h"
#include "core/inference/named_simulator.h"
#include "views/jobs/job.h"

#include <atomic>
#include <deque>
#include <map>

namespace quincunx {

/// An estimator to be made: which one, for which simulator, from what.
struct EstimatorOrder {
    NamedSimulator simulator;
    std::string estimator; ///< a name in its registry
    int simulations = 0, seed = 1;
    EstimatorSettings settings;

    const EstimatorKind &kind() const { return estimators().at(estimator); }
    /// Whether it takes time; else it is there at once.
    bool needsRun() const { return kind().simulates || !kind().settings.empty(); }
    /// The same of two orders by which the same is made.
    std::string key() const;
    /// Why it cannot be made; empty if it can.
    std::string refusal() const;
};

/// What came of an order.
struct MadeEstimator {
    EstimatorOrder order;
    std::shared_ptr<const Posterior> posterior; ///< nullptr if there is none
    std::shared_ptr<const LossCurve> loss;      ///< nullptr if nothing was trained
};

/// Makes estimators on a worker, several at once from the same simulations, and keeps the last of them: undo
/// finds its estimator again.
class EstimatorRace : public QObject {
    Q_OBJECT

public:
    EstimatorRace();

    /// Orders of one simulator, budget and seed. What is under way is given up.
    void run(std::vector<EstimatorOrder> orders);
    /// Ends every training with the best so far.
    void stopAndKeep();
    Job &job() { return m_job; }
    bool isRunning() const { return m_job.isRunning(); }

    /// What was made by such an order, or at once can be; without a posterior if there is none.
    MadeEstimator find(const EstimatorOrder &order) const;
    /// The last of the same estimator and simulator, with whatever numbers.
    MadeEstimator latest(const EstimatorOrder &order) const;
    /// Whether the run under way makes this estimator.
    bool isMaking(const std::string &estimator) const;
    /// Of the run under way; nullptr before the first epoch.
    std::shared_ptr<const LossCurve> loss(const std::string &estimator) const;

Q_SIGNALS:
    void lossChanged();
    void made();
    void failed(const Error &error);

private:
    struct Outcome {
        MadeEstimator made;
        std::shared_ptr<const Error> error;
    };

    Outcome make(const EstimatorOrder &order, std::shared_ptr<const Simulations> simulations, int threads,
                 const std::atomic_bool &stop, const JobProgress &progress);
    void take(Outcome outcome);

    std::deque<MadeEstimator> m_made;                                 ///< the newest at the end
    std::map<std::string, std::shared_ptr<const LossCurve>> m_losses; ///< by estimator
    std::shared_ptr<std::atomic_bool> m_stopAndKeep;
    Job m_job;
};

} // namespace quincunx
