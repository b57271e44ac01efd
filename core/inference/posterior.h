#pragma once

#include "core/inference/simulator.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>

namespace quincunx {

class GridPosterior;

/// What gives parameters for data: the true posterior, the nearest of many simulations, a trained network.
/// Immutable; may be asked from several threads at once.
class Posterior {
public:
    explicit Posterior(std::shared_ptr<const Simulator> simulator) : m_simulator(std::move(simulator)) {}
    virtual ~Posterior();

    const Simulator &simulator() const { return *m_simulator; }

    /// `count` draws of θ given the observations, the rows of x: independent draws of data at the same θ. The
    /// same seed gives the same draws for any number of threads.
    /// \throws Error as checkObservations(), or if there is no such θ; Cancelled.
    virtual Draws sample(const Draws &x, std::size_t count, std::uint64_t seed, int threads,
                         const Progress &progress = {}) const = 0;

    /// The posterior of one parameter itself, where a likelihood gives it: what draws scatter is not in it.
    /// Nothing if there are but draws. \throws Error as sample(); Cancelled.
    virtual std::optional<GridPosterior> onGrid(const Draws &x, int threads,
                                                const Progress &progress = {}) const;

    /// Whether x may have more rows than one.
    virtual bool takesMany() const { return false; }

    /// What a saved model holds beside the names of estimator and simulator; null if it cannot be saved.
    virtual nlohmann::json toJson() const;

protected:
    /// \throws Error unless each row of x is an observation (checkObservation()), and there is one row, or
    /// several if takesMany().
    void checkObservations(const Draws &x) const;

private:
    std::shared_ptr<const Simulator> m_simulator;
};

} // namespace quincunx
