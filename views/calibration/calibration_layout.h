#pragma once

#include "core/inference/calibration.h"
#include "views/inference/inference_style.h"

#include <QPolygonF>

#include <array>
#include <optional>

namespace quincunx {

/// What the panels of a calibration show.
enum class CalibrationPanel { Ranks, Coverage, Tarp, Recovery };
constexpr std::size_t calibrationPanels = 4;

/// Where the panels are, and their axes: side by side, two by two or below each other, as the area has room.
class CalibrationLayout {
public:
    /// \param line height of a line of text [pixels]. \param parameter that the recovery shows.
    /// \param rival drawn over the same axes; nullptr if there is none.
    CalibrationLayout(const QRectF &area, double line, const Calibration &calibration, Eigen::Index parameter,
                      const Calibration *rival = nullptr);

    const AxisPanel &panel(CalibrationPanel which) const { return m_panels[static_cast<std::size_t>(which)]; }
    /// Above the frame, as wide as the panel.
    QRectF titleStrip(CalibrationPanel which) const;
    std::optional<CalibrationPanel> find(QPointF pixel) const;

private:
    std::array<AxisPanel, calibrationPanels> m_panels;
    double m_line;
};

/// The share of `sorted` values up to x, against x; `difference`: less x. From 0 to 1, in the panel's pixels.
QPolygonF distributionLine(const std::vector<double> &sorted, const AxisPanel &panel, bool difference);

/// Where such a line lies in 95 of 100 cases if the values are uniform: a band around the diagonal.
QPolygonF distributionBand(std::size_t count, const AxisPanel &panel, bool difference);

} // namespace quincunx
