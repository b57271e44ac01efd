#include "views/document/calibration_run.h"

#include "core/base/parallel.h"

namespace quincunx {
namespace {

constexpr std::size_t keptCalibrations = 8;

} // namespace

CalibrationRun::CalibrationRun() : m_job(tr("Calibrating")) {}

void CalibrationRun::run(std::vector<Order> orders, int trials, int seed) {
    m_stop = std::make_shared<std::atomic_bool>(false);
    // One core is left to the posterior that follows the mouse meanwhile.
    const int threads = std::max(1, defaultThreads() - 1);
    using Results = std::vector<std::pair<std::string, Result>>;
    m_job.start<Results>(
        [this, orders = std::move(orders), trials, seed, threads,
         stop = m_stop](const JobProgress &progress) {
            Results results;
            for (const auto &[key, posterior] : orders) {
                if (stop->load())
                    break;
                auto tell = [&](const Calibration &all, std::size_t done) {
                    auto part = std::make_shared<const Calibration>(all.first(done));
                    progress.deliver([this, key, part] { keep(key, part); });
                    return !stop->load();
                };
                results.emplace_back(
                    key, std::make_shared<const Calibration>(
                             calibrate(*posterior, static_cast<std::size_t>(trials), calibrationSamples,
                                       static_cast<std::uint64_t>(seed), threads, progress, tell)));
            }
            return results;
        },
        [this](const Results &results) {
            for (const auto &[key, result] : results)
                keep(key, result);
        },
        [this](const Error &error) { Q_EMIT failed(error); });
    Q_EMIT changed();
}

void CalibrationRun::keep(const std::string &key, Result result) {
    std::erase_if(m_kept, [&](const auto &old) { return old.first == key; });
    m_kept.emplace_back(key, std::move(result));
    if (m_kept.size() > keptCalibrations)
        m_kept.pop_front();
    Q_EMIT changed();
}

std::shared_ptr<const Calibration> CalibrationRun::find(const std::string &key) const {
    for (const auto &[of, result] : m_kept)
        if (of == key)
            return result;
    return nullptr;
}

void CalibrationRun::stopAndKeep() {
    if (m_stop)
        *m_stop = true;
}

} // namespace quincunx
