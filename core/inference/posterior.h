#pragma once

#include "core/inference/simulator.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>

namespace quincunx {

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
