#include "core/inference/flow_posterior.h"

#include "core/base/parallel.h"

#include <nlohmann/json.hpp>

namespace quincunx {

FlowPosterior::FlowPosterior(std::shared_ptr<const Simulator> simulator, ConditionalFlow flow,
                             UnboundedCoordinates coordinates)
    : Posterior(std::move(simulator))
    , m_flow(std::move(flow))
    , m_coordinates(std::move(coordinates)) {}

Draws FlowPosterior::sample(const Draws &x, std::size_t count, std::uint64_t seed, int threads,
                            const Progress &progress) const {
    checkObservations(x);
    Draws theta(count, m_flow.dimension());
    // Four tiles of the flow a piece; the members take turns.
    constexpr std::size_t piece = 416;
    parallelFor((count + piece - 1) / piece, threads, 1, [&](std::size_t part) {
        progress.check();
        const std::size_t first = part * piece;
        RandomEngine random = engineOf(seed, part);
        Draws y(std::min(piece, count - first), m_flow.dimension());
        m_flow.draw(x, part, y, random);
        for (std::size_t i = 0; i < static_cast<std::size_t>(y.rows()); ++i)
            m_coordinates.toParameters(rowOf(y, i), rowOf(theta, first + i));
    });
    return theta;
}

Eigen::VectorXd FlowPosterior::logDensity(const Draws &theta, const Draws &x) const {
    const Draws y = m_coordinates.fromParameters(theta);
    Eigen::VectorXd density = m_flow.logDensity(y, x);
    for (Eigen::Index i = 0; i < theta.rows(); ++i)
        density[i] -= m_coordinates.logJacobian(rowOf(y, static_cast<std::size_t>(i)));
    return density;
}

nlohmann::json FlowPosterior::toJson() const {
    nlohmann::json model = m_flow.toJson();
    m_coordinates.write(model);
    return model;
}

std::shared_ptr<const FlowPosterior> trainFlowPosterior(const EstimatorInput &input,
                                                        const TrainingWatch &watch) {
    const Simulations simulations = usableSimulations(*input.simulations);
    const UnboundedCoordinates coordinates(input.simulator->prior());
    auto flow =
        trainConditionalFlow(coordinates.fromParameters(simulations.theta), simulations.x, input.settings,
                             input.seed, input.threads, watch, {},
                             embeddingFor(*input.simulator, input.settings.embedding, input.settings.hidden));
    return std::make_shared<FlowPosterior>(input.simulator, std::move(flow), coordinates);
}

} // namespace quincunx
