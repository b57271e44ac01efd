#pragma once

#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/base/registry.h"
#include "core/inference/prior.h"

#include <Eigen/Core>

#include <functional>
#include <memory>
#include <span>

namespace quincunx {

/// A matrix whose rows are draws, one behind the other in memory.
using Draws = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

inline std::span<double> rowOf(Draws &draws, std::size_t row) {
    const auto width = static_cast<std::size_t>(draws.cols());
    return {draws.data() + row * width, width};
}
inline std::span<const double> rowOf(const Draws &draws, std::size_t row) {
    const auto width = static_cast<std::size_t>(draws.cols());
    return {draws.data() + row * width, width};
}

/// Draws θ; may be asked from several threads at once.
using ParameterSampler = std::function<void(std::span<double> theta, RandomEngine &random)>;

/// How the numbers of x are to be drawn.
struct DataShape {
    enum class Kind {
        Numbers,  ///< each for itself
        Points2D, ///< pairs, points of a plane
        Series,   ///< values at successive times; `parts` curves of equal length, one behind the other
        Bins,     ///< counts in successive bins
        Set       ///< elements without an order, of `parts` numbers each
    };
    Kind kind = Kind::Numbers;
    std::size_t parts = 1;
};

/// What a simulation tells beside x when its hidden steps z are watched: of the density of both together it
/// is known what is not known of that of x alone. Averaged over the z of one x, the score is ∇_θ ln p(x|θ),
/// and e^−logRatio is p(x|other)/p(x|θ). Source: Brehmer, Louppe, Pavez, Cranmer, *Mining gold from implicit
/// models* (PNAS 117 (2020) 5242).
struct Mined {
    double logRatio = 0;       ///< ln p(x,z|θ) − ln p(x,z|other)
    std::vector<double> score; ///< ∇_θ ln p(x,z|θ)
};

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

    /// How many programs of its own draw at the same time; 0 if it draws on the threads that ask. Such a
    /// simulator is slow: each simulation is then a piece of work of its own, with a seed of its own.
    virtual int processes() const { return 0; }

    virtual DataShape dataShape() const { return {}; }

    /// Whether logLikelihood() knows p(x|θ).
    virtual bool hasLikelihood() const { return false; }
    /// ln p(x|θ), exactly, up to what does not depend on θ; −∞ where θ cannot give x. \param theta within the
    /// prior. \throws Error if it is not known.
    virtual double logLikelihood(std::span<const double> x, std::span<const double> theta) const;

    /// Whether mine() can watch the hidden steps.
    virtual bool canMine() const { return false; }
    /// x from p(x|θ), the same that simulate() draws with this engine, and what its hidden steps tell.
    /// \param theta, other within the prior. \throws Error if they cannot be watched.
    virtual Mined mine(std::span<const double> theta, std::span<const double> other, std::span<double> x,
                       RandomEngine &random) const;

    /// Whether drawPosterior() knows the true posterior.
    virtual bool hasPosterior() const { return false; }
    /// θ from p(θ|x), exactly. \throws Error if there is none, or if no θ of the prior can give x.
    virtual void drawPosterior(std::span<const double> x, std::span<double> theta,
                               RandomEngine &random) const;
    /// What draws from p(θ|x) many times, where preparing is worth it; by default drawPosterior(). Not to
    /// outlive the simulator. \throws Error as drawPosterior(); Cancelled.
    virtual ParameterSampler posteriorGiven(std::span<const double> x, int threads,
                                            const Progress &progress) const;

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
    std::size_t unusable = 0; ///< rows of x with a number that is not finite
};

/// Whether who asked for the simulations that this thread makes wants no more of them: simulate() that waits
/// for long asks, and throws Cancelled.
bool simulationIsCancelled();

/// `count` draws of θ from the prior and of x given θ. The same seed gives the same numbers for any number of
/// threads. \throws Cancelled.
Simulations simulatePrior(const Simulator &simulator, std::size_t count, std::uint64_t seed, int threads,
                          const Progress &progress = {});

/// x at each row of θ; seeds and threads as in simulatePrior().
Draws simulateAt(const Simulator &simulator, const Draws &theta, std::uint64_t seed, int threads,
                 const Progress &progress = {});

/// Simulations whose hidden steps were watched: row i of everything was drawn at row i of θ.
struct MinedSimulations {
    Draws x;
    Eigen::VectorXd logRatio; ///< Mined::logRatio
    Draws score;              ///< Mined::score
};

/// Draws x at each row of θ and compares with the same row of `other`. \throws Error if the simulator cannot
/// be mined; Cancelled.
MinedSimulations mineAt(const Simulator &simulator, const Draws &theta, const Draws &other,
                        std::uint64_t seed, int threads, const Progress &progress = {});

/// `count` draws from the true posterior. \throws Error as drawPosterior(), or unless x has as many numbers
/// as the simulator's data, all finite; Cancelled.
Draws samplePosterior(const Simulator &simulator, std::span<const double> x, std::size_t count,
                      std::uint64_t seed, int threads, const Progress &progress = {});

/// \throws Error unless x has as many numbers as the simulator's data, all finite.
void checkObservation(const Simulator &simulator, std::span<const double> x);

} // namespace quincunx
