#pragma once

#include "core/session/inference_settings.h"
#include "views/document/calibration_run.h"
#include "views/document/estimator_comparison.h"
#include "views/document/estimator_race.h"
#include "views/document/posterior_drawing.h"
#include "views/document/prediction.h"
#include "views/document/prior_cloud.h"
#include "views/document/repeated_data.h"

namespace quincunx {

class Document;
struct Session;

/// What is observed, and what was true when it was.
struct Observed {
    Draws x;                   ///< each row an independent draw of data; none before the first is there
    std::vector<double> truth; ///< empty if nobody knows
};

/// The inference of the inference workspace: simulations from the prior, an estimator that is made when asked
/// to, and its posterior for what is observed, which follows the observation as it is dragged.
class InferenceDesk : public QObject {
    Q_OBJECT

public:
    explicit InferenceDesk(Document &document);

    const Simulator &simulator() const { return *simulatorKind().simulator; }
    NamedSimulator simulatorKind() const;
    const EstimatorKind &estimator() const;
    const EstimatorKind *rival() const; ///< beside it; nullptr if there is none
    /// What the estimator has learned, without a posterior if nothing yet.
    const MadeEstimator &made() const { return m_entrants[first]; }

    /// Some simulations from the prior; nullptr while they are made.
    std::shared_ptr<const Simulations> cloud() const { return m_cloud.simulations(); }
    /// Why there are none: they are being made, or the simulator failed.
    QString cloudMessage() const;
    const Observed &observed() const { return m_observed; }
    /// Of the estimator, and the true one behind it; nullptr if there is none, message() then says why.
    std::shared_ptr<const PosteriorShape> estimate() const { return m_drawing.shapes().estimate; }
    std::shared_ptr<const PosteriorShape> rivalEstimate() const { return m_drawing.shapes().rival; }
    std::shared_ptr<const PosteriorShape> ghost() const { return m_drawing.shapes().ghost; }
    /// The ghost, unless it is not to be shown behind an estimate.
    std::shared_ptr<const PosteriorShape> shownGhost() const;
    /// How far estimate, rival and truth are apart; empty while that is found out.
    const PosteriorContrast &contrast() const { return m_comparison.contrast(); }
    /// Probability that a simulation is as far from the others as the observation is; nothing while the
    /// simulations are made.
    std::optional<double> misfit() const { return m_misfit; }
    /// For an observation that is unlike the simulations; else empty.
    QString misfitMessage() const;
    /// Why there is no estimate; empty if there is one.
    QString message() const;
    /// Data simulated at draws of the estimate, or of the ghost if there is no estimate; nullptr if not (yet)
    /// made.
    std::shared_ptr<const Draws> predicted() const { return m_prediction.data(); }
    /// Of the training under way, or of the last; nullptr if there was none.
    std::shared_ptr<const LossCurve> loss() const { return lossOf(m_entrants[0]); }
    std::shared_ptr<const LossCurve> rivalLoss() const { return lossOf(m_entrants[1]); }

    /// Whether all that is shown was made with the settings of the session.
    bool isCurrent() const;
    /// Whether anything has to be asked for: the true posterior is there at once.
    bool needsRun() const;
    /// Whether several observations can be taken.
    bool takesMany() const { return m_entrants[0].posterior && m_entrants[0].posterior->takesMany(); }

    /// How the estimator does on simulations whose truth is known, and after it the rival, also while that is
    /// tried; nullptr if nobody asked.
    std::shared_ptr<const Calibration> calibration() const { return calibrationOf(m_entrants[first]); }
    std::shared_ptr<const Calibration> rivalCalibration() const { return calibrationOf(m_entrants[second]); }
    bool canCalibrate() const { return m_entrants[0].posterior != nullptr; }
    bool isCalibrating() const { return m_calibration.isRunning(); }
    void calibrate();
    void stopCalibration() { m_calibration.stopAndKeep(); } ///< ends with what is done
    /// What is trained while somebody looks is calibrated unasked.
    void watchCalibration(bool watched);

    void watch(bool watched); ///< whether somebody looks: nothing is done otherwise
    void update();            ///< follows the session, and a simulator that was read again
    /// Reads the file of the simulator anew, if it has one, and lets it run if it has been held back.
    void readSimulatorAgain();
    void watchPrediction(bool watched); ///< the same for predicted()
    /// Whether volumes are seen: they then follow the observation too while it is dragged.
    void watchSpace(bool watched) { m_spaceWatched = watched; }
    /// Simulates and makes the estimator, and its rival at the same budget. Cancelling runJob() leaves what
    /// was there before.
    void run();
    /// Ends the training with the best so far.
    void stopAndKeep() { m_race.stopAndKeep(); }

    /// Other numbers for some of the data, by drag. Nobody knows then what was true.
    void moveObservation(const std::vector<std::pair<int, double>> &coordinates);
    /// Takes a simulated observation, whose truth is known.
    void takeSimulated(Eigen::Index row);

    /// Whether nothing is under way.
    bool isSettled() const;
    Job &cloudJob() { return m_cloud.job(); }
    Job &runJob() { return m_race.job(); }
    Job &sampleJob() { return m_drawing.job(); }
    Job &calibrationJob() { return m_calibration.job(); }
    Job &comparisonJob() { return m_comparison.job(); }

Q_SIGNALS:
    void cloudChanged();
    void observationChanged();
    void estimateChanged(); ///< estimate(), rivalEstimate(), ghost(), contrast(), message()
    void predictionChanged();
    void trainingChanged(); ///< loss(), isCurrent()
    void calibrationChanged();
    void displayChanged();
    void settled();

private:
    /// An estimator that the session asks for, and what there is of it.
    struct Entrant : MadeEstimator {
        std::string wanted; ///< key of the order that this answers; empty if none is asked for
    };
    static constexpr std::size_t first = 0, second = 1; ///< in m_entrants: estimator, rival

    const Session &session() const;
    std::optional<EstimatorOrder> order(std::size_t entrant) const;
    std::shared_ptr<const LossCurve> lossOf(const Entrant &entrant) const;
    std::shared_ptr<const Calibration> calibrationOf(const Entrant &entrant) const;
    void askFirst(const NamedSimulator &kind);
    void forget();
    void observe();
    void takeCloud();
    void judgeObservation();
    void findPosteriors();
    void calibrate(const std::function<bool(const Entrant &)> &wanted);
    void calibrateIfSeen();
    void requestShapes();
    void showShapes();
    void predict();

    Document &m_document;
    bool m_watched = false, m_predictionWatched = false, m_spaceWatched = false, m_calibrationWatched = false;
    std::shared_ptr<const Simulator> m_simulator; ///< of all that is here
    int m_cloudSeed = 0;
    Observation m_observation;
    InferenceDisplay m_display;

    std::vector<double> m_firstX, m_firstTruth; ///< what is observed if the session does not say
    Observed m_observed;
    std::optional<double> m_misfit;
    std::array<Entrant, 2> m_entrants;

    PriorCloud m_cloud;
    RepeatedData m_repeated;
    EstimatorRace m_race;
    PosteriorDrawing m_drawing;
    Prediction m_prediction;
    EstimatorComparison m_comparison;
    CalibrationRun m_calibration;
    std::vector<Job *> m_jobs;
};

} // namespace quincunx
