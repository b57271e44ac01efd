#include "views/document/inference_desk.h"

#include "core/base/parallel.h"
#include "views/document/document.h"

#include <algorithm>

namespace quincunx {
namespace {

/// How many draws of the posterior are worth having: an estimator that keeps simulations has no more of them.
PosteriorDrawing::Order::Entrant drawnOf(const MadeEstimator &made, const EstimatorSettings &settings) {
    if (made.posterior && std::ranges::count(made.order.kind().settings, "kept"))
        return {made.posterior, static_cast<std::size_t>(settings.kept)};
    return {made.posterior};
}

} // namespace

InferenceDesk::InferenceDesk(Document &document)
    : m_document(document)
    , m_jobs{&m_cloud.job(),   &m_cloud.testJob(),  &m_repeated.job(),   &m_race.job(),
             &m_drawing.job(), &m_prediction.job(), &m_comparison.job(), &m_calibration.job()} {
    connect(&document, &Document::sessionChanged, this, &InferenceDesk::update);
    connect(&m_cloud, &PriorCloud::changed, this, &InferenceDesk::takeCloud);
    connect(&m_cloud, &PriorCloud::tested, this, [this] {
        judgeObservation();
        Q_EMIT observationChanged();
        Q_EMIT estimateChanged();
    });
    connect(&m_repeated, &RepeatedData::grown, this, [this] {
        observe();
        requestShapes();
    });
    for (auto moment : {&Job::started, &Job::finished}) // message() says whether it runs
        connect(&m_race.job(), moment, this, &InferenceDesk::estimateChanged);
    connect(&m_race, &EstimatorRace::lossChanged, this, &InferenceDesk::trainingChanged);
    connect(&m_race, &EstimatorRace::made, this, [this] {
        for (Entrant &entrant : m_entrants)
            entrant.wanted = "anew"; // the session may by now ask for something else
        findPosteriors();
        calibrateIfSeen();
    });
    connect(&m_comparison, &EstimatorComparison::changed, this, &InferenceDesk::estimateChanged);
    connect(&m_calibration, &CalibrationRun::changed, this, &InferenceDesk::calibrationChanged);
    connect(&m_drawing, &PosteriorDrawing::drawn, this, &InferenceDesk::showShapes);
    connect(&m_prediction, &Prediction::changed, this, &InferenceDesk::predictionChanged);
    connect(&m_cloud, &PriorCloud::failed, &document, &Document::failed);
    connect(&m_repeated, &RepeatedData::failed, &document, &Document::failed);
    connect(&m_race, &EstimatorRace::failed, &document, &Document::failed);
    connect(&m_drawing, &PosteriorDrawing::failed, &document, &Document::failed);
    connect(&m_prediction, &Prediction::failed, &document, &Document::failed);
    connect(&m_comparison, &EstimatorComparison::failed, &document, &Document::failed);
    connect(&m_calibration, &CalibrationRun::failed, &document, &Document::failed);
    for (Job *job : m_jobs)
        connect(job, &Job::finished, this, [this] {
            if (isSettled())
                Q_EMIT settled();
        });
}

const Session &InferenceDesk::session() const {
    return m_document.session();
}

NamedSimulator InferenceDesk::simulatorKind() const {
    return quincunx::simulatorKind(session().inference.simulator);
}

QString InferenceDesk::cloudMessage() const {
    return m_cloud.failure().isEmpty() ? tr("Simulating …") : m_cloud.failure();
}

const EstimatorKind &InferenceDesk::estimator() const {
    return estimators().at(session().inference.estimator);
}

const EstimatorKind *InferenceDesk::rival() const {
    const auto wanted = order(second);
    return wanted ? &wanted->kind() : nullptr;
}

/// Nothing if the session asks for no such entrant.
std::optional<EstimatorOrder> InferenceDesk::order(std::size_t entrant) const {
    const InferenceSettings &settings = session().inference;
    const std::string &name = entrant == first ? settings.estimator : settings.rival;
    if (entrant == second && (name == "none" || name == settings.estimator))
        return std::nullopt;
    return EstimatorOrder{simulatorKind(), name, settings.simulations, settings.seed, session().estimator};
}

std::shared_ptr<const PosteriorShape> InferenceDesk::shownGhost() const {
    return session().inferenceDisplay.ghost || !estimate() ? ghost() : nullptr;
}

bool InferenceDesk::needsRun() const {
    return order(first)->needsRun() || (rival() && order(second)->needsRun());
}

bool InferenceDesk::isCurrent() const {
    for (std::size_t i : {first, second})
        if (const auto wanted = order(i);
            wanted && (!m_entrants[i].posterior || m_entrants[i].order.key() != wanted->key()))
            return false;
    return true;
}

bool InferenceDesk::isSettled() const {
    return std::ranges::none_of(m_jobs, &Job::isRunning) && !m_comparison.isUnderWay();
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
    const NamedSimulator kind = simulatorKind();
    const bool other = std::exchange(m_simulator, kind.simulator) != kind.simulator;
    if (other)
        forget();
    if (const int seed = session().inference.seed; std::exchange(m_cloudSeed, seed) != seed || other) {
        if (kind.state == NamedSimulator::State::HeldBack)
            askFirst(kind);
        else
            m_cloud.make(m_simulator, seed);
    }
    findPosteriors();
    if (std::exchange(m_observation, session().observation) != session().observation || other) {
        observe();
        requestShapes();
    }
    if (std::exchange(m_display, session().inferenceDisplay) != session().inferenceDisplay)
        Q_EMIT displayChanged();
}

/// What a session file names is a program that may do anything: somebody has to want it.
void InferenceDesk::askFirst(const NamedSimulator &kind) {
    const QString title = QString::fromStdString(kind.title);
    m_cloud.refuse(
        tr("%1 is a program that the session brought along. It has not been run; choose it once more, "
           "and it is.")
            .arg(title));
    Q_EMIT m_document.simulatorHeldBack(title);
}

void InferenceDesk::readSimulatorAgain() {
    const std::string &name = session().inference.simulator;
    try {
        if (name.starts_with(externalPrefix))
            readAgain(name);
        update();
    } catch (const Error &error) {
        Q_EMIT m_document.failed(error);
    }
}

/// All that was of another simulator.
void InferenceDesk::forget() {
    for (Job *job : m_jobs)
        job->cancel();
    m_drawing.reset();
    m_prediction.reset();
    m_comparison.request({});
    m_cloud.forget();
    m_entrants = {};
    m_firstTruth.clear();
    m_firstX.clear();
    if (m_simulator->processes() > 0) // another program, which may be slow: the first simulation will do
        return;
    RandomEngine random(18);
    m_firstTruth.resize(m_simulator->parameters().size());
    m_firstX.resize(m_simulator->data().size());
    m_simulator->prior().draw(m_firstTruth, random);
    m_simulator->simulate(m_firstTruth, m_firstX, random);
}

void InferenceDesk::observe() {
    const Observation &chosen = session().observation;
    const bool known = chosen.x.size() == simulator().data().size();
    const std::vector<double> &x = known ? chosen.x : m_firstX;
    Observed observed{Draws(x.empty() ? 0 : 1, x.size()), known ? chosen.truth : m_firstTruth};
    if (observed.truth.size() != simulator().parameters().size())
        observed.truth.clear();
    std::ranges::copy(x, observed.x.data());
    if (takesMany() && chosen.count > 1 && !observed.truth.empty()) { // more of the same: the first stays
        m_repeated.want(m_simulator, observed.truth, session().inference.seed, chosen.count - 1);
        const Draws &more = m_repeated.rows();
        const Eigen::Index there = std::min<Eigen::Index>(more.rows(), chosen.count - 1);
        observed.x.conservativeResize(1 + there, Eigen::NoChange);
        observed.x.bottomRows(there) = more.topRows(there);
    }
    m_observed = std::move(observed);
    judgeObservation();
    Q_EMIT observationChanged();
}

void InferenceDesk::judgeObservation() {
    m_misfit.reset();
    if (m_cloud.test() && m_observed.x.rows() > 0 && m_observed.x.row(0).allFinite())
        m_misfit = m_cloud.test()->pValue(rowOf(m_observed.x, 0));
}

QString InferenceDesk::misfitMessage() const {
    if (!m_misfit || *m_misfit >= misspecifiedBelow)
        return {};
    QString text = QString::fromStdString(misspecificationMessage(*m_misfit, m_cloud.test()->simulations()));
    text[0] = text[0].toUpper();
    return text;
}

void InferenceDesk::takeCloud() {
    if (m_firstX.empty() && cloud()) {
        Eigen::Index row = 0;
        while (!cloud()->x.row(row).allFinite()) // of one at least there is a result
            ++row;
        m_firstX.assign(cloud()->x.row(row).begin(), cloud()->x.row(row).end());
        m_firstTruth.assign(cloud()->theta.row(row).begin(), cloud()->theta.row(row).end());
        observe();
        requestShapes();
    }
    Q_EMIT cloudChanged();
    if (!m_cloud.failure().isEmpty())
        showShapes();
}

// The estimators

/// Another estimator is another question; of the same with other numbers the last answer stays until it is
/// run.
void InferenceDesk::findPosteriors() {
    bool isOther = false;
    for (std::size_t i : {first, second}) {
        const auto wanted = order(i);
        const std::string key = wanted ? wanted->key() : std::string();
        if (std::exchange(m_entrants[i].wanted, key) == key)
            continue;
        isOther = true;
        MadeEstimator made = wanted ? m_race.find(*wanted) : MadeEstimator{};
        if (wanted && !made.posterior)
            made = m_race.latest(*wanted);
        static_cast<MadeEstimator &>(m_entrants[i]) = std::move(made);
    }
    if (!isOther)
        return;
    Q_EMIT trainingChanged();
    Q_EMIT calibrationChanged();
    observe(); // more of it, perhaps
    requestShapes();
}

std::shared_ptr<const LossCurve> InferenceDesk::lossOf(const Entrant &entrant) const {
    return m_race.isMaking(entrant.order.estimator) ? m_race.loss(entrant.order.estimator) : entrant.loss;
}

void InferenceDesk::run() {
    std::vector<EstimatorOrder> orders, outdated;
    for (std::size_t i : {first, second}) {
        const auto wanted = order(i);
        if (!wanted)
            continue;
        if (const std::string why = wanted->refusal(); !why.empty()) {
            Q_EMIT m_document.failed(
                Error("cannot use estimator '" + wanted->estimator + "' for " + wanted->simulator.title, why,
                      "choose another estimator"));
            continue;
        }
        if (!wanted->needsRun())
            continue;
        orders.push_back(*wanted);
        if (!m_race.find(*wanted).posterior)
            outdated.push_back(*wanted);
    }
    if (orders.empty())
        return;
    m_calibration.job().cancel();                     // of what is to be replaced
    m_race.run(outdated.empty() ? orders : outdated); // nothing is outdated: all is made anew
}

std::shared_ptr<const Calibration> InferenceDesk::calibrationOf(const Entrant &entrant) const {
    return entrant.posterior ? m_calibration.find(entrant.order.key()) : nullptr;
}

void InferenceDesk::calibrate() {
    calibrate([](const Entrant &) { return true; });
}

void InferenceDesk::calibrate(const std::function<bool(const Entrant &)> &wanted) {
    std::vector<CalibrationRun::Order> orders;
    for (const Entrant &entrant : m_entrants)
        if (entrant.posterior && wanted(entrant))
            orders.push_back({entrant.order.key(), entrant.posterior});
    if (!orders.empty())
        m_calibration.run(std::move(orders), session().inference.trials, session().inference.seed);
}

void InferenceDesk::calibrateIfSeen() {
    // What simulates for each observation anew would do so for each trial: only if asked to.
    if (m_calibrationWatched && m_watched && isCurrent() && !isCalibrating())
        calibrate([this](const Entrant &of) {
            return of.order.needsRun() && of.order.kind().parts == 1 && !calibrationOf(of);
        });
}

void InferenceDesk::watchCalibration(bool watched) {
    m_calibrationWatched = watched;
}

// Draws from the posterior

void InferenceDesk::requestShapes() {
    if (m_observed.x.rows() == 0)
        return;
    const Entrant &rival = m_entrants[second];
    const bool fits = rival.posterior && (m_observed.x.rows() == 1 || rival.posterior->takesMany());
    const bool isTrue = estimator().name == "exact" || (fits && rival.order.estimator == "exact");
    m_drawing.request(
        {.simulator = m_simulator,
         .estimate = drawnOf(m_entrants[first], session().estimator),
         .rival = fits ? drawnOf(rival, session().estimator) : PosteriorDrawing::Order::Entrant{},
         .x = m_observed.x,
         .ghost = m_simulator->hasPosterior() && !isTrue,
         .inSpace = m_spaceWatched,
         .seed = static_cast<std::uint64_t>(session().inference.seed)});
}

QString InferenceDesk::message() const {
    if (!m_cloud.failure().isEmpty())
        return m_cloud.failure();
    if (const std::string &problem = m_drawing.shapes().problem; !problem.empty())
        return QString::fromStdString(problem);
    if (const std::string why = estimator().refuses(simulator()); !why.empty())
        return tr("%1 cannot serve this simulator: %2")
            .arg(QString::fromStdString(estimator().title), QString::fromStdString(why));
    if (m_entrants[first].posterior)
        return {};
    return m_race.isRunning() ? tr("The estimate is being made …") : tr("Press Run to make the estimate");
}

void InferenceDesk::showShapes() {
    m_comparison.request(m_drawing.shapes());
    Q_EMIT estimateChanged();
    predict();
}

void InferenceDesk::predict() {
    if (m_predictionWatched && m_watched)
        m_prediction.request(m_simulator, estimate() ? estimate() : ghost());
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
        session.observation.x.assign(cloud()->x.row(row).begin(), cloud()->x.row(row).end());
        session.observation.truth.assign(cloud()->theta.row(row).begin(), cloud()->theta.row(row).end());
    });
}

} // namespace quincunx
