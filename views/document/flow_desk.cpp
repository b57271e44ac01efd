#include "views/document/flow_desk.h"

#include "core/base/parallel.h"
#include "core/manifold_flow/objective.h"
#include "core/manifold_flow/race.h"
#include "views/document/document.h"

#include <algorithm>

namespace quincunx {
namespace {

constexpr int roughColumns = 96, fineColumns = 192; ///< of a chart while the flow learns, and at rest
constexpr std::size_t keptFlows = 8;
constexpr int stepsAnew = 1500; ///< after the target has changed a little

using Result = FlowDesk::Result;

/// A model of which a picture is wanted.
struct Sketch {
    FlowModel model;
    FlowTask learned;
    std::vector<FlowReport> history;
    bool atRest;
    double slice;
    std::shared_ptr<const Target> target = targetOf(model.task);
};

/// What is drawn of a model, on a worker.
std::shared_ptr<const Result> drawn(Sketch sketch, const Progress &progress) {
    auto &[model, learned, history, atRest, slice, target] = sketch;
    auto result = std::make_shared<Result>();
    result->flow = flowOf(model.task);
    result->target = target;
    const std::vector<double> &parameters = model.state.parameters;
    const int threads = atRest ? defaultThreads() : 1;
    result->picture = drawFlow(*result->flow, parameters, *result->target,
                               {atRest ? fineColumns : roughColumns, slice, threads}, progress);
    if (atRest && !history.empty()) {
        result->laws = checkLaws(*result->flow, parameters, 128, 1);
        if (result->flow->manifold().dimension() <= 2)
            result->integral = flowGrid(*result->flow, parameters, 192, threads).integral();
    }
    result->model = std::move(model);
    result->learned = std::move(learned);
    result->history = std::move(history);
    return result;
}

/// Whether the parameters of one are those of the other.
bool areBuiltAlike(const FlowTask &a, const FlowTask &b) {
    return a.manifold == b.manifold && a.flow == b.flow && a.flowSettings == b.flowSettings;
}

bool haveTheSameTarget(const FlowTask &a, const FlowTask &b) {
    return a.manifold == b.manifold && a.target == b.target && a.targetSettings == b.targetSettings;
}

} // namespace

FlowDesk::FlowDesk(Document &document)
    : m_document(document)
    , m_slice(std::make_shared<std::atomic<double>>(0))
    , m_trainJob(tr("Training the flow"))
    , m_drawJob(tr("Drawing the flow")) {
    connect(&document, &Document::sessionChanged, this, &FlowDesk::update);
    for (Job *job : {&m_trainJob, &m_drawJob})
        connect(job, &Job::finished, this, [this] {
            Q_EMIT changed();
            if (isSettled())
                Q_EMIT settled();
        });
}

FlowDesk::~FlowDesk() {
    if (m_stopAndKeep)
        *m_stopAndKeep = true;
}

const FlowTask &FlowDesk::task() const {
    return m_document.session().flow;
}

bool FlowDesk::isCurrent() const {
    return m_result && m_result->learned == task();
}

void FlowDesk::watch(bool watched) {
    m_watched = watched;
    update();
}

void FlowDesk::update() {
    if (!m_watched)
        return;
    const FlowDisplay before = std::exchange(m_display, m_document.session().flowDisplay);
    *m_slice = m_display.slice;
    if (before != m_display)
        Q_EMIT displayChanged();
    if (before.slice != m_display.slice && m_seen == task())
        drawChosenSlice();
    if (m_seen == task())
        return;
    m_seen = task();
    const auto kept = std::ranges::find_if(m_kept, [&](const auto &one) { return one->learned == task(); });
    const FlowTask *shown = m_result ? &m_result->model.task : nullptr;
    if (kept != m_kept.end()) {
        m_racing.clear();
        m_trainJob.cancel();
        m_drawJob.cancel();
        show(*kept);
    } else if (isTrained() && areBuiltAlike(*shown, task()) && haveTheSameTarget(*shown, task())) {
        Q_EMIT changed(); // another way to train it: what was learned stays in sight
    } else {
        m_racing.clear();
        m_trainJob.cancel();
        draw();
    }
}

/// What was learned by a flow that is built alike, against the target that is now asked for; else a flow
/// before it learns.
void FlowDesk::draw() {
    const bool stays = isTrained() && areBuiltAlike(m_result->model.task, task());
    m_drawJob.start<std::shared_ptr<const Result>>(
        [task = task(), before = stays ? m_result : nullptr, slice = m_slice,
         known = m_result && haveTheSameTarget(m_result->model.task, task()) ? m_result->target : nullptr](
            const JobProgress &progress) {
            const auto target = known ? known : targetOf(task); // samples take a while to read
            FlowModel model{task, {}};
            if (before)
                model.state = before->model.state;
            else
                model.state.parameters = flowOf(task)->identityParameters();
            return drawn({std::move(model), before ? before->learned : FlowTask(),
                          before ? before->history : std::vector<FlowReport>(), !before, *slice, target},
                         progress);
        },
        [this](std::shared_ptr<const Result> result) { show(std::move(result)); },
        [this](const Error &error) {
            m_result = nullptr;
            m_message = QString::fromStdString(error.what());
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

/// While something is drawn or learned anyway, that will have the slice.
void FlowDesk::drawChosenSlice() {
    if (!m_result || m_result->picture.charts.size() <= chosenSlice ||
        !m_result->picture.charts[chosenSlice].sphere || m_trainJob.isRunning())
        return;
    m_drawJob.start<std::shared_ptr<const Result>>(
        [before = m_result, slice = m_slice](const JobProgress &) {
            auto result = std::make_shared<Result>(*before);
            result->picture.charts[chosenSlice] =
                drawSlice(*result->flow, result->model.state.parameters, *result->target,
                          result->picture.normaliser, {fineColumns, *slice, defaultThreads()});
            return std::shared_ptr<const Result>(std::move(result));
        },
        [this](std::shared_ptr<const Result> result) { show(std::move(result)); },
        [this](const Error &error) { Q_EMIT m_document.failed(error); });
}

void FlowDesk::show(std::shared_ptr<const Result> result) {
    m_result = std::move(result);
    m_message.clear();
    Q_EMIT changed();
}

void FlowDesk::keep(std::shared_ptr<const Result> result) {
    std::erase_if(m_kept, [&](const auto &one) { return one->learned == result->learned; });
    m_kept.push_back(std::move(result));
    if (m_kept.size() > keptFlows)
        m_kept.pop_front();
}

void FlowDesk::run() {
    try {
        const auto flow = flowOf(task());
        train(initialState(*flow, static_cast<std::uint64_t>(task().training.seed)), task(), {});
    } catch (const Error &error) {
        Q_EMIT m_document.failed(error);
    }
}

void FlowDesk::goOn(int steps) {
    if (!isTrained())
        return run();
    FlowState state = m_result->model.state;
    FlowTask wanted = m_result->model.task;
    wanted.target = task().target;
    wanted.targetSettings = task().targetSettings;
    // What was best for another target says nothing for this one; for the same it is what is to be bettered.
    if (!haveTheSameTarget(m_result->learned, task()))
        state.bestLoss = std::numeric_limits<double>::infinity();
    state.step = 0;
    state.skipped = 0;
    state.weights = state.average = state.parameters;
    std::ranges::fill(state.first, 0.);
    std::ranges::fill(state.second, 0.);
    wanted.training.steps = steps;
    wanted.training.annealed = 0;
    train(std::move(state), wanted, m_result->history);
}

void FlowDesk::learnAnew() {
    if (isTrained())
        goOn(stepsAnew);
}

void FlowDesk::train(FlowState state, FlowTask wanted, std::vector<FlowReport> history) {
    m_drawJob.cancel();
    m_racing.clear();
    m_stopAndKeep = std::make_shared<std::atomic_bool>(false);
    const FlowTask asked = task();
    m_trainJob.start<std::shared_ptr<const Result>>(
        [state = std::move(state), wanted = std::move(wanted), asked, history = std::move(history),
         stop = m_stopAndKeep, slice = m_slice, this](const JobProgress &progress) mutable {
            const auto flow = flowOf(wanted);
            const auto target = targetOf(wanted);
            const int before = history.empty() ? 0 : history.back().step;
            FlowWatch watch{.progress = progress};
            watch.stopAndKeep = [stop] { return stop->load(); };
            watch.report = [&](const FlowReport &report, const FlowState &now) {
                history.push_back(report);
                history.back().step += before;
                FlowModel model{asked, now};
                model.state.parameters = now.average;
                auto result = drawn({std::move(model), asked, history, false, *slice, target}, progress);
                progress.deliver([this, result] { show(result); });
            };
            const FlowState learned = trainFlow(*flow, *target, wanted.training, std::move(state), watch);
            return drawn({{asked, learned}, asked, std::move(history), true, *slice, target}, progress);
        },
        [this](std::shared_ptr<const Result> result) {
            keep(result);
            show(std::move(result));
        },
        [this](const Error &error) { Q_EMIT m_document.failed(error); });
    Q_EMIT changed();
}

void FlowDesk::race() {
    std::vector<FlowRacer> racers;
    try {
        racers = racersFor(task());
    } catch (const Error &error) {
        Q_EMIT m_document.failed(error);
        return;
    }
    m_drawJob.cancel();
    m_racing.clear();
    m_stopAndKeep = std::make_shared<std::atomic_bool>(false);
    using Results = std::vector<std::shared_ptr<const Result>>;
    m_trainJob.start<Results>(
        [racers = std::move(racers), stop = m_stopAndKeep, slice = m_slice,
         this](const JobProgress &progress) mutable {
            const auto target = targetOf(racers.front().task);
            auto drawnOf = [&](const FlowRacer &racer, bool atRest) {
                FlowModel model{racer.task, racer.state};
                if (!atRest)
                    model.state.parameters = racer.state.average;
                return drawn({std::move(model), racer.task, racer.history, atRest, *slice, target}, progress);
            };
            raceFlows(racers, *target, progress, [&] {
                std::erase_if(racers, [&](const FlowRacer &racer) {
                    if (racer.failure)
                        progress.deliver(
                            [this, error = Error("the flow '" + racer.task.flow + "' left the race",
                                                 racer.failure->problem() + ": " + racer.failure->why(),
                                                 racer.failure->remedy())] {
                                Q_EMIT m_document.failed(error);
                            });
                    return racer.failure.has_value();
                });
                std::vector<Rival> others;
                for (const FlowRacer &racer : std::span(racers).subspan(1))
                    others.push_back({racer.task, racer.history});
                progress.deliver([this, others, shown = drawnOf(racers.front(), false)] {
                    m_racing = others;
                    show(shown);
                });
                return !*stop;
            });
            Results results;
            for (const FlowRacer &racer : racers)
                results.push_back(drawnOf(racer, true));
            return results;
        },
        [this](Results results) {
            m_racing.clear();
            for (const auto &result : results)
                keep(result);
            show(results.front());
        },
        [this](const Error &error) { Q_EMIT m_document.failed(error); });
    Q_EMIT changed();
}

std::vector<FlowDesk::Rival> FlowDesk::rivals() const {
    if (!m_racing.empty() || !m_result)
        return m_racing;
    std::vector<Rival> all;
    for (const auto &one : m_kept)
        if (haveTheSameTarget(one->learned, m_result->learned) && !(one->learned == m_result->learned))
            all.push_back({one->learned, one->history});
    return all;
}

void FlowDesk::stopAndKeep() {
    if (m_stopAndKeep)
        *m_stopAndKeep = true;
}

void FlowDesk::save(const QString &path) const {
    if (!isTrained())
        throw Error("there is no flow to save", "none has been trained", "press Train first");
    saveFlowModel(path.toStdString(), m_result->model);
}

void FlowDesk::open(const QString &path) {
    const FlowModel model = loadFlowModel(path.toStdString());
    m_drawJob.start<std::shared_ptr<const Result>>(
        [model, slice = m_slice](const JobProgress &progress) {
            // A report of where it stood: it is trained, and its curves begin here.
            auto result = std::make_shared<Result>(
                *drawn({model, model.task, {{model.state.step, 0, 0, 0}}, true, *slice}, progress));
            const Objective::Reached reached =
                objectiveOf(*result->flow, *result->target, model.task.training.seed)
                    ->judge(model.state.parameters);
            result->history.back().loss = reached.loss;
            result->history.back().ess = reached.ess;
            return std::shared_ptr<const Result>(std::move(result));
        },
        [this](std::shared_ptr<const Result> result) {
            keep(result);
            if (task() == result->learned)
                return show(std::move(result));
            m_document.change(tr("Open a flow"),
                              [&](Session &session) { session.flow = result->model.task; });
        },
        [this](const Error &error) { Q_EMIT m_document.failed(error); });
}

} // namespace quincunx
