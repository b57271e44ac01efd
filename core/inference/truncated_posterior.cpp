#include "core/inference/truncated_posterior.h"

#include "core/inference/flow_posterior.h"
#include "core/inference/smc_abc.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>

namespace quincunx {
namespace {

using Flow = std::shared_ptr<const FlowPosterior>;

constexpr Eigen::Index triedAtOnce = 10'000;
constexpr Eigen::Index cutOff = triedAtOnce / 10'000; ///< of so many draws these are beneath the quantile
constexpr Eigen::Index forOne = 100;                  ///< draws of the prior, or of the flow
constexpr int mostAttempts = 1000;                    ///< to draw within the region

/// The prior where the flows of an observation allow it.
class Truncation {
public:
    Truncation(const Simulator &simulator, Draws x) : m_simulator(simulator), m_x(std::move(x)) {}

    const Draws &observation() const { return m_x; }

    /// Leaves out where the flow falls below its quantile.
    void cut(Flow flow, std::uint64_t seed, int threads, const Progress &progress) {
        Eigen::VectorXd log =
            logDensity(*flow, flow->sample(m_x, triedAtOnce, seed, threads, progress), threads, progress);
        std::nth_element(log.begin(), log.begin() + cutOff, log.end());
        m_cuts.push_back({std::move(flow), log[cutOff]});
    }

    /// Which rows are within.
    std::vector<Eigen::Index> within(const Draws &theta, int threads, const Progress &progress) const {
        std::vector<Eigen::Index> rows(static_cast<std::size_t>(theta.rows()));
        std::iota(rows.begin(), rows.end(), 0);
        for (const auto &[flow, least] : m_cuts) {
            const Eigen::VectorXd log = logDensity(*flow, theta(rows, Eigen::all), threads, progress);
            std::vector<Eigen::Index> left;
            for (std::size_t i = 0; i < rows.size(); ++i)
                if (log[static_cast<Eigen::Index>(i)] >= least)
                    left.push_back(rows[i]);
            rows = std::move(left);
        }
        return rows;
    }

    /// Draws of the prior within.
    Draws fromPrior(Eigen::Index count, RandomEngine &random, int threads, const Progress &progress) const {
        Draws found(count, m_simulator.parameters().size());
        Draws tried(triedAtOnce, found.cols());
        Eigen::Index have = 0, all = 0;
        while (have < count) {
            for (std::size_t i = 0; i < static_cast<std::size_t>(tried.rows()); ++i)
                m_simulator.prior().draw(rowOf(tried, i), random);
            all += tried.rows();
            append(found, have, tried(within(tried, threads, progress), Eigen::all));
            if (have * forOne < all)
                break;
        }
        while (have < count)
            append(found, have, resampled(triedAtOnce / forOne, random, threads, progress));
        return found;
    }

    /// Draws of a flow within.
    Draws fromFlow(const FlowPosterior &flow, Eigen::Index count, std::uint64_t seed, int threads,
                   const Progress &progress) const {
        RandomEngine random(seed);
        Draws found(count, m_simulator.parameters().size());
        Eigen::Index have = 0;
        for (int attempt = 0; have < count; ++attempt) {
            if (attempt == mostAttempts)
                throw Error("cannot draw from the posterior",
                            "what a round learned lies outside of what the rounds before it allow",
                            "make more simulations");
            const Draws drawn =
                flow.sample(m_x, static_cast<std::size_t>(count - have), random(), threads, progress);
            append(found, have, drawn(within(drawn, threads, progress), Eigen::all));
        }
        return found;
    }

private:
    struct Cut {
        Flow flow;
        double least; ///< of ln q
    };

    static void append(Draws &found, Eigen::Index &have, const Draws &more) {
        const Eigen::Index count = std::min(more.rows(), found.rows() - have);
        found.middleRows(have, count) = more.topRows(count);
        have += count;
    }

    /// ln q(θ|x) of each row; −∞ where it is no number.
    Eigen::VectorXd logDensity(const FlowPosterior &flow, const Draws &theta, int threads,
                               const Progress &progress) const {
        constexpr Eigen::Index piece = 416;
        Eigen::VectorXd log(theta.rows());
        parallelFor(static_cast<std::size_t>((theta.rows() + piece - 1) / piece), threads, 1,
                    [&](std::size_t part) {
                        progress.check();
                        const Eigen::Index first = static_cast<Eigen::Index>(part) * piece,
                                           count = std::min(piece, theta.rows() - first);
                        log.segment(first, count) =
                            flow.logDensity(theta.middleRows(first, count), m_x.replicate(count, 1));
                    });
        return log.array().isNaN().select(-std::numeric_limits<double>::infinity(), log);
    }

