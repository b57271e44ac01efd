#pragma once

#include "core/base/random.h"

#include <span>
#include <utility>
#include <vector>

namespace quincunx {

/// The distribution of one parameter.
struct Marginal {
    enum class Family {
        Uniform,  ///< in [first, second]
        Normal,   ///< of mean `first` and deviation `second`
        LogNormal ///< the logarithm has mean `first` and deviation `second`
    };
    Family family;
    double first, second;

    bool operator==(const Marginal &) const = default;
};

/// A prior under which the parameters are independent: every simulator of ours has one.
///
/// Each θ ↔ z = Φ⁻¹(F(θ)), F its distribution function: under the prior z ~ N(0, 1), and whatever z a density
/// is learned in, none of it leaks out of the prior. Both ways are accurate to some 10⁻¹⁵, relative to the
/// distance from the nearer edge, so far into both tails. Spans have size() numbers. Cost: some 10 ns a
/// number.
class Prior {
public:
    /// \throws Error unless every number is finite, and low < high or the deviation > 0.
    explicit Prior(std::vector<Marginal> marginals);

    std::size_t size() const { return m_marginals.size(); }
    const Marginal &marginal(std::size_t parameter) const { return m_marginals[parameter]; }

    void draw(std::span<double> theta, RandomEngine &random) const;
    /// ln p(θ); −∞ outside, and for what is no number.
    double logDensity(std::span<const double> theta) const;
    /// Whether p(θ) > 0; edges are within.
    bool contains(std::span<const double> theta) const;

    /// Where the density of a parameter ends; ∓∞ if it does not.
    double lower(std::size_t parameter) const;
    double upper(std::size_t parameter) const;
    /// What an axis should show: all of a uniform parameter, of others the middle 99.9%.
    std::pair<double, double> range(std::size_t parameter) const;

    /// θ → z. An edge, which belongs to z = ∓∞, gives ∓37.5; what lies outside gives NaN.
    void toNormal(std::span<const double> theta, std::span<double> z) const;
    /// z → θ, always within.
    void fromNormal(std::span<const double> z, std::span<double> theta) const;
    /// ln |dθ/dz| = ln N(z; 0, 1) − ln p(θ), summed over the parameters, at θ = fromNormal(z).
    double logJacobian(std::span<const double> z) const;

private:
    std::vector<Marginal> m_marginals;
};

/// `size` parameters, each uniform in [low, high].
Prior uniformPrior(std::size_t size, double low, double high);

} // namespace quincunx
