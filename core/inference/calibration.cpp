#include "core/inference/calibration.h"

#include "core/base/parallel.h"

#include <chrono>
#include <cmath>

namespace quincunx {
namespace {

/// θ* and x at it, all finite.
void drawTrial(const Simulator &simulator, std::span<double> theta, std::span<double> x,
               RandomEngine &random) {
    constexpr int attempts = 1000;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        simulator.prior().draw(theta, random);
        simulator.simulate(theta, x, random);
        if (std::ranges::all_of(x, [](double value) { return std::isfinite(value); }))
            return;
    }
    throw Error("cannot calibrate", "a thousand simulations in a row had numbers that are not finite",
                "mend the simulator");
}

/// Kolmogorov's scaled distance, with Stephens' correction for finite counts (J. R. Stat. Soc. B 32 (1970)
/// 115), by the distance.
double kolmogorovScale(double count) {
    return std::sqrt(count) + 0.12 + 0.11 / std::sqrt(count);
}

} // namespace

Calibration calibrate(const Posterior &posterior, std::size_t trials, std::size_t samples, std::uint64_t seed,
                      int threads, const Progress &progress,
                      const std::function<bool(const Calibration &, std::size_t)> &goOn) {
    const Simulator &simulator = posterior.simulator();
    const auto width = static_cast<Eigen::Index>(simulator.parameters().size());
    const auto rows = static_cast<Eigen::Index>(trials);
    Calibration all{samples,
                    Draws(rows, width),
                    Draws(rows, width),
                    Draws(rows, width),
                    Draws(rows, width),
                    Eigen::VectorXd(rows)};
    std::vector<double> scale;
    for (std::size_t k = 0; k < simulator.prior().size(); ++k) {
        const auto [low, high] = simulator.prior().range(k);
        scale.push_back(high - low);
    }
    const Eigen::RowVectorXd unit = Eigen::Map<const Eigen::RowVectorXd>(scale.data(), width);
    std::atomic<std::size_t> done = 0;
    auto tryOne = [&](std::size_t trial) {
        progress.check();
        RandomEngine random = engineOf(seed, trial);
        const auto row = static_cast<Eigen::Index>(trial);
        Draws x(1, static_cast<Eigen::Index>(simulator.data().size()));
        drawTrial(simulator, rowOf(all.truth, trial), rowOf(x, 0), random);
        const Draws theta = posterior.sample(x, samples, random(), 1, Progress(progress.stopToken(), {}));
        const auto count = static_cast<double>(theta.rows());
        all.mean.row(row) = theta.colwise().mean();
        all.deviation.row(row) =
            (theta.rowwise() - all.mean.row(row)).array().square().colwise().mean().sqrt();
        for (Eigen::Index k = 0; k < width; ++k) {
            const auto below = static_cast<double>((theta.col(k).array() < all.truth(row, k)).count());
            all.rank(row, k) = (below + uniform(random)) / (count + 1);
        }
        Draws point(1, width);
        simulator.prior().draw(rowOf(point, 0), random);
        auto distance = [&](const auto &to) {
            return ((to - point.row(0)).array() / unit.array()).matrix().squaredNorm();
        };
        const double own = distance(all.truth.row(row));
        double nearer = 0;
        for (Eigen::Index i = 0; i < theta.rows(); ++i)
            nearer += distance(theta.row(i)) < own;
        all.nearer[row] = (nearer + uniform(random)) / (count + 1);
        progress.report(static_cast<double>(++done) / static_cast<double>(trials), "calibrating");
    };
    // Block by block, of a length that leaves goOn() to be asked a few times a second.
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::milliseconds quick(40), slow(90);
    const auto fewest = static_cast<std::size_t>(std::max(threads, 1));
    std::size_t block = fewest;
    for (std::size_t begin = 0; begin < trials;) {
        const auto before = Clock::now();
        const std::size_t count = goOn ? std::min(block, trials - begin) : trials;
        parallelFor(count, threads, 1, [&](std::size_t i) { tryOne(begin + i); });
        begin += count;
        if (goOn && !goOn(all, begin))
            return all.first(begin);
        if (const auto taken = Clock::now() - before; taken < quick)
            block *= 2;
        else if (taken > slow)
            block = std::max(fewest, block / 2);
    }
    return all;
}

Calibration Calibration::first(std::size_t count) const {
    const auto rows = static_cast<Eigen::Index>(count);
    return {samples,
            truth.topRows(rows),
            mean.topRows(rows),
            deviation.topRows(rows),
            rank.topRows(rows),
            nearer.head(rows)};
}

double Calibration::coverage(Eigen::Index parameter, double level) const {
    const auto inside = (rank.col(parameter).array() - 0.5).abs() < level / 2;
    return static_cast<double>(inside.count()) / static_cast<double>(rank.rows());
}

double Calibration::rankPValue(Eigen::Index parameter) const {
    return uniformityPValue(ranks(parameter));
}

double Calibration::nearerPValue() const {
    return uniformityPValue(nearness());
}

std::vector<double> Calibration::ranks(Eigen::Index parameter) const {
    std::vector<double> all(rank.col(parameter).begin(), rank.col(parameter).end());
    std::ranges::sort(all);
    return all;
}

std::vector<double> Calibration::intervals(Eigen::Index parameter) const {
    std::vector<double> all = ranks(parameter);
    for (double &value : all)
        value = std::fabs(2 * value - 1);
    std::ranges::sort(all);
    return all;
}

std::vector<double> Calibration::nearness() const {
    std::vector<double> all(nearer.begin(), nearer.end());
    std::ranges::sort(all);
    return all;
}

double Calibration::contraction(Eigen::Index parameter) const {
    const auto known = truth.col(parameter).array();
    const double prior = (known - known.mean()).square().mean();
    return 1 - deviation.col(parameter).array().square().mean() / prior;
}

double Calibration::zScore(Eigen::Index parameter) const {
    const auto away = mean.col(parameter).array() - truth.col(parameter).array();
    return std::sqrt((away / deviation.col(parameter).array()).square().mean());
}

double uniformityPValue(std::vector<double> values) {
    std::ranges::sort(values);
    const auto count = static_cast<double>(values.size());
    double farthest = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        farthest = std::max({farthest, values[i] - static_cast<double>(i) / count,
                             static_cast<double>(i + 1) / count - values[i]});
    const double scaled = kolmogorovScale(count) * farthest; // then Kolmogorov's series
    if (scaled < 0.3)
        return 1; // the series is 1 to 10⁻⁵, and converges slowly
    double p = 0;
    for (int k = 1; k <= 100; ++k)
        p += (k % 2 ? 2 : -2) * std::exp(-2 * k * k * scaled * scaled);
    return std::clamp(p, 0.0, 1.0);
}

double uniformityBand(std::size_t count) {
    constexpr double scaled = 1.3581; // where the series is 0.05
    return scaled / kolmogorovScale(static_cast<double>(count));
}

} // namespace quincunx
