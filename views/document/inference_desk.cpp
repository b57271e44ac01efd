#include "views/document/inference_desk.h"

#include "core/base/parallel.h"
#include "views/document/document.h"

#include <algorithm>

namespace quincunx {
namespace {

constexpr std::size_t cloudSize = 3000;    // points that are drawn
constexpr std::size_t fullDraws = 10'000;  // of a posterior at rest
constexpr std::size_t fewestDraws = 2'000; // while the observation is dragged and drawing them takes long
constexpr qint64 quick = 30;               // [ms] for one update while dragging
constexpr qint64 tooLong = 1500;           // [ms] after which an order gives way to a newer one
constexpr std::size_t keptEstimators = 8;

/// How many draws of the posterior are worth having: an estimator that keeps simulations has no more of them.
std::size_t drawsOf(const EstimatorKind &kind, const EstimatorSettings &settings, std::size_t wanted) {
    return std::ranges::count(kind.settings, "kept") ? static_cast<std::size_t>(settings.kept) : wanted;
}

} // namespace

InferenceDesk::InferenceDesk(Document &document)
    : m_document(document)
    , m_roughDraws(fullDraws)
    , m_cloudJob(tr("Simulating"))
    , m_runJob(tr("Estimating"))
    , m_sampleJob(tr("Drawing from the posterior"))
    , m_predictionJob(tr("Predicting")) {
    connect(&document, &Document::sessionChanged, this, &InferenceDesk::update);
    connect(&m_sampleJob, &Job::finished, this, [this] {
        if (m_shapesDue)
            startShapes();
    });
    connect(&m_predictionJob, &Job::finished, this, [this] {
        if (m_predictionDue)
            startPrediction();
    });
    for (Job *job : {&m_cloudJob, &m_runJob, &m_sampleJob, &m_predictionJob})
        connect(job, &Job::finished, this, [this] {
            if (isSettled())
                Q_EMIT settled();
        });
}

const Simulator &InferenceDesk::simulator() const {
    return *simulators().at(m_document.session().inference.simulator).simulator;
}

const EstimatorKind &InferenceDesk::estimator() const {
    return estimators().at(m_document.session().inference.estimator);
}

std::string InferenceDesk::key() const {
    const Session &session = m_document.session();
    nlohmann::json known = {session.inference.simulator, session.inference.estimator};
    if (estimator().simulates)
        known.push_back(session.inference.simulations);
    if (needsRun())
        known.push_back(session.inference.seed);
    const nlohmann::json all = EstimatorSettings::table().toJson(session.estimator);
    for (const std::string &name : estimator().settings)
        known.push_back(all.at(name));
    return known.dump();
}

bool InferenceDesk::needsRun() const {
    return estimator().simulates || !estimator().settings.empty();
}

bool InferenceDesk::isCurrent() const {
    return m_posterior && m_posteriorKey == key();
}

bool InferenceDesk::isSettled() const {
    return !m_cloudJob.isRunning() && !m_runJob.isRunning() && !m_sampleJob.isRunning() &&
           !m_predictionJob.isRunning();
}

void InferenceDesk::watch(bool watched) {
    m_watched = watched;
    update();
}

void InferenceDesk::watchPrediction(bool watched) {
    m_predictionWatched = watched;
    if (watched && !m_predicted)
        predict();
}

// Follows the session

void InferenceDesk::update() {
    if (!m_watched)
        return;
    const Session &session = m_document.session();
    const bool other = std::exchange(m_simulator, session.inference.simulator) != session.inference.simulator;
    if (other) {
        for (Job *job : {&m_cloudJob, &m_runJob, &m_sampleJob, &m_predictionJob})
            job->cancel();
        m_cloud = nullptr;
        m_posterior = nullptr;
        m_shapes = {};
        m_predicted = nullptr;
        m_loss = nullptr;
        m_roughDraws = fullDraws;
        RandomEngine random(18);
        m_firstTruth.resize(simulator().parameters().size());
        m_firstX.resize(simulator().data().size());
        simulator().prior().draw(m_firstTruth, random);
        simulator().simulate(m_firstTruth, m_firstX, random);
    }
    if (other || m_cloudSeed != session.inference.seed)
        makeCloud();
    findPosterior();
    if (std::exchange(m_observation, session.observation) != session.observation || other) {
        observe();
        requestShapes();
    }
    if (std::exchange(m_display, session.inferenceDisplay) != session.inferenceDisplay)
        Q_EMIT displayChanged();
}

void InferenceDesk::observe() {
    const Observation &chosen = m_document.session().observation;
    const bool known = chosen.x.size() == simulator().data().size();
    const std::vector<double> &x = known ? chosen.x : m_firstX;
    Observed observed{Draws(1, x.size()), known ? chosen.truth : m_firstTruth};
    if (observed.truth.size() != simulator().parameters().size())
        observed.truth.clear();
    std::ranges::copy(x, observed.x.data());
    if (takesMany() && chosen.count > 1 && !observed.truth.empty()) {
        // More of the same: the first stays as it is, and each number of them begins with those before it.
        RandomEngine random(static_cast<std::uint64_t>(m_document.session().inference.seed));
        observed.x.conservativeResize(chosen.count, Eigen::NoChange);
        for (Eigen::Index row = 1; row < observed.x.rows(); ++row)
            simulator().simulate(observed.truth, {observed.x.row(row).data(), x.size()}, random);
    }
    m_observed = std::move(observed);
    Q_EMIT observationChanged();
}

void InferenceDesk::makeCloud() {
    m_cloudSeed = m_document.session().inference.seed;
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

void InferenceDesk::findPosterior() {
    const InferenceSettings &settings = m_document.session().inference;
    const std::string wanted = key();
    if (std::exchange(m_wantedKey, wanted) == wanted)
        return;
    if (const auto known = std::ranges::find(m_made, wanted, &Made::key); known != m_made.end())
        return takePosterior(*known);
    const std::string why = estimator().refuses(simulator());
    if (!needsRun() && why.empty()) {
        const EstimatorInput input{simulators().at(settings.simulator).simulator, nullptr, {}, 1, 1};
        return takePosterior({wanted, estimator().make(input, {}), nullptr});
    }
    // Another estimator is another question; of the same with other numbers the last answer stays till it is
    // run.
    const auto last = std::ranges::find_if(m_made.rbegin(), m_made.rend(), [&](const Made &made) {
        const auto parts = nlohmann::json::parse(made.key);
        return parts[0] == settings.simulator && parts[1] == settings.estimator;
    });
    const Made shown = last == m_made.rend() ? Made{} : *last;
    m_posterior = nullptr;
    takePosterior(shown);
}

void InferenceDesk::takePosterior(const Made &made) {
    m_posterior = made.posterior;
    m_posteriorKey = made.key;
    if (!m_runJob.isRunning())
        m_loss = made.loss;
    Q_EMIT trainingChanged();
    observe(); // more of it, perhaps
    requestShapes();
}

void InferenceDesk::run() {
    const Session &session = m_document.session();
    const InferenceSettings settings = session.inference;
    if (const std::string why = estimator().refuses(simulator()); !why.empty()) {
        Q_EMIT m_document.failed(
            Error("cannot use estimator '" + settings.estimator + "' for " + settings.simulator, why,
                  "choose another estimator"));
        return;
    }
    m_stopAndKeep = std::make_shared<std::atomic_bool>(false);
    m_loss = nullptr;
    Q_EMIT trainingChanged();
    EstimatorInput input{simulators().at(settings.simulator).simulator, nullptr, session.estimator,
                         static_cast<std::uint64_t>(settings.seed), defaultThreads()};
    m_runJob.start<Made>(
        [this, input, settings, kind = &estimator(), key = key(),
         stop = m_stopAndKeep](const JobProgress &progress) {
            EstimatorInput given = input;
            if (kind->simulates)
                given.simulations = std::make_shared<const Simulations>(
                    simulatePrior(*given.simulator, static_cast<std::size_t>(settings.simulations),
                                  given.seed, given.threads, progress));
            std::shared_ptr<const LossCurve> loss;
            const TrainingWatch watch{progress, [stop] { return stop->load(); },
                                      [&](const LossCurve &curve) {
                                          loss = std::make_shared<const LossCurve>(curve);
                                          progress.deliver([this, loss] {
                                              m_loss = loss;
                                              Q_EMIT trainingChanged();
                                          });
                                      }};
            Made made{key, kind->make(given, watch), nullptr};
            made.loss = loss;
            return made;
        },
        [this](Made made) {
            std::erase_if(m_made, [&](const Made &old) { return old.key == made.key; });
            m_made.push_back(made);
            if (m_made.size() > keptEstimators)
                m_made.pop_front();
            m_wantedKey.clear(); // the session may by now ask for something else
            findPosterior();
        },
        [this](const Error &error) {
            Q_EMIT m_document.failed(error);
            Q_EMIT trainingChanged();
        });
}

void InferenceDesk::stopAndKeep() {
    if (m_stopAndKeep)
        *m_stopAndKeep = true;
}

// Draws from the posterior. While one order is worked on only the newest of later ones waits, so that the
// picture follows the mouse at the pace at which it can be made.

void InferenceDesk::requestShapes() {
    m_shapesDue = true;
    if (!m_sampleJob.isRunning() || m_sampling.elapsed() > tooLong)
        startShapes();
}

void InferenceDesk::startShapes() {
    m_shapesDue = false;
    const EstimatorKind &kind = estimator();
    const auto simulator = simulators().at(m_simulator).simulator;
    const Observed seen = m_observed;
    const bool ghost = simulator->hasPosterior() && kind.name != "exact" && seen.x.rows() == 1;
    const std::size_t draws = m_roughDraws;
    m_sampling.start();
    m_sampleJob.start<Shapes>(
        [=, posterior = m_posterior, few = drawsOf(kind, m_document.session().estimator, draws),
         seed =
             static_cast<std::uint64_t>(m_document.session().inference.seed)](const JobProgress &progress) {
            Shapes shapes;
            const int threads = defaultThreads();
            shapes.isRough = draws < fullDraws;
            auto shape = [&](const Posterior &from, std::size_t count) {
                return std::make_shared<const PosteriorShape>(
                    shapeOf(from.sample(seen.x, count, seed, threads, progress), simulator->prior(), threads,
                            progress));
            };
            try {
                if (ghost)
                    shapes.ghost =
                        shape(*estimators().at("exact").make({simulator, nullptr, {}, 1, 1}, {}), draws);
            } catch (const Error &) {
                // An estimate may well exist where the truth is impossible.
            }
            try {
                if (posterior)
                    shapes.estimate = shape(*posterior, few);
            } catch (const Error &error) {
                shapes.problem = error.what();
            }
            return shapes;
        },
        [this](Shapes shapes) { show(std::move(shapes)); },
        [this](const Error &error) { Q_EMIT m_document.failed(error); });
}

void InferenceDesk::show(Shapes shapes) {
    const qint64 taken = m_sampling.elapsed();
    // As many draws as the mouse has time for; all of them once it rests.
    const auto fitting = static_cast<std::size_t>(
        static_cast<double>(shapes.isRough ? m_roughDraws : fullDraws) * static_cast<double>(quick) /
        static_cast<double>(std::max<qint64>(taken, 1)));
    m_roughDraws = m_shapesDue ? std::clamp(fitting, fewestDraws, fullDraws) : fullDraws;
    if (shapes.isRough && !m_shapesDue)
        m_shapesDue = true;
    const std::string why = estimator().refuses(simulator());
    m_message = !shapes.problem.empty() ? QString::fromStdString(shapes.problem)
                : !why.empty()
                    ? tr("%1 cannot serve this simulator: %2")
                          .arg(QString::fromStdString(estimator().title), QString::fromStdString(why))
                : !m_posterior ? tr("Press Run to make the estimate")
                               : QString();
    m_shapes = std::move(shapes);
    Q_EMIT estimateChanged();
    predict();
}

// Data that the posterior would give

void InferenceDesk::predict() {
    if (!m_predictionWatched || !m_watched)
        return void(m_predicted = nullptr);
    m_predictionDue = true;
    if (!m_predictionJob.isRunning())
        startPrediction();
}

void InferenceDesk::startPrediction() {
    m_predictionDue = false;
    const auto shape = m_shapes.estimate ? m_shapes.estimate : m_shapes.ghost;
    using Predicted = std::shared_ptr<const Draws>;
    if (!shape) {
        m_predicted = nullptr;
        return Q_EMIT predictionChanged();
    }
    const auto simulator = simulators().at(m_simulator).simulator;
    m_predictionJob.start<Predicted>(
        [shape, simulator](const JobProgress &progress) {
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
        [this](Predicted predicted) {
            m_predicted = std::move(predicted);
            Q_EMIT predictionChanged();
        },
        [this](const Error &error) { Q_EMIT m_document.failed(error); });
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
