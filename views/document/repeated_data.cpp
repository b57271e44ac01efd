#include "views/document/repeated_data.h"

#include "core/base/parallel.h"

namespace quincunx {
namespace {

constexpr Eigen::Index blockRows = 25; // made at a time, each block from a seed of its own

} // namespace

RepeatedData::RepeatedData() : m_job(tr("Observing")) {}

void RepeatedData::want(std::shared_ptr<const Simulator> simulator, const std::vector<double> &theta,
                        int seed, Eigen::Index count) {
    if (simulator != m_simulator || theta != m_theta || seed != m_seed) {
        m_job.cancel();
        m_simulator = std::move(simulator);
        m_theta = theta;
        m_seed = seed;
        m_rows = Draws(0, static_cast<Eigen::Index>(m_simulator->data().size()));
    }
    m_wanted = count;
    if (!m_job.isRunning())
        make();
}

void RepeatedData::make() {
    if (m_rows.rows() >= m_wanted)
        return;
    m_job.start<Draws>(
        [simulator = m_simulator, theta = m_theta, seed = m_seed,
         block = m_rows.rows() / blockRows](const JobProgress &progress) {
            const Draws at =
                Eigen::Map<const Eigen::RowVectorXd>(theta.data(), static_cast<Eigen::Index>(theta.size()))
                    .replicate(blockRows, 1);
            RandomEngine random = engineOf(static_cast<std::uint64_t>(seed), static_cast<std::size_t>(block));
            return simulateAt(*simulator, at, random(), defaultThreads(), progress);
        },
        [this](const Draws &more) {
            const Eigen::Index before = m_rows.rows();
            m_rows.conservativeResize(before + more.rows(), Eigen::NoChange);
            m_rows.bottomRows(more.rows()) = more;
            make();
            Q_EMIT grown();
        },
        [this](const Error &error) { Q_EMIT failed(error); });
}

} // namespace quincunx
