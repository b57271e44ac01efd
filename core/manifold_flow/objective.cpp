#include "core/manifold_flow/objective.h"

#include "core/manifold_flow/evaluation.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

constexpr std::size_t judgingDraws = 4096;

/// −Σ_i share_i · ln q(x_i); its gradient by the flow's weights is added to `gradient`.
double learnPoints(const ManifoldFlow &flow, Tape &tape, std::span<const double> weights,
                   std::span<const double> points, std::span<const double> shares,
                   std::span<double> gradient) {
    tape.begin(shares.size(), weights, true);
    const FlowLayer::Image base = flow.inverse(tape.input(points, flow.manifold().ambient()));
    std::vector<double> upstream(shares.size());
    double loss = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        upstream[i] = -shares[i];
        loss += shares[i] * (flow.manifold().logVolume() - base.logSlope.values()[i]);
    }
    tape.backward({{base.logSlope, upstream}}, gradient);
    return loss;
}

/// mean_i [ln q(x_i) − power · ln p̃(x_i)], x_i draws of the flow; or, in the last steps if so set,
/// −Σ_i w_i ln q(x_i), w_i ∝ p̃(x_i)^power / q(x_i): the same least, but draws cannot wander from one mode to
/// another, while their weights say at once which mode has too few.
class Reverse final : public Objective {
public:
    Reverse(const ManifoldFlow &flow, const Target &target, int judgedBy)
        : m_flow(flow)
        , m_target(target)
        , m_judgedBy(judgedBy) {}

    double gradient(const FlowState &state, const FlowTrainingSettings &settings, double power,
                    std::span<double> gradient) override {
        RandomEngine random =
            engineOf(static_cast<std::uint64_t>(settings.seed), 1 + static_cast<std::size_t>(state.step));
        const auto batch = static_cast<std::size_t>(settings.batch);
        if (state.step >= (1 - settings.weighted) * settings.steps &&
            m_flow.settings().family == ManifoldFlowSettings::Family::Conditional)
            return weighted(state.weights, batch, power, random, gradient);
        double loss = 0;
        for (std::size_t first = 0; first < batch; first += flowBatch)
            loss += chunk(state.weights, std::min(flowBatch, batch - first), 1. / settings.batch, power,
                          random, gradient);
        return loss;
    }

    Reached judge(std::span<const double> parameters) override {
        const ImportanceFigures figures = importanceFigures(m_flow, parameters, m_target, judgingDraws,
                                                            static_cast<std::uint64_t>(m_judgedBy) + 1, 1);
        return {figures.loss, figures.ess};
    }

private:
    /// Draws into m_rows, from base points with their gradients if wanted.
    FlowLayer::Image draw(std::span<const double> weights, std::size_t points, RandomEngine &random,
                          bool wantsGradient) {
        const Manifold &manifold = m_flow.manifold();
        const auto width = static_cast<std::size_t>(manifold.ambient());
        m_rows.resize(points * width);
        for (std::size_t i = 0; i < points; ++i)
            manifold.uniform(std::span(m_rows).subspan(i * width, width), random);
        m_tape.begin(points, weights, wantsGradient);
        const FlowLayer::Image image = m_flow.forward(m_tape.input(m_rows, manifold.ambient()));
        m_tape.output(image.point, m_rows);
        return image;
    }

    double weighted(std::span<const double> weights, std::size_t batch, double power, RandomEngine &random,
                    std::span<double> gradient) {
        const Manifold &manifold = m_flow.manifold();
        const auto width = static_cast<std::size_t>(manifold.ambient());
        std::vector<double> all, shares;
        for (std::size_t first = 0; first < batch; first += flowBatch) {
            const std::size_t points = std::min(flowBatch, batch - first);
            const FlowLayer::Image image = draw(weights, points, random, false);
            for (std::size_t i = 0; i < points; ++i)
                shares.push_back(power * m_target.logDensity(std::span(m_rows).subspan(i * width, width)) +
                                 manifold.logVolume() + image.logSlope.values()[i]);
            all.insert(all.end(), m_rows.begin(), m_rows.end());
        }
        const double highest = *std::ranges::max_element(shares);
        double sum = 0;
        for (double &share : shares)
            sum += share = std::exp(share - highest);
        for (double &share : shares)
            share /= sum;
        double loss = 0;
        for (std::size_t first = 0; first < batch; first += flowBatch) {
            const std::size_t points = std::min(flowBatch, batch - first);
            loss +=
                learnPoints(m_flow, m_tape, weights, std::span(all).subspan(first * width, points * width),
                            std::span(shares).subspan(first, points), gradient);
        }
        return loss;
    }

