#pragma once

#include "core/base/parallel.h"
#include "core/inference/posterior.h"
#include "core/inference/unbounded.h"

#include <nlohmann/json.hpp>

namespace quincunx {

/// Neural posterior estimation: p(θ|x) learned as a density of the unbounded coordinates of θ given x.
/// Amortised: one network answers for every observation. \tparam Density has dimension(), conditions(),
/// logDensity(), draw(), toJson() and fromJson() as ConditionalFlow. Source: Papamakarios & Murray, NeurIPS
/// 2016.
template <class Density>
class DensityPosterior final : public Posterior {
public:
    DensityPosterior(std::shared_ptr<const Simulator> simulator, Density density,
                     UnboundedCoordinates coordinates)
        : Posterior(std::move(simulator))
        , m_density(std::move(density))
        , m_coordinates(std::move(coordinates)) {}

    /// \throws Error if `json` is not what its toJson() gave, or is of another simulator.
    static std::shared_ptr<const DensityPosterior> load(std::shared_ptr<const Simulator> simulator,
                                                        const nlohmann::json &json) {
        auto coordinates = UnboundedCoordinates::read(simulator->prior(), json);
        Density density = Density::fromJson(json);
        if (density.dimension() != static_cast<int>(simulator->parameters().size()) ||
            density.conditions() != static_cast<int>(simulator->data().size()))
            throw Error("cannot read the model", "it is of other parameters or data than the simulator has",
                        "train it anew");
        return std::make_shared<DensityPosterior>(std::move(simulator), std::move(density),
                                                  std::move(coordinates));
    }

    Draws sample(const Draws &x, std::size_t count, std::uint64_t seed, int threads,
                 const Progress &progress = {}) const override {
        checkObservations(x);
        Draws theta(count, m_density.dimension());
        // Four tiles of a flow a piece; the members take turns.
        constexpr std::size_t piece = 416;
        parallelFor((count + piece - 1) / piece, threads, 1, [&](std::size_t part) {
            progress.check();
            const std::size_t first = part * piece;
            RandomEngine random = engineOf(seed, part);
            Draws y(std::min(piece, count - first), m_density.dimension());
            m_density.draw(x, part, y, random);
            for (std::size_t i = 0; i < static_cast<std::size_t>(y.rows()); ++i)
                m_coordinates.toParameters(rowOf(y, i), rowOf(theta, first + i));
        });
        return theta;
    }

    /// ln p(θ|x) of each row of θ, with the row of x beside it. \param theta within the prior.
    Eigen::VectorXd logDensity(const Draws &theta, const Draws &x) const {
        const Draws y = m_coordinates.fromParameters(theta);
        Eigen::VectorXd density = m_density.logDensity(y, x);
        for (Eigen::Index i = 0; i < theta.rows(); ++i)
            density[i] -= m_coordinates.logJacobian(rowOf(y, static_cast<std::size_t>(i)));
        return density;
    }

    nlohmann::json toJson() const override {
        nlohmann::json model = m_density.toJson();
        m_coordinates.write(model);
        return model;
    }

private:
    Density m_density;
    UnboundedCoordinates m_coordinates;
};

} // namespace quincunx
