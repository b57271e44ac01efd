#pragma once

#include "core/inference/estimator.h"
#include "core/inference/posterior_shape.h"
#include "core/session/inference_settings.h"
#include "views/jobs/job.h"

#include <QElapsedTimer>
#include <QObject>

#include <atomic>
#include <deque>

namespace quincunx {

class Document;

/// What is observed, and what was true when it was.
struct Observed {
    Draws x;                   ///< each row an independent draw of data
    std::vector<double> truth; ///< empty if nobody knows
};

/// The inference of the inference workspace: simulations from the prior, an estimator that is made when asked
/// to, and its posterior for what is observed, which follows the observation as it is dragged.
class InferenceDesk : public QObject {
    Q_OBJECT

public:
    explicit InferenceDesk(Document &document);

    const Simulator &simulator() const;
    const EstimatorKind &estimator() const;

    /// Some simulations from the prior; nullptr while they are made.
    std::shared_ptr<const Simulations> cloud() const { return m_cloud; }
    const Observed &observed() const { return m_observed; }
    /// Of the estimator, and the true one behind it; nullptr if there is none, estimateMessage() then says
    /// why.
    std::shared_ptr<const PosteriorShape> estimate() const { return m_shapes.estimate; }
    std::shared_ptr<const PosteriorShape> ghost() const { return m_shapes.ghost; }
    const QString &message() const { return m_message; }
    /// Data simulated at draws of the estimate, or of the ghost if there is no estimate; nullptr if not (yet)
    /// made.
    std::shared_ptr<const Draws> predicted() const { return m_predicted; }
    /// Of the training under way, or of the last; nullptr if there was none.
    std::shared_ptr<const LossCurve> loss() const { return m_loss; }

    /// Whether the estimator shown was made with the settings of the session.
    bool isCurrent() const;
    /// Whether the estimator has to be asked for: the true posterior is there at once.
    bool needsRun() const;
    /// Whether several observations can be taken.
    bool takesMany() const { return m_posterior && m_posterior->takesMany(); }

    void watch(bool watched);           ///< whether somebody looks: nothing is done otherwise
    void watchPrediction(bool watched); ///< the same for predicted()
    /// Simulates and makes the estimator. Cancelling runJob() leaves what was there before.
    void run();
    /// Ends the training with the best so far.
    void stopAndKeep();

    /// Other numbers for some of the data, by drag. Nobody knows then what was true.
    void moveObservation(const std::vector<std::pair<int, double>> &coordinates);
    /// Takes a simulated observation, whose truth is known.
    void takeSimulated(Eigen::Index row);

    /// Whether nothing is under way.
    bool isSettled() const;
    Job &cloudJob() { return m_cloudJob; }
    Job &runJob() { return m_runJob; }
    Job &sampleJob() { return m_sampleJob; }

Q_SIGNALS:
    void cloudChanged();
    void observationChanged();
    void estimateChanged(); ///< estimate(), ghost(), message()
    void predictionChanged();
    void trainingChanged(); ///< loss(), isCurrent()
    void displayChanged();
    void settled();

private:
    struct Shapes {
        std::shared_ptr<const PosteriorShape> estimate, ghost;
        std::string problem;
        bool isRough = false;
    };
    struct Made {
        std::string key;
        std::shared_ptr<const Posterior> posterior;
        std::shared_ptr<const LossCurve> loss;
    };

    void update();
    std::string key() const;
    void observe();
    void makeCloud();
    void findPosterior();
    void takePosterior(const Made &made);
    void requestShapes();
    void startShapes();
    void show(Shapes shapes);
    void predict();
    void startPrediction();

    Document &m_document;
    bool m_watched = false, m_predictionWatched = false;
    std::string m_simulator; ///< of all that is here
    int m_cloudSeed = 0;
    Observation m_observation;
    InferenceDisplay m_display;

    std::shared_ptr<const Simulations> m_cloud;
    std::vector<double> m_firstX, m_firstTruth; ///< what is observed if the session does not say
    Observed m_observed;
    std::deque<Made> m_made; ///< the newest at the end: undo finds its estimator again
    std::shared_ptr<const Posterior> m_posterior;
    std::string m_posteriorKey, m_wantedKey;
    std::shared_ptr<const LossCurve> m_loss;
    std::shared_ptr<std::atomic_bool> m_stopAndKeep;
    Shapes m_shapes;
    QString m_message;
    std::shared_ptr<const Draws> m_predicted;

    bool m_shapesDue = false, m_predictionDue = false;
    std::size_t m_roughDraws;
    QElapsedTimer m_sampling;
    Job m_cloudJob, m_runJob, m_sampleJob, m_predictionJob;
};

} // namespace quincunx
