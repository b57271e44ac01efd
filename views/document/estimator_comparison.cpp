#include "views/document/estimator_comparison.h"

#include "core/base/parallel.h"
#include "core/inference/two_sample_test.h"

#include <algorithm>
#include <chrono>

namespace quincunx {
namespace {

constexpr Eigen::Index comparedDraws = 2000;
constexpr std::chrono::milliseconds atRest(300);

/// `count` rows, evenly from all of them: neighbours may be steps of one chain.
Draws spread(const Draws &draws, Eigen::Index count) {
    Draws chosen(count, draws.cols());
    for (Eigen::Index i = 0; i < count; ++i)
        chosen.row(i) = draws.row(i * draws.rows() / count);
    return chosen;
}

double contrastOf(const PosteriorShape &one, const PosteriorShape &other, const Progress &progress) {
    const Eigen::Index count = std::min({comparedDraws, one.draws.rows(), other.draws.rows()});
    return classifierTwoSampleTest(spread(one.draws, count), spread(other.draws, count), 1, defaultThreads(),
                                   progress);
}

} // namespace

EstimatorComparison::EstimatorComparison() : m_job(tr("Comparing")) {
    m_wait.setSingleShot(true);
    m_wait.setInterval(atRest);
    connect(&m_wait, &QTimer::timeout, this, &EstimatorComparison::start);
}

void EstimatorComparison::request(const PosteriorShapes &shapes) {
    m_wait.stop();
    m_job.cancel();
    m_shapes = shapes;
    if (std::exchange(m_contrast, {}) != PosteriorContrast{})
        Q_EMIT changed();
    if (shapes.estimate && shapes.rival && !shapes.isRough)
        m_wait.start();
}

void EstimatorComparison::start() {
    m_job.start<PosteriorContrast>(
        [this, shapes = m_shapes](const JobProgress &progress) {
            PosteriorContrast contrast;
            contrast.between = contrastOf(*shapes.estimate, *shapes.rival, progress);
            if (shapes.ghost) {
                progress.deliver([this, contrast] {
                    m_contrast = contrast;
                    Q_EMIT changed();
                });
                contrast.estimateFromTruth = contrastOf(*shapes.ghost, *shapes.estimate, progress);
                contrast.rivalFromTruth = contrastOf(*shapes.ghost, *shapes.rival, progress);
            }
            return contrast;
        },
        [this](const PosteriorContrast &contrast) {
            m_contrast = contrast;
            Q_EMIT changed();
        },
        [this](const Error &error) { Q_EMIT failed(error); });
}

} // namespace quincunx
