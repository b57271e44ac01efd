#pragma once

#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/base/registry.h"
#include "core/inference/prior.h"

#include <Eigen/Core>

#include <memory>
#include <span>

namespace quincunx {

/// A matrix whose rows are draws, one behind the other in memory.
using Draws = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A stochastic program with parameters θ, a prior over them, and data x: all that inference without a
/// likelihood knows of a science. Immutable; may be asked from several threads at once, each with an engine
/// of its own.
class Simulator {
public:
    /// Names with units, as axes show them.
    /// \param prior of as many parameters.
    Simulator(std::vector<std::string> parameters, Prior prior, std::vector<std::string> data);
    virtual ~Simulator();

    const std::vector<std::string> &parameters() const { return m_parameters; }
    const Prior &prior() const { return m_prior; }
    const std::vector<std::string> &data() const { return m_data; }

    /// x from p(x|θ). \param theta within the prior. \param x as many as data().
    virtual void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const = 0;

    /// Whether drawPosterior() knows the true posterior.
    virtual bool hasPosterior() const { return false; }
    /// θ from p(θ|x), exactly. \throws Error if there is none, or if no θ of the prior can give x.
    virtual void drawPosterior(std::span<const double> x, std::span<double> theta,
                               RandomEngine &random) const;

private:
    std::vector<std::string> m_parameters, m_data;
    Prior m_prior;
};

/// `name` with the numbers from `first` on.
std::vector<std::string> numbered(const std::string &name, int count, int first = 1);

struct SimulatorKind : Description {
    std::shared_ptr<const Simulator> simulator;
};

/// The simulators that the program knows.
const Registry<SimulatorKind> &simulators();

/// Simulations: row i of x was drawn at row i of θ.
struct Simulations {
    Draws theta, x;
};

/// `count` draws of θ from the prior and of x given θ. The same seed gives the same numbers for any number of
/// threads. \throws Cancelled.
Simulations simulatePrior(const Simulator &simulator, std::size_t count, std::uint64_t seed, int threads,
                          const Progress &progress = {});

/// `count` draws from the true posterior. \throws Error as drawPosterior(), or unless x has as many numbers
/// as the simulator's data, all finite; Cancelled.
Draws samplePosterior(const Simulator &simulator, std::span<const double> x, std::size_t count,
                      std::uint64_t seed, int threads, const Progress &progress = {});

/// \throws Error unless x has as many numbers as the simulator's data, all finite.
void checkObservation(const Simulator &simulator, std::span<const double> x);

} // namespace quincunx