    /// Of the last flow, as if from the prior within.
    Draws resampled(Eigen::Index count, RandomEngine &random, int threads, const Progress &progress) const {
        const FlowPosterior &flow = *m_cuts.back().flow;
        Population weighted{fromFlow(flow, count * forOne, random(), threads, progress), {}, 0};
        weighted.weight = -logDensity(flow, weighted.theta, threads, progress);
        for (std::size_t i = 0; i < static_cast<std::size_t>(weighted.theta.rows()); ++i)
            weighted.weight[static_cast<Eigen::Index>(i)] +=
                m_simulator.prior().logDensity(rowOf(weighted.theta, i));
        weighted.weight = (weighted.weight.array() - weighted.weight.maxCoeff()).exp();
        weighted.weight /= weighted.weight.sum();
        return weighted.resampled(static_cast<std::size_t>(count), random);
    }

    const Simulator &m_simulator;
    Draws m_x;
    std::vector<Cut> m_cuts;
};

/// What the rounds of an observation come to.
struct Rounds {
    Truncation truncation;
    Flow flow;
};

Simulations keptAndNew(const Simulations &some, const std::vector<Eigen::Index> &rows, const Draws &theta,
                       const Draws &x) {
    const auto kept = static_cast<Eigen::Index>(rows.size());
    Simulations all{Draws(kept + theta.rows(), theta.cols()), Draws(kept + x.rows(), x.cols())};
    all.theta << some.theta(rows, Eigen::all), theta;
    all.x << some.x(rows, Eigen::all), x;
    return all;
}

/// As `progress` from `begin` to `end` of it.
Progress partOf(const Progress &progress, double begin, double end) {
    return {progress.stopToken(), [=, &progress](double fraction, const std::string &doing) {
                progress.report(begin + (end - begin) * fraction, doing);
            }};
}

class TruncatedPosterior final : public Posterior {
public:
    TruncatedPosterior(EstimatorInput input, Flow first)
        : Posterior(input.simulator)
        , m_input(std::move(input))
        , m_first(std::move(first)) {}

    Draws sample(const Draws &x, std::size_t count, std::uint64_t seed, int threads,
                 const Progress &progress) const override {
        checkObservations(x);
        const std::shared_ptr<const Rounds> rounds = roundsOf(x, threads, progress);
        return rounds->truncation.fromFlow(*rounds->flow, static_cast<Eigen::Index>(count), seed, threads,
                                           progress);
    }

private:
    /// One at a time: who asks for the same observation meanwhile waits for it.
    std::shared_ptr<const Rounds> roundsOf(const Draws &x, int threads, const Progress &progress) const {
        std::unique_lock lock(m_mutex, std::defer_lock);
        while (!lock.try_lock_for(std::chrono::milliseconds(20)))
            progress.check();
        if (!m_last || m_last->truncation.observation() != x)
            m_last = std::make_shared<const Rounds>(run(x, threads, progress));
        return m_last;
    }

    Rounds run(const Draws &x, int threads, const Progress &progress) const {
        Rounds rounds{Truncation(simulator(), x), m_first};
        EstimatorInput input = m_input;
        input.threads = threads;
        const Eigen::Index part = m_input.simulations->theta.rows();
        for (int round = 1; round < truncatedParts; ++round) {
            RandomEngine random = engineOf(m_input.seed, static_cast<std::size_t>(round));
            constexpr double steps = truncatedParts - 1;
            const double begin = (round - 1) / steps, middle = (round - 0.5) / steps, end = round / steps;
            rounds.truncation.cut(rounds.flow, random(), threads, progress);
            const Draws theta = rounds.truncation.fromPrior(part, random, threads, progress);
            const Draws data =
                simulateAt(simulator(), theta, random(), threads, partOf(progress, begin, middle));
            input.simulations = std::make_shared<const Simulations>(keptAndNew(
                *input.simulations, rounds.truncation.within(input.simulations->theta, threads, progress),
                theta, data));
            input.seed = random();
            rounds.flow = trainFlowPosterior(input, {.progress = partOf(progress, middle, end)});
        }
        return rounds;
    }

    EstimatorInput m_input; ///< of the first flow
    Flow m_first;
    mutable std::timed_mutex m_mutex; ///< of what follows
    mutable std::shared_ptr<const Rounds> m_last;
};

} // namespace

std::shared_ptr<const Posterior> trainTruncatedPosterior(const EstimatorInput &input,
                                                         const TrainingWatch &watch) {
    return std::make_shared<TruncatedPosterior>(input, trainFlowPosterior(input, watch));
}

} // namespace quincunx
