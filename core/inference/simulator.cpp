#include "core/inference/simulator.h"

#include "core/base/parallel.h"

#include <cassert>
#include <cmath>
#include <utility>

namespace quincunx {

Simulator::Simulator(std::vector<std::string> parameters, Prior prior, std::vector<std::string> data)
    : m_parameters(std::move(parameters))
    , m_data(std::move(data))
    , m_prior(std::move(prior)) {
    assert(m_prior.size() == m_parameters.size());
}

Simulator::~Simulator() = default;

std::vector<std::string> numbered(const std::string &name, int count, int first) {
    std::vector<std::string> names;
    for (int k = first; k < first + count; ++k)
        names.push_back(name + std::to_string(k));
    return names;
}

double Simulator::logLikelihood(std::span<const double>, std::span<const double>) const {
    throw Error("cannot tell the likelihood", "it is not known for this simulator",
                "choose an estimator that needs none");
}

Mined Simulator::mine(std::span<const double>, std::span<const double>, std::span<double>,
                      RandomEngine &) const {
    throw Error("cannot mine this simulator", "it does not tell its hidden steps",
                "choose an estimator that learns from parameters and data alone");
}

void Simulator::drawPosterior(std::span<const double>, std::span<double>, RandomEngine &) const {
    throw Error("cannot draw from the true posterior", "it is not known for this simulator",
                "choose another estimator");
}

ParameterSampler Simulator::posteriorGiven(std::span<const double> x, int, const Progress &) const {
    return [this, x = std::vector<double>(x.begin(), x.end())](
               std::span<double> theta, RandomEngine &random) { drawPosterior(x, theta, random); };
}

namespace {

bool isFinite(std::span<const double> numbers) {
    return std::ranges::all_of(numbers, [](double number) { return std::isfinite(number); });
}

thread_local const Progress *workingFor = nullptr;

/// work(i, engine) for i < count, in chunks that have an engine each.
template <class Work>
void inChunks(const Simulator &simulator, std::size_t count, std::uint64_t seed, int threads,
              const Progress &progress, const Work &work) {
    const std::size_t size = simulator.processes() > 0 ? 1 : 500;
    const std::size_t chunks = (count + size - 1) / size;
    std::atomic<std::size_t> done = 0;
    parallelFor(chunks, std::max(threads, simulator.processes()), 1, [&](std::size_t chunk) {
        progress.check();
        const Progress *before = std::exchange(workingFor, &progress);
        try {
            RandomEngine random = engineOf(seed, chunk);
            for (std::size_t i = chunk * size; i < std::min(count, (chunk + 1) * size); ++i)
                work(i, random);
        } catch (...) {
            workingFor = before;
            throw;
        }
        workingFor = before;
        progress.report(static_cast<double>(++done) / static_cast<double>(chunks), "simulating");
    });
}

} // namespace

bool simulationIsCancelled() {
    return workingFor && workingFor->cancelled();
}

Simulations simulatePrior(const Simulator &simulator, std::size_t count, std::uint64_t seed, int threads,
                          const Progress &progress) {
    Simulations all{Draws(count, simulator.parameters().size()), Draws(count, simulator.data().size())};
    std::atomic<std::size_t> unusable = 0;
    inChunks(simulator, count, seed, threads, progress, [&](std::size_t i, RandomEngine &random) {
        simulator.prior().draw(rowOf(all.theta, i), random);
        simulator.simulate(rowOf(all.theta, i), rowOf(all.x, i), random);
        if (!isFinite(rowOf(all.x, i)))
            ++unusable;
    });
    all.unusable = unusable;
    return all;
}

Draws simulateAt(const Simulator &simulator, const Draws &theta, std::uint64_t seed, int threads,
                 const Progress &progress) {
    Draws x(theta.rows(), simulator.data().size());
    inChunks(simulator, static_cast<std::size_t>(theta.rows()), seed, threads, progress,
             [&](std::size_t i, RandomEngine &random) {
                 simulator.simulate(rowOf(theta, i), rowOf(x, i), random);
             });
    return x;
}

MinedSimulations mineAt(const Simulator &simulator, const Draws &theta, const Draws &other,
                        std::uint64_t seed, int threads, const Progress &progress) {
    assert(theta.rows() == other.rows());
    MinedSimulations all{Draws(theta.rows(), simulator.data().size()), Eigen::VectorXd(theta.rows()),
                         Draws(theta.rows(), theta.cols())};
    inChunks(simulator, static_cast<std::size_t>(theta.rows()), seed, threads, progress,
             [&](std::size_t i, RandomEngine &random) {
                 const Mined mined =
                     simulator.mine(rowOf(theta, i), rowOf(other, i), rowOf(all.x, i), random);
                 all.logRatio[static_cast<Eigen::Index>(i)] = mined.logRatio;
                 std::ranges::copy(mined.score, rowOf(all.score, i).begin());
             });
    return all;
}

void checkObservation(const Simulator &simulator, std::span<const double> x) {
    if (x.size() != simulator.data().size())
        throw Error("the observation has " + std::to_string(x.size()) + " numbers",
                    "the simulator makes " + std::to_string(simulator.data().size()),
                    "give as many, in the order of its data");
    for (std::size_t i = 0; i < x.size(); ++i)
        if (!std::isfinite(x[i]))
            throw Error("the observation cannot be used", simulator.data()[i] + " is not finite",
                        "give finite numbers");
}

Draws samplePosterior(const Simulator &simulator, std::span<const double> x, std::size_t count,
                      std::uint64_t seed, int threads, const Progress &progress) {
    checkObservation(simulator, x);
    Draws theta(count, simulator.parameters().size());
    const ParameterSampler draw = simulator.posteriorGiven(x, threads, progress);
    inChunks(simulator, count, seed, threads, progress,
             [&](std::size_t i, RandomEngine &random) { draw(rowOf(theta, i), random); });
    return theta;
}

} // namespace quincunx
