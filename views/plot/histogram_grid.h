#pragma once

#include "views/plot/plot.h"

#include <optional>
#include <vector>

namespace quincunx {

/// One quantity over one or several samples, in equal bins.
struct HistogramPanel {
    struct Curve {
        QString label;
        std::vector<double> density; ///< per bin
    };
    QString title; ///< the quantity, with its unit
    double low = 0, high = 1;
    std::vector<Curve> curves;
    std::optional<double> mark; ///< where a line stands: the value of what is under the microscope
};

/// Fills `plot` with the panels in two columns, in the colours that it wears; what it had before goes.
/// \param markTitle what the legend calls the line.
void showHistograms(Plot &plot, const std::vector<HistogramPanel> &panels, const QString &markTitle);

} // namespace quincunx
