#include "core/manifolds/bessel.h"
#include "core/manifolds/mixture.h"
#include "core/manifolds/painting.h"
#include "core/manifolds/robot_arm.h"
#include "core/manifolds/sample_target.h"

#include <cmath>
#include <numbers>

namespace quincunx {
namespace {

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
bool isSurface(const Manifold &manifold) {
    return manifold.dimension() == 2;
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
                         return std::make_shared<Mixture>(m, matrix({{4.18, 5.96}}), s.concentration);
                     }));
        all.add(kind({"multimodal", "Three modes", "Three peaks on a torus", rezende}, {"concentration"},
                     isTorus2, "t2", [](const Manifold &m, const TargetSettings &s) {
                         return std::make_shared<Mixture>(m,
                                                          matrix({{0.21, 2.85}, {1.89, 6.18}, {3.77, 1.56}}),
                                                          s.concentration, -std::log(3.));
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
                    m, m.dimension() == 2 ? fourOfTwoSphere() : fourOfThreeSphere(), 10.);
            }));
        all.add(kind(
            {"robot_arm", "Robot arm", "Joint angles of a planar arm whose tip shall be somewhere", rezende},
            {"tip_x", "tip_y", "tip_width", "link", "joint_limit"},
            [](const Manifold &m) { return !m.isSphere() && m.dimension() >= 2; }, "t2 ... t16",
            [](const Manifold &m, const TargetSettings &s) {
                return std::make_shared<RobotArm>(
                    m, std::vector<double>(static_cast<std::size_t>(m.dimension()), s.link),
                    TipWanted{s.shape.empty() ? std::vector{std::array{s.tipX, s.tipY}} : s.shape, s.tipWidth,
                              s.jointLimit});
            }));
        all.add(kind(
            {"von_mises", "von Mises", "One peak: e^{β cos θ} on tori, e^{β x·μ} (Fisher) on spheres",
             mardia},
            {"concentration"}, [](const Manifold &) { return true; }, "tori and spheres",
            [](const Manifold &m, const TargetSettings &s) {
                return std::make_shared<Mixture>(m, oneCentre(m), s.concentration);
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
        all.add(kind(
            {"painted", "Painted", "What one paints on the map, or an image", {}}, {}, isSurface, "t2, s2",
            [](const Manifold &m, const TargetSettings &s) { return paintedTarget(m, s.painting); }));
        all.add(kind(
            {"samples", "Samples", "Points out of a table, learned by maximum likelihood", {}}, {},
            [](const Manifold &) { return true; }, "tori and spheres",
            [](const Manifold &m, const TargetSettings &s) {
                if (s.samples.empty())
                    throw Error("there are no samples to learn from", "no file is chosen",
                                "choose a table of points");
                return sampleTarget(m, readPoints(s.samples, m));
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
                                         .step = 0.05})
            .add(&TargetSettings::jointLimit, {.name = "joint_limit",
                                               .label = "Joints turn",
                                               .unit = "°",
                                               .help = "How far each joint turns to either side",
                                               .minimum = 20,
                                               .maximum = 180,
                                               .step = 5});
        return all;
    }();
    return table;
}

nlohmann::json toJson(const TargetSettings &settings) {
    nlohmann::json json = TargetSettings::table().toJson(settings);
    if (!settings.shape.empty())
        json["shape"] = settings.shape;
    if (!settings.painting.empty())
        json["painting"] = toJson(settings.painting);
    if (!settings.samples.empty())
        json["samples"] = settings.samples;
    return json;
}

TargetSettings targetSettingsFromJson(const nlohmann::json &json) {
    nlohmann::json numbers = json;
    TargetSettings drawn;
    try {
        if (numbers.contains("shape"))
            drawn.shape = numbers["shape"].get<std::vector<std::array<double, 2>>>();
        if (numbers.contains("samples"))
            drawn.samples = numbers["samples"].get<std::string>();
    } catch (const nlohmann::json::exception &) {
        throw Error("cannot read the target", "'shape' is no list of places, or 'samples' no file name",
                    "write [[x, y], ...] and \"file.csv\"");
    }
    if (numbers.contains("painting"))
        drawn.painting = dabsFromJson(numbers["painting"]);
    for (const char *name : {"shape", "samples", "painting"})
        numbers.erase(name);
    return TargetSettings::table().fromJson(numbers, drawn);
}

} // namespace quincunx
