#pragma once

#include "core/base/registry.h"
#include "core/base/settings.h"
#include "core/manifolds/manifold.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>

namespace quincunx {

/// A density on a manifold, known up to a factor. Immutable; may be asked from several threads at once.
class Target {
public:
    explicit Target(const Manifold &manifold) : m_manifold(manifold) {}
    virtual ~Target() = default;

    const Manifold &manifold() const { return m_manifold; }

    /// ln p̃(x). \param point ambient() numbers. \param gradient of ln p̃ by them, as many, or empty; on a
    /// sphere only its part along the sphere counts.
    virtual double logDensity(std::span<const double> point, std::span<double> gradient = {}) const = 0;

    /// ln ∫ p̃ dV where a formula says it.
    virtual std::optional<double> exactLogNormaliser() const { return std::nullopt; }

    /// Where only draws of the density are known: these, in random order; flows learn from them by maximum
    /// likelihood, and logDensity() is theirs, smoothed. Otherwise nullptr.
    virtual const PointRows *samples() const { return nullptr; }

private:
    Manifold m_manifold;
};

/// One dab of a brush: a bump around a point.
struct Dab {
    std::vector<double> at; ///< ambient() numbers
    double width;           ///< radius of the brush [rad]: where the bump has fallen to about e^{−1/2}
    double weight = 1;      ///< height of the bump

    bool operator==(const Dab &) const = default;
};

/// What a target can be told.
struct TargetSettings {
    double concentration = 1; ///< β: the targets of tori are raised to it
    double tipX = 0.6;        ///< robot_arm: where its tip shall be
    double tipY = 0.3;
    double tipWidth = 0.05;  ///< standard deviation of each coordinate of the tip
    double link = 0.2;       ///< length of each link
    double jointLimit = 180; ///< how far a joint turns to either side [degrees]

    // What is drawn or read, and no single number
    std::vector<std::array<double, 2>> shape = {}; ///< robot_arm: a curve for its tip; none: one place
    std::vector<Dab> painting = {};                ///< painted
    std::string samples = {};                      ///< samples: a file, see readPoints()

    /// Of the numbers.
    static const SettingsTable<TargetSettings> &table();
    bool operator==(const TargetSettings &) const = default;
};

struct TargetKind : Description {
    std::vector<std::string> settings;             ///< names of the fields that it obeys
    std::function<bool(const Manifold &)> livesOn; ///< whether it is defined there
    std::string where;                             ///< the same in words: "t2"
    std::function<std::shared_ptr<const Target>(const Manifold &, const TargetSettings &)> make;
};

/// All of it. \throws Error for unknown names and values out of range.
nlohmann::json toJson(const TargetSettings &settings);
TargetSettings targetSettingsFromJson(const nlohmann::json &json);

/// Targets by name: `unimodal`, `mixture4`, `robot_arm` ...
const Registry<TargetKind> &targets();

/// \throws Error for an unknown name, or if the target does not live on the manifold.
std::shared_ptr<const Target> targetNamed(const std::string &name, const Manifold &manifold,
                                          const TargetSettings &settings = {});

} // namespace quincunx
