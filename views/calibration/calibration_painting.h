#pragma once

#include "views/calibration/calibration_layout.h"

#include <QStringList>

namespace quincunx {

/// A calibration as it is painted.
struct CalibrationPicture {
    const Calibration &calibration;
    CalibrationLayout layout;
    QStringList parameters; ///< their names
    Eigen::Index parameter; ///< the one that stands out, and the only one of a rival
    const Theme &theme;
    const Calibration *rival = nullptr;
    QString rivalName = {};
};

QColor parameterColour(Eigen::Index parameter, const Theme &theme);
/// p to two digits, "p < 0.001" below that.
QString pValueText(double p);
/// "contraction 0.93, z 1.02"
QString recoveryText(const Calibration &calibration, Eigen::Index parameter);

void paintCalibration(QPainter &painter, const CalibrationPicture &picture);

} // namespace quincunx
