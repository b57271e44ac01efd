#include "core/inference/posterior.h"

#include "core/inference/grid_posterior.h"

#include <nlohmann/json.hpp>

namespace quincunx {

Posterior::~Posterior() = default;

std::optional<GridPosterior> Posterior::onGrid(const Draws &, int, const Progress &) const {
    return {};
}

nlohmann::json Posterior::toJson() const {
    return nullptr;
}

void Posterior::checkObservations(const Draws &x) const {
    if (x.rows() < 1 || (x.rows() > 1 && !takesMany()))
        throw Error("cannot use " + std::to_string(x.rows()) + " observations",
                    takesMany() ? "there must be at least one" : "this estimator takes one at a time",
                    takesMany() ? "give one" : "give one, or choose an estimator of the likelihood");
    for (Eigen::Index row = 0; row < x.rows(); ++row)
        checkObservation(simulator(), {x.row(row).data(), static_cast<std::size_t>(x.cols())});
}

} // namespace quincunx
