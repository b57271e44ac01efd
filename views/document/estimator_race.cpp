#include "views/document/estimator_race.h"

#include "core/base/parallel.h"

#include <QElapsedTimer>

#include <algorithm>

namespace quincunx {
namespace {

constexpr std::size_t keptEstimators = 8;

/// A curve that grows while it is trained. It is shown thirty times a second, not at every epoch: each time
/// is a copy of all of it.
class GrowingLoss {
public:
    void take(const LossCurve &curve) {
        auto grow = [](std::vector<double> &mine, const std::vector<double> &all) {
            mine.insert(mine.end(), all.begin() + static_cast<std::ptrdiff_t>(mine.size()), all.end());
        };
        grow(m_curve.training, curve.training);
        grow(m_curve.validation, curve.validation);
        m_curve.best = curve.best;
    }
    bool isDue() {
        constexpr qint64 interval = 33; // [ms]
        if (m_shown.isValid() && m_shown.elapsed() < interval)
            return false;
        m_shown.start();
        return true;
    }
    /// nullptr if there was no epoch.
    std::shared_ptr<const LossCurve> copy() const {
        return m_curve.training.empty() ? nullptr : std::make_shared<const LossCurve>(m_curve);
    }

private:
    LossCurve m_curve;
    QElapsedTimer m_shown;
};

/// Of simulations that are enough for every estimator, what one is given that makes others by itself.
std::shared_ptr<const Simulations> partFor(const EstimatorOrder &order,
                                           std::shared_ptr<const Simulations> all) {
    const Eigen::Index rows = order.simulations / order.kind().parts;
    if (!all || all->theta.rows() <= rows)
        return all;
    Simulations part{all->theta.topRows(rows), all->x.topRows(rows)};
    for (Eigen::Index i = 0; i < rows; ++i)
        part.unusable += !part.x.row(i).allFinite();
    return std::make_shared<const Simulations>(std::move(part));
}

} // namespace

std::string EstimatorOrder::key() const {
    nlohmann::json known = {simulator.name, simulator.edition, estimator};
    if (kind().simulates)
        known.push_back(simulations);
    if (needsRun())
        known.push_back(seed);
    const nlohmann::json all = EstimatorSettings::table().toJson(settings);
    for (const std::string &name : kind().settings)
        known.push_back(all.at(name));
    return known.dump();
}

std::string EstimatorOrder::refusal() const {
    return kind().refuses(*simulator.simulator);
}

EstimatorRace::EstimatorRace() : m_job(tr("Estimating")) {}

MadeEstimator EstimatorRace::find(const EstimatorOrder &order) const {
    const std::string key = order.key();
    const auto known = std::ranges::find(m_made, key, [](const auto &made) { return made.order.key(); });
    if (known != m_made.end())
        return *known;
    MadeEstimator made{order, nullptr, nullptr};
    if (!order.needsRun() && order.refusal().empty())
        made.posterior = order.kind().make({order.simulator.simulator, nullptr, {}, 1, 1}, {});
    return made;
}

MadeEstimator EstimatorRace::latest(const EstimatorOrder &order) const {
    const auto last = std::ranges::find_if(m_made.rbegin(), m_made.rend(), [&](const MadeEstimator &made) {
        return made.order.simulator.simulator == order.simulator.simulator &&
               made.order.estimator == order.estimator;
    });
    return last == m_made.rend() ? MadeEstimator{order, nullptr, nullptr} : *last;
}

bool EstimatorRace::isMaking(const std::string &estimator) const {
    return m_job.isRunning() && m_losses.contains(estimator);
}

std::shared_ptr<const LossCurve> EstimatorRace::loss(const std::string &estimator) const {
    const auto found = m_losses.find(estimator);
    return found == m_losses.end() ? nullptr : found->second;
}

void EstimatorRace::run(std::vector<EstimatorOrder> orders) {
    m_stopAndKeep = std::make_shared<std::atomic_bool>(false);
    m_losses.clear();
    for (const EstimatorOrder &order : orders)
        m_losses[order.estimator] = nullptr;
    m_job.start<std::vector<Outcome>>(
        [this, orders, stop = m_stopAndKeep](const JobProgress &progress) {
            // All learn from the same simulations; one that mines its own takes their θ.
            const EstimatorOrder &first = orders.front();
            std::vector<const EstimatorKind *> kinds;
            for (const EstimatorOrder &order : orders)
                kinds.push_back(&order.kind());
            const auto simulations =
                simulationsFor(kinds, *first.simulator.simulator, static_cast<std::size_t>(first.simulations),
                               static_cast<std::uint64_t>(first.seed), defaultThreads(), progress);
            const int count = static_cast<int>(orders.size());
            std::vector<Outcome> outcomes(orders.size());
            parallelFor(orders.size(), count, 1, [&](std::size_t i) {
                outcomes[i] =
                    make(orders[i], simulations, std::max(1, defaultThreads() / count), *stop, progress);
            });
            return outcomes;
        },
        [this](std::vector<Outcome> outcomes) {
            for (Outcome &outcome : outcomes)
                take(std::move(outcome));
            Q_EMIT made();
        },
        [this](const Error &error) {
            Q_EMIT failed(error);
            Q_EMIT made();
        });
    Q_EMIT lossChanged();
}

/// On the worker. An error of one does not end the others.
EstimatorRace::Outcome EstimatorRace::make(const EstimatorOrder &order,
                                           std::shared_ptr<const Simulations> simulations, int threads,
                                           const std::atomic_bool &stop, const JobProgress &progress) {
    GrowingLoss loss;
    const TrainingWatch watch{progress, [&stop] { return stop.load(); },
                              [&](const LossCurve &curve) {
                                  loss.take(curve);
                                  if (loss.isDue())
                                      progress.deliver([this, name = order.estimator, now = loss.copy()] {
                                          m_losses[name] = now;
                                          Q_EMIT lossChanged();
                                      });
                              }};
    try {
        const EstimatorInput input{order.simulator.simulator,
                                   order.kind().simulates ? partFor(order, std::move(simulations)) : nullptr,
                                   order.settings, static_cast<std::uint64_t>(order.seed), threads};
        auto posterior = order.kind().make(input, watch);
        return {{order, std::move(posterior), loss.copy()}, nullptr};
    } catch (const Error &error) {
        return {{order, nullptr, nullptr}, std::make_shared<const Error>(error)};
    }
}

void EstimatorRace::take(Outcome outcome) {
    if (outcome.error)
        return Q_EMIT failed(*outcome.error);
    const std::string key = outcome.made.order.key();
    std::erase_if(m_made, [&](const MadeEstimator &old) { return old.order.key() == key; });
    m_made.push_back(std::move(outcome.made));
    if (m_made.size() > keptEstimators)
        m_made.pop_front();
}

void EstimatorRace::stopAndKeep() {
    if (m_stopAndKeep)
        *m_stopAndKeep = true;
}

} // namespace quincunx
