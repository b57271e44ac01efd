#include "core/manifolds/bessel.h"
#include "core/manifolds/robot_arm.h"

#include <cmath>
#include <numbers>

namespace quincunx {
namespace {

/// ln Σ_k e^{β k-th term}, with terms of the torus Σ_i cos(θ_i − a_ki) or of the sphere x·μ_k.
class Mixture final : public Target {
public:
    Mixture(const Manifold &manifold, PointRows centres, double concentration, double offset)
        : Target(manifold)
        , m_centres(std::move(centres))
        , m_concentration(concentration)
        , m_offset(offset) {}

    double logDensity(std::span<const double> point, std::span<double> gradient) const override {
        const auto count = m_centres.rows(), width = m_centres.cols();
        Eigen::VectorXd terms(count);
        for (Eigen::Index k = 0; k < count; ++k) {
            double sum = 0;
            for (Eigen::Index i = 0; i < width; ++i) {
                const double x = point[static_cast<std::size_t>(i)];
                sum += manifold().isSphere() ? x * m_centres(k, i) : std::cos(x - m_centres(k, i));
            }
            terms[k] = m_concentration * sum;
        }
        const double largest = terms.maxCoeff();
        terms = (terms.array() - largest).exp();
        const double total = terms.sum();
        for (std::size_t i = 0; i < gradient.size(); ++i) {
            gradient[i] = 0;
            const auto column = static_cast<Eigen::Index>(i);
            for (Eigen::Index k = 0; k < count; ++k)
                gradient[i] += m_concentration * terms[k] / total *
                               (manifold().isSphere() ? m_centres(k, column)
                                                      : -std::sin(point[i] - m_centres(k, column)));
        }
        return largest + std::log(total) - m_offset;
    }

    std::optional<double> exactLogNormaliser() const override {
        // Every term has the same: 2π I₀(β) for each angle; (2π)^{(n+1)/2} I_{(n−1)/2}(β) / β^{(n−1)/2}.
        const double count = static_cast<double>(m_centres.rows()), n = manifold().dimension();
        const double one = manifold().isSphere()
                               ? 0.5 * (n + 1) * std::log(2 * std::numbers::pi) +
                                     logBesselI(0.5 * (n - 1), m_concentration) -
                                     0.5 * (n - 1) * std::log(m_concentration)
                               : n * (std::log(2 * std::numbers::pi) + logBesselI(0, m_concentration));
        return one + std::log(count) - m_offset;
    }

private:
    PointRows m_centres;
    double m_concentration, m_offset;
};

/// β cos(θ₁ + θ₂ − 1.94)
class Correlated final : public Target {
public:
    Correlated(const Manifold &manifold, double concentration)
        : Target(manifold)
        , m_concentration(concentration) {}

    double logDensity(std::span<const double> point, std::span<double> gradient) const override {
        const double phase = point[0] + point[1] - 1.94;
        for (double &component : gradient)
            component = -m_concentration * std::sin(phase);
        return m_concentration * std::cos(phase);
    }

    std::optional<double> exactLogNormaliser() const override {
        return 2 * std::log(2 * std::numbers::pi) + logBesselI(0, m_concentration);
    }

private:
    double m_concentration;
};

/// Σ_i ln Σ_m exp(−(θ_i − π + 2πm)² / 2σ²), σ = β^{−1/2}: a normal distribution wound around the circle.
class WrappedNormal final : public Target {
public:
    WrappedNormal(const Manifold &manifold, double concentration)
        : Target(manifold)
        , m_concentration(concentration) {}

    double logDensity(std::span<const double> point, std::span<double> gradient) const override {
        // Beyond this many turns a term is less than 10⁻¹⁶ of the largest.
        const int turns = static_cast<int>(std::ceil(1.4 / std::sqrt(m_concentration))) + 1;
        double log = 0;
        for (std::size_t i = 0; i < point.size(); ++i) {
            const double nearest = std::remainder(point[i] - std::numbers::pi, 2 * std::numbers::pi);
            double sum = 0, slope = 0;
            for (int m = -turns; m <= turns; ++m) {
                const double at = nearest + 2 * std::numbers::pi * m;
                const double term = std::exp(-0.5 * m_concentration * (at * at - nearest * nearest));
                sum += term;
                slope -= m_concentration * at * term;
            }
            log += std::log(sum) - 0.5 * m_concentration * nearest * nearest;
            if (!gradient.empty())
                gradient[i] = slope / sum;
        }
        return log;
    }

    std::optional<double> exactLogNormaliser() const override {
        return 0.5 * manifold().dimension() * std::log(2 * std::numbers::pi / m_concentration);
    }

private:
    double m_concentration;
};

/// κ x₃ + β (x₁² − x₂²) on S². With κ = 0 a Bingham, with 2β ≤ κ a Kent distribution.
/// Source: Kent, J. R. Stat. Soc. B 44 (1982) 71.
class Kent final : public Target {
public:
    Kent(const Manifold &manifold, double kappa, double beta)
        : Target(manifold)
        , m_kappa(kappa)
        , m_beta(beta) {}