    double chunk(std::span<const double> weights, std::size_t points, double share, double power,
                 RandomEngine &random, std::span<double> gradient) {
        const Manifold &manifold = m_flow.manifold();
        const auto width = static_cast<std::size_t>(manifold.ambient());
        const FlowLayer::Image image = draw(weights, points, random, true);
        m_upstream.resize(points * width);
        m_logUpstream.assign(points, -share);
        double loss = 0;
        for (std::size_t i = 0; i < points; ++i) {
            const std::span<double> own = std::span(m_upstream).subspan(i * width, width);
            const double log = m_target.logDensity(std::span(m_rows).subspan(i * width, width), own);
            loss += share * (-manifold.logVolume() - image.logSlope.values()[i] - power * log);
            for (double &component : own)
                component *= -share * power;
        }
        m_tape.backward({{image.point, m_upstream}, {image.logSlope, m_logUpstream}}, gradient);
        return loss;
    }

    const ManifoldFlow &m_flow;
    const Target &m_target;
    int m_judgedBy; ///< seed
    Tape m_tape;
    std::vector<double> m_rows, m_upstream, m_logUpstream;
};

/// −mean_i ln q(x_i), x_i samples of the target: a batch is drawn from the first nine tenths.
class Likelihood final : public Objective {
public:
    Likelihood(const ManifoldFlow &flow, const PointRows &samples)
        : m_flow(flow)
        , m_learned(samples.topRows(samples.rows() - samples.rows() / 10))
        , m_held(samples.bottomRows(
              std::min<Eigen::Index>(samples.rows() / 10, static_cast<Eigen::Index>(judgingDraws)))) {}

    double gradient(const FlowState &state, const FlowTrainingSettings &settings, double,
                    std::span<double> gradient) override {
        RandomEngine random =
            engineOf(static_cast<std::uint64_t>(settings.seed), 1 + static_cast<std::size_t>(state.step));
        const auto batch = static_cast<std::size_t>(settings.batch);
        const int width = m_flow.manifold().ambient();
        double loss = 0;
        for (std::size_t first = 0; first < batch; first += flowBatch) {
            const std::size_t points = std::min(flowBatch, batch - first);
            m_rows.resize(points * static_cast<std::size_t>(width));
            for (std::size_t i = 0; i < points; ++i) {
                const auto row =
                    static_cast<Eigen::Index>(uniform(random) * static_cast<double>(m_learned.rows()));
                std::copy_n(m_learned.row(row).data(), width,
                            m_rows.data() + i * static_cast<std::size_t>(width));
            }
            m_shares.assign(points, 1. / settings.batch);
            loss += learnPoints(m_flow, m_tape, state.weights, m_rows, m_shares, gradient);
        }
        return loss;
    }

    Reached judge(std::span<const double> parameters) override {
        return {-flowLogDensity(m_flow, parameters, m_held, 1).mean(),
                std::numeric_limits<double>::quiet_NaN()};
    }

private:
    const ManifoldFlow &m_flow;
    PointRows m_learned, m_held;
    Tape m_tape;
    std::vector<double> m_rows, m_shares;
};

} // namespace

std::unique_ptr<Objective> objectiveOf(const ManifoldFlow &flow, const Target &target, int judgedBy) {
    if (!(flow.manifold() == target.manifold()))
        throw Error("cannot train the flow", "flow and target live on different manifolds",
                    "choose one of both");
    if (!target.samples())
        return std::make_unique<Reverse>(flow, target, judgedBy);
    if (flow.settings().family != ManifoldFlowSettings::Family::Conditional)
        throw Error("this flow cannot learn from samples",
                    "the way back through an exponential map has no gradient here",
                    "choose mobius, spline or ncp");
    return std::make_unique<Likelihood>(flow, *target.samples());
}

} // namespace quincunx
