#include "core/manifold_flow/objective.h"

#include "core/manifold_flow/evaluation.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

constexpr std::size_t judgingDraws = 4096;

/// mean_i [ln q(x_i) − power · ln p̃(x_i)], x_i draws of the flow.
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
    double chunk(std::span<const double> weights, std::size_t points, double share, double power,
                 RandomEngine &random, std::span<double> gradient) {
        const Manifold &manifold = m_flow.manifold();
        const auto width = static_cast<std::size_t>(manifold.ambient());
        m_rows.resize(points * width);
        for (std::size_t i = 0; i < points; ++i)
            manifold.uniform(std::span(m_rows).subspan(i * width, width), random);
        m_tape.begin(points, weights, true);
        const FlowLayer::Image image = m_flow.forward(m_tape.input(m_rows, manifold.ambient()));
        m_tape.output(image.point, m_rows);
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
            m_tape.begin(points, state.weights, true);
            const FlowLayer::Image base = m_flow.inverse(m_tape.input(m_rows, width));
            m_upstream.assign(points, -1. / settings.batch);
            for (std::size_t i = 0; i < points; ++i)
                loss += (m_flow.manifold().logVolume() - base.logSlope.values()[i]) / settings.batch;
            m_tape.backward({{base.logSlope, m_upstream}}, gradient);
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
    std::vector<double> m_rows, m_upstream;
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
