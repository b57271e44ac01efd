#include "views/document/inference_desk.h"

#include "core/base/parallel.h"
#include "views/document/document.h"

#include <algorithm>

namespace quincunx {
namespace {

constexpr std::size_t cloudSize = 3000; // points that are drawn

/// How many draws of the posterior are worth having: an estimator that keeps simulations has no more of them.
PosteriorDrawing::Order::Entrant drawnOf(const MadeEstimator &made, const EstimatorSettings &settings) {
    if (made.posterior && std::ranges::count(made.order.kind().settings, "kept"))
        return {made.posterior, static_cast<std::size_t>(settings.kept)};
    return {made.posterior};
}

} // namespace

InferenceDesk::InferenceDesk(Document &document)
    : m_document(document)
    , m_cloudJob(tr("Simulating"))
    , m_jobs{&m_cloudJob, &m_repeated.job(), &m_race.job(), &m_drawing.job(), &m_prediction.job()} {
    connect(&document, &Document::sessionChanged, this, &InferenceDesk::update);
    connect(&m_repeated, &RepeatedData::grown, this, [this] {
        observe();
        requestShapes();
    });
    connect(&m_race, &EstimatorRace::lossChanged, this, &InferenceDesk::trainingChanged);
    connect(&m_race, &EstimatorRace::made, this, [this] {
        m_entrant.wanted.clear(); // the session may by now ask for something else
        findPosterior();
    });
    connect(&m_drawing, &PosteriorDrawing::drawn, this, &InferenceDesk::showShapes);
    connect(&m_prediction, &Prediction::changed, this, &InferenceDesk::predictionChanged);
    connect(&m_repeated, &RepeatedData::failed, &document, &Document::failed);
    connect(&m_race, &EstimatorRace::failed, &document, &Document::failed);
    connect(&m_drawing, &PosteriorDrawing::failed, &document, &Document::failed);
    connect(&m_prediction, &Prediction::failed, &document, &Document::failed);
    for (Job *job : m_jobs)
        connect(job, &Job::finished, this, [this] {
            if (isSettled())
                Q_EMIT settled();
        });
}

const Session &InferenceDesk::session() const {
    return m_document.session();
}

const Simulator &InferenceDesk::simulator() const {
    return *simulators().at(session().inference.simulator).simulator;
}

const EstimatorKind &InferenceDesk::estimator() const {
    return estimators().at(session().inference.estimator);
}

EstimatorOrder InferenceDesk::order() const {
    const InferenceSettings &settings = session().inference;
    return {settings.simulator, settings.estimator, settings.simulations, settings.seed, session().estimator};
}

bool InferenceDesk::needsRun() const {
    return order().needsRun();
}

bool InferenceDesk::isCurrent() const {
    return m_entrant.posterior && m_entrant.order.key() == order().key();
}

bool InferenceDesk::isSettled() const {
    return std::ranges::none_of(m_jobs, &Job::isRunning);
}

void InferenceDesk::watch(bool watched) {
    m_watched = watched;
    update();
}

void InferenceDesk::watchPrediction(bool watched) {
    m_predictionWatched = watched;
    if (watched && !predicted())
        predict();
}

// Follows the session

void InferenceDesk::update() {
    if (!m_watched)
        return;
    const bool other =
        std::exchange(m_simulator, session().inference.simulator) != session().inference.simulator;
    if (other)
        forget();
    if (other || m_cloudSeed != session().inference.seed)
        makeCloud();
    findPosterior();
    if (std::exchange(m_observation, session().observation) != session().observation || other) {
        observe();
        requestShapes();
    }
    if (std::exchange(m_display, session().inferenceDisplay) != session().inferenceDisplay)
        Q_EMIT displayChanged();
}

/// All that was of another simulator.
void InferenceDesk::forget() {
    m_cloudJob.cancel();
    m_race.job().cancel();
    m_drawing.reset();
    m_prediction.reset();
    m_cloud = nullptr;
    m_entrant = {};
    RandomEngine random(18);
    m_firstTruth.resize(simulator().parameters().size());
    m_firstX.resize(simulator().data().size());
    simulator().prior().draw(m_firstTruth, random);
    simulator().simulate(m_firstTruth, m_firstX, random);
}

void InferenceDesk::observe() {
    const Observation &chosen = session().observation;
    const bool known = chosen.x.size() == simulator().data().size();
    const std::vector<double> &x = known ? chosen.x : m_firstX;
    Observed observed{Draws(1, x.size()), known ? chosen.truth : m_firstTruth};
    if (observed.truth.size() != simulator().parameters().size())
        observed.truth.clear();
    std::ranges::copy(x, observed.x.data());
    if (takesMany() && chosen.count > 1 && !observed.truth.empty()) { // more of the same: the first stays
        m_repeated.want(simulators().at(m_simulator).simulator, observed.truth, session().inference.seed,
                        chosen.count - 1);
        const Draws &more = m_repeated.rows();
        const Eigen::Index there = std::min<Eigen::Index>(more.rows(), chosen.count - 1);
        observed.x.conservativeResize(1 + there, Eigen::NoChange);
        observed.x.bottomRows(there) = more.topRows(there);
    }
    m_observed = std::move(observed);
    Q_EMIT observationChanged();
}

void InferenceDesk::makeCloud() {
    m_cloudSeed = session().inference.seed;
    using Cloud = std::shared_ptr<const Simulations>;
    const auto simulator = simulators().at(m_simulator).simulator;
    m_cloudJob.start<Cloud>(
        [simulator, seed = static_cast<std::uint64_t>(m_cloudSeed)](const JobProgress &progress) {
            return std::make_shared<const Simulations>(
                simulatePrior(*simulator, cloudSize, seed, defaultThreads(), progress));
        },
        [this](Cloud cloud) {
            m_cloud = std::move(cloud);
            Q_EMIT cloudChanged();
        },
        [this](const Error &error) { Q_EMIT m_document.failed(error); });
    Q_EMIT cloudChanged();
}

// The estimator

/// Another estimator is another question; of the same with other numbers the last answer stays until it is
/// run.
void InferenceDesk::findPosterior() {
    const EstimatorOrder wanted = order();
    if (std::exchange(m_entrant.wanted, wanted.key()) == wanted.key())
        return;
    MadeEstimator made = m_race.find(wanted);
    if (!made.posterior)
        made = m_race.latest(wanted);
    static_cast<MadeEstimator &>(m_entrant) = std::move(made);
    Q_EMIT trainingChanged();
    observe(); // more of it, perhaps
    requestShapes();
}

std::shared_ptr<const LossCurve> InferenceDesk::lossOf(const Entrant &entrant) const {
    return m_race.isMaking(entrant.order.estimator) ? m_race.loss(entrant.order.estimator) : entrant.loss;
}

void InferenceDesk::run() {
    const EstimatorOrder wanted = order();
    if (const std::string why = wanted.refusal(); !why.empty())
        return Q_EMIT m_document.failed(
            Error("cannot use estimator '" + wanted.estimator + "' for " + wanted.simulator, why,
                  "choose another estimator"));
    m_race.run({wanted});
}

// Draws from the posterior

void InferenceDesk::requestShapes() {
    const auto simulator = simulators().at(m_simulator).simulator;
    m_drawing.request(
        {.simulator = simulator,
         .estimate = drawnOf(m_entrant, session().estimator),
         .rival = {},
         .x = m_observed.x,
         .ghost = simulator->hasPosterior() && estimator().name != "exact" && m_observed.x.rows() == 1,
         .seed = static_cast<std::uint64_t>(session().inference.seed)});
}

void InferenceDesk::showShapes() {
    const std::string why = estimator().refuses(simulator()), &problem = m_drawing.shapes().problem;
    m_message = !problem.empty() ? QString::fromStdString(problem)
                : !why.empty()
                    ? tr("%1 cannot serve this simulator: %2")
                          .arg(QString::fromStdString(estimator().title), QString::fromStdString(why))
                : !m_entrant.posterior ? tr("Press Run to make the estimate")
                                       : QString();
    Q_EMIT estimateChanged();
    predict();
}

void InferenceDesk::predict() {
    if (m_predictionWatched && m_watched)
        m_prediction.request(simulators().at(m_simulator).simulator, estimate() ? estimate() : ghost());
    else
        m_prediction.reset();
}

// What the hands do

void InferenceDesk::moveObservation(const std::vector<std::pair<int, double>> &coordinates) {
    const Observed now = m_observed;
    m_document.change(
        tr("Move the observation"),
        [&](Session &session) {
            session.observation.x.assign(now.x.row(0).begin(), now.x.row(0).end());
            session.observation.truth.clear();
            session.observation.count = 1;
            for (const auto &[coordinate, value] : coordinates)
                session.observation.x.at(static_cast<std::size_t>(coordinate)) = value;
        },
        QStringLiteral("observation"));
}

void InferenceDesk::takeSimulated(Eigen::Index row) {
    m_document.change(tr("Take a simulated observation"), [&](Session &session) {
        session.observation.x.assign(m_cloud->x.row(row).begin(), m_cloud->x.row(row).end());
        session.observation.truth.assign(m_cloud->theta.row(row).begin(), m_cloud->theta.row(row).end());
    });
}

} // namespace quincunx
