#include "core/manifolds/painting.h"

#include "core/manifolds/mixture.h"

#include <cmath>

namespace quincunx {
namespace {

/// Of a bare canvas beside a dab's 1: whatever a flow says there, ln p̃ is finite.
constexpr double canvasHeight = 0.01;
constexpr double heaviestDab = 1e6;

bool isBetween(double value, double least, double most) {
    return value >= least && value <= most; // false for NaN
}

} // namespace

std::shared_ptr<const Target> paintedTarget(const Manifold &manifold, const std::vector<Dab> &dabs) {
    auto fail = [](const std::string &why) -> Error {
        return {"cannot paint the target", why, "paint it anew"};
    };
    if (dabs.size() > mostDabs)
        throw fail("it has " + std::to_string(dabs.size()) + " dabs, and at most " +
                   std::to_string(mostDabs) + " are possible");
    const auto count = static_cast<Eigen::Index>(dabs.size());
    Mixture::Terms terms{PointRows(count, manifold.ambient()), Eigen::VectorXd(count), Eigen::VectorXd(count),
                         canvasHeight};
    for (Eigen::Index k = 0; k < count; ++k) {
        const Dab &dab = dabs[static_cast<std::size_t>(k)];
        if (dab.at.size() != static_cast<std::size_t>(manifold.ambient()))
            throw fail("a dab is at " + std::to_string(dab.at.size()) + " numbers, and a point of " +
                       manifold.name() + " has " + std::to_string(manifold.ambient()));
        double square = 0;
        for (double number : dab.at)
            square += number * number;
        if (!std::isfinite(square) || (manifold.isSphere() && std::abs(square - 1) > 1e-6))
            throw fail("a dab is beside the manifold");
        if (!isBetween(dab.width, thinnestBrush, widestBrush))
            throw fail("a dab is " + std::to_string(dab.width) + " wide, and brushes have " +
                       std::to_string(thinnestBrush) + " to " + std::to_string(widestBrush) + " rad");
        if (!isBetween(dab.weight, 1e-6, heaviestDab))
            throw fail("a dab has weight " + std::to_string(dab.weight) + ", which is no density");
        terms.centres.row(k) =
            Eigen::Map<const Eigen::RowVectorXd>(dab.at.data(), static_cast<Eigen::Index>(dab.at.size()));
        terms.concentrations[k] = 1 / (dab.width * dab.width);
        terms.logWeights[k] = std::log(dab.weight) - terms.concentrations[k] * peakOf(manifold);
    }
    return std::make_shared<Mixture>(manifold, std::move(terms));
}

nlohmann::json toJson(const std::vector<Dab> &dabs) {
    nlohmann::json all = nlohmann::json::array();
    for (const Dab &dab : dabs)
        all.push_back({{"at", dab.at}, {"width", dab.width}, {"weight", dab.weight}});
    return all;
}

std::vector<Dab> dabsFromJson(const nlohmann::json &json) {
    try {
        std::vector<Dab> all;
        for (const nlohmann::json &one : json)
            all.push_back({one.at("at").get<std::vector<double>>(), one.at("width").get<double>(),
                           one.value("weight", 1.)});
        return all;
    } catch (const nlohmann::json::exception &) {
        throw Error("cannot read the painting", "it is no list of dabs",
                    R"(write [{"at": [x, y, z], "width": 0.2, "weight": 1}, ...])");
    }
}

} // namespace quincunx
