#pragma once

#include "views/document/posterior_drawing.h"

#include <QTimer>

#include <optional>

namespace quincunx {

/// How well a classifier tells draws of two posteriors apart: ½ not at all, 1 always
/// (classifierTwoSampleTest(), of 2000 draws each).
struct PosteriorContrast {
    std::optional<double> between; ///< estimate and rival
    std::optional<double> estimateFromTruth, rivalFromTruth;

    bool operator==(const PosteriorContrast &) const = default;
};

/// Compares two estimates of one observation on a worker, once it rests.
class EstimatorComparison : public QObject {
    Q_OBJECT

public:
    EstimatorComparison();

    /// Shapes to be compared; a comparison of others is given up. Nothing to do unless there are two
    /// estimates.
    void request(const PosteriorShapes &shapes);
    /// Of the shapes asked for last, as far as it is there.
    const PosteriorContrast &contrast() const { return m_contrast; }
    /// Whether a comparison is waited for or under way.
    bool isUnderWay() const { return m_wait.isActive() || m_job.isRunning(); }
    Job &job() { return m_job; }

Q_SIGNALS:
    void changed();
    void failed(const Error &error);

private:
    void start();

    PosteriorShapes m_shapes;
    PosteriorContrast m_contrast;
    QTimer m_wait;
    Job m_job;
};

} // namespace quincunx
