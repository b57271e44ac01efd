#pragma once

#include "core/inference/simulator.h"

#include <nlohmann/json_fwd.hpp>

namespace quincunx {

/// The coordinates y in which a network sees parameters: unbounded, so that nothing it puts anywhere can leak
/// out of the prior, yet straight over nearly the whole of it, so that what looks alike in θ looks alike in
/// y.
///
/// A uniform parameter, u its place in [0, 1]: u = (ε/2h) [s((y + h)/ε) − s((y − h)/ε)], s(x) = ln(1 + eˣ), a
/// smooth clamp of y + h at both ends, and y = ε ln[(e^{2hu/ε} − 1) / (1 − e^{−2h(1−u)/ε})] − h. h = √3,
/// which gives y a deviation near 1. Other families: y = Prior::toNormal(). Logistic coordinates, which are
/// usual, stretch a posterior of constant width by where it is, and a network has to learn that.
class UnboundedCoordinates {
public:
    /// \param softness ε: how far from the edges, of a range of 2√3, the coordinates bend. Small: a posterior
    /// that is cut by the prior ends as sharply in y; large: one near an edge looks unlike those elsewhere.
    explicit UnboundedCoordinates(const Prior &prior, double softness = 0.05);

    /// \param theta within the prior. Edges give what the nearest number within gives.
    void fromParameters(std::span<const double> theta, std::span<double> y) const;
    void toParameters(std::span<const double> y, std::span<double> theta) const;
    /// y of each row of θ.
    Draws fromParameters(const Draws &theta) const;
    /// ∇_y of what has these ∇_θ: each times the dθ/dy of its parameter, row by row.
    Draws gradients(const Draws &y, const Draws &byTheta) const;
    /// ln |dθ/dy|, summed over the parameters.
    double logJacobian(std::span<const double> y) const;

    /// Adds to a model what tells these coordinates from others of the same prior.
    void write(nlohmann::json &model) const;
    /// Those of a model; one that says nothing of them is of the first version, with ε = 0.15.
    static UnboundedCoordinates read(const Prior &prior, const nlohmann::json &model);

private:
    /// ln |dθ/dy| of one parameter.
    double logSlope(std::size_t k, double y) const;

    std::vector<Prior> m_each; ///< of one parameter each
    double m_softness;
};

} // namespace quincunx