    double logDensity(std::span<const double> x, std::span<double> gradient) const override {
        if (!gradient.empty()) {
            gradient[0] = 2 * m_beta * x[0];
            gradient[1] = -2 * m_beta * x[1];
            gradient[2] = m_kappa;
        }
        return m_kappa * x[2] + m_beta * (x[0] * x[0] - x[1] * x[1]);
    }

    std::optional<double> exactLogNormaliser() const override {
        // ∫ dr e^{κr} 2π I₀(β (1 − r²)), by Simpson's rule; the integrand is entire.
        constexpr int steps = 4000;
        double sum = 0;
        for (int k = 0; k <= steps; ++k) {
            const double r = -1 + 2. * k / steps;
            const double weight = k == 0 || k == steps ? 1 : k % 2 ? 4 : 2;
            sum += weight * std::exp(m_kappa * (r - 1) + logBesselI(0, m_beta * (1 - r * r)));
        }
        return std::log(2 * std::numbers::pi * sum * 2 / (3. * steps)) + m_kappa;
    }

private:
    double m_kappa, m_beta;
};

PointRows matrix(std::initializer_list<std::initializer_list<double>> rows) {
    PointRows all(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(rows.begin()->size()));
    Eigen::Index row = 0;
    for (const auto &values : rows) {
        std::ranges::copy(values, all.row(row).data());
        ++row;
    }
    return all;
}

PointRows fourOfTwoSphere() {
    constexpr double quarter = std::numbers::pi / 2;
    const double places[4][2] = {
        {1.5, 0.7 + quarter}, {1, -1 + quarter}, {5, 0.6 + quarter}, {4, -0.7 + quarter}};
    PointRows all(4, 3);
    for (int k = 0; k < 4; ++k) {
        const auto [azimuth, colatitude] = places[k];
        all.row(k) << std::sin(colatitude) * std::cos(azimuth), std::sin(colatitude) * std::sin(azimuth),
            std::cos(colatitude);
    }
    return all;
}

PointRows fourOfThreeSphere() {
    const double places[4][3] = {{1.7, -1.5, 2.3}, {-3, 1, 3}, {0.6, -2.6, 4.5}, {-2.5, 3, 5}};
    PointRows all(4, 4);
    for (int k = 0; k < 4; ++k) {
        const auto [a, b, c] = places[k];
        all.row(k) << std::cos(a), std::sin(a) * std::cos(b), std::sin(a) * std::sin(b) * std::cos(c),
            std::sin(a) * std::sin(b) * std::sin(c);
    }
    return all;
}

/// One centre: π in every angle, or the pole of the sphere.
PointRows oneCentre(const Manifold &manifold) {
    PointRows centre = PointRows::Constant(1, manifold.ambient(), manifold.isSphere() ? 0 : std::numbers::pi);
    if (manifold.isSphere())
        centre(0, manifold.dimension()) = 1;
    return centre;
}

bool isTorus2(const Manifold &manifold) {
    return !manifold.isSphere() && manifold.dimension() == 2;
}
bool isSphere2(const Manifold &manifold) {
    return manifold.isSphere() && manifold.dimension() == 2;
}

constexpr const char *rezende = "Rezende et al., Normalizing flows on tori and spheres, ICML 2020";
constexpr const char *mardia = "Mardia & Jupp, Directional Statistics (Wiley 2000)";

template <class Make>
TargetKind kind(Description description, std::vector<std::string> settings, bool (*livesOn)(const Manifold &),
                const char *where, Make make) {
    return {std::move(description), std::move(settings), livesOn, where, make};
}

} // namespace

const Registry<TargetKind> &targets() {
    static const Registry<TargetKind> registry = [] {
        Registry<TargetKind> all("target");
        all.add(kind({"unimodal", "One mode", "cos(θ₁ − 4.18) + cos(θ₂ − 5.96)", rezende}, {"concentration"},
                     isTorus2, "t2", [](const Manifold &m, const TargetSettings &s) {
                         return std::make_shared<Mixture>(m, matrix({{4.18, 5.96}}), s.concentration, 0.);
                     }));
        all.add(kind({"multimodal", "Three modes", "Three peaks on a torus", rezende}, {"concentration"},
                     isTorus2, "t2", [](const Manifold &m, const TargetSettings &s) {
                         return std::make_shared<Mixture>(m,
                                                          matrix({{0.21, 2.85}, {1.89, 6.18}, {3.77, 1.56}}),
                                                          s.concentration, std::log(3.));
                     }));
        all.add(kind(
            {"correlated", "Correlated angles", "cos(θ₁ + θ₂ − 1.94): a ridge around the torus", rezende},
            {"concentration"}, isTorus2, "t2", [](const Manifold &m, const TargetSettings &s) {
                return std::make_shared<Correlated>(m, s.concentration);
            }));
        all.add(kind(
            {"mixture4", "Four peaks", "Four peaks of concentration 10 on a sphere", rezende}, {},
            [](const Manifold &m) { return m.isSphere() && (m.dimension() == 2 || m.dimension() == 3); },
            "s2, s3",
            [](const Manifold &m, const TargetSettings &) {
                return std::make_shared<Mixture>(
                    m, m.dimension() == 2 ? fourOfTwoSphere() : fourOfThreeSphere(), 10., 0.);
            }));
        all.add(kind(
            {"robot_arm", "Robot arm", "Joint angles of a planar arm whose tip shall be somewhere", rezende},
            {"tip_x", "tip_y", "tip_width", "link"},
            [](const Manifold &m) { return !m.isSphere() && m.dimension() >= 2; }, "t2 ... t16",
            [](const Manifold &m, const TargetSettings &s) {
                return std::make_shared<RobotArm>(
                    m, std::vector<double>(static_cast<std::size_t>(m.dimension()), s.link),
                    std::array{s.tipX, s.tipY}, s.tipWidth);
            }));
        all.add(kind(
            {"von_mises", "von Mises", "One peak: e^{β cos θ} on tori, e^{β x·μ} (Fisher) on spheres",
             mardia},
            {"concentration"}, [](const Manifold &) { return true; }, "tori and spheres",
            [](const Manifold &m, const TargetSettings &s) {
                return std::make_shared<Mixture>(m, oneCentre(m), s.concentration, 0.);
            }));
        all.add(kind(
            {"wrapped_normal", "Wrapped normal", "A normal distribution wound around every circle", mardia},
            {"concentration"}, [](const Manifold &m) { return !m.isSphere(); }, "tori",
            [](const Manifold &m, const TargetSettings &s) {
                return std::make_shared<WrappedNormal>(m, s.concentration);
            }));
        all.add(kind({"bingham", "Bingham", "Antipodal girdle: β (x₁² − x₂²)", mardia}, {"concentration"},
                     isSphere2, "s2", [](const Manifold &m, const TargetSettings &s) {
                         return std::make_shared<Kent>(m, 0., s.concentration);
                     }));
        all.add(kind(
            {"kent", "Kent", "Oval peak: β x₃ + 0.4 β (x₁² − x₂²)", "Kent, J. R. Stat. Soc. B 44 (1982) 71"},
            {"concentration"}, isSphere2, "s2", [](const Manifold &m, const TargetSettings &s) {
                return std::make_shared<Kent>(m, s.concentration, 0.4 * s.concentration);
            }));
        return all;
    }();
    return registry;
}

std::shared_ptr<const Target> targetNamed(const std::string &name, const Manifold &manifold,
                                          const TargetSettings &settings) {
    const TargetKind &chosen = targets().at(name);
    if (!chosen.livesOn(manifold))
        throw Error("target '" + name + "' does not live on " + manifold.name(),
                    "it is defined on " + chosen.where, "choose another manifold or another target");
    return chosen.make(manifold, settings);
}

const SettingsTable<TargetSettings> &TargetSettings::table() {
    static const auto table = [] {
        SettingsTable<TargetSettings> all;
        all.add(&TargetSettings::concentration, {.name = "concentration",
                                                 .label = "Concentration β",
                                                 .help = "How sharp the target is: its logarithm times β",
                                                 .minimum = 0.01,
                                                 .maximum = 100,
                                                 .step = 0.5})
            .add(&TargetSettings::tipX, {.name = "tip_x",
                                         .label = "Tip x",
                                         .help = "Where the tip of the arm shall be",
                                         .minimum = -5,
                                         .maximum = 5,
                                         .step = 0.05})
            .add(&TargetSettings::tipY, {.name = "tip_y",
                                         .label = "Tip y",
                                         .help = "Where the tip of the arm shall be",
                                         .minimum = -5,
                                         .maximum = 5,
                                         .step = 0.05})
            .add(&TargetSettings::tipWidth, {.name = "tip_width",
                                             .label = "Tip within",
                                             .help = "Standard deviation of each coordinate of the tip",
                                             .minimum = 0.005,
                                             .maximum = 2,
                                             .step = 0.01})
            .add(&TargetSettings::link, {.name = "link",
                                         .label = "Link",
                                         .help = "Length of each link of the arm",
                                         .minimum = 0.01,
                                         .maximum = 5,
                                         .step = 0.05});
        return all;
    }();
    return table;
}

} // namespace quincunx
