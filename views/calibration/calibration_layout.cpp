#include "views/calibration/calibration_layout.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

constexpr double rightRoom = 14;

/// The farthest that the ranks of any parameter stray from uniform.
double farthestRank(const Calibration &calibration) {
    double farthest = 0;
    for (Eigen::Index k = 0; k < calibration.rank.cols(); ++k) {
        const std::vector<double> ranks = calibration.ranks(k);
        const auto count = static_cast<double>(ranks.size());
        for (std::size_t i = 0; i < ranks.size(); ++i)
            farthest = std::max({farthest, std::fabs(ranks[i] - static_cast<double>(i) / count),
                                 std::fabs(static_cast<double>(i + 1) / count - ranks[i])});
    }
    return farthest;
}

/// Truths and means of a parameter, on axes of the same length: the diagonal is where they agree.
Extent recoveryExtent(const Calibration &calibration, Eigen::Index parameter) {
    const auto truth = calibration.truth.col(parameter);
    const std::vector<double> values(truth.begin(), truth.end());
    return extentOf(values, {-INFINITY, INFINITY});
}

} // namespace

CalibrationLayout::CalibrationLayout(const QRectF &area, double line, const Calibration &calibration,
                                     Eigen::Index parameter, const Calibration *rival)
    : m_line(line) {
    const double above = line + 11, below = panelBottom(line);
    int columns = 1;
    double best = 0;
    for (int across : {4, 2, 1}) {
        const double width = area.width() / across - panelLeft - rightRoom,
                     height = area.height() * across / calibrationPanels - above - below;
        if (const double shorter = std::min(width, 1.4 * height); shorter > best) {
            best = shorter;
            columns = across;
        }
    }
    const int rows = static_cast<int>(calibrationPanels) / columns;
    const QSizeF cell(area.width() / columns, area.height() / rows);
    const double reach = 1.15 * std::max({farthestRank(calibration), rival ? farthestRank(*rival) : 0,
                                          uniformityBand(calibration.trials())});
    const Extent unit{0, 1}, recovered = recoveryExtent(calibration, parameter);
    for (std::size_t i = 0; i < calibrationPanels; ++i) {
        const auto which = static_cast<CalibrationPanel>(i);
        const int column = static_cast<int>(i) % columns, row = static_cast<int>(i) / columns;
        const QRectF frame(area.left() + column * cell.width() + panelLeft,
                           area.top() + row * cell.height() + above,
                           std::max(20., cell.width() - panelLeft - rightRoom),
                           std::max(20., cell.height() - above - below));
        m_panels[i] = {frame, which == CalibrationPanel::Recovery ? recovered : unit,
                       which == CalibrationPanel::Ranks      ? Extent{-reach, reach}
                       : which == CalibrationPanel::Recovery ? recovered
                                                             : unit};
    }
}

QRectF CalibrationLayout::titleStrip(CalibrationPanel which) const {
    const QRectF &frame = panel(which).frame;
    return {frame.left() - panelLeft + 8, frame.top() - m_line - 9,
            frame.width() + panelLeft + rightRoom - 12, m_line + 2};
}

std::optional<CalibrationPanel> CalibrationLayout::find(QPointF pixel) const {
    for (std::size_t i = 0; i < calibrationPanels; ++i)
        if (m_panels[i].frame.contains(pixel))
            return static_cast<CalibrationPanel>(i);
    return std::nullopt;
}

QPolygonF distributionLine(const std::vector<double> &sorted, const AxisPanel &panel, bool difference) {
    QPolygonF line;
    const auto count = static_cast<double>(sorted.size());
    auto add = [&](double x, double share) { line << panel.pixel(x, difference ? share - x : share); };
    add(0, 0);
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        add(sorted[i], static_cast<double>(i) / count);
        add(sorted[i], static_cast<double>(i + 1) / count);
    }
    add(1, 1);
    return line;
}

QPolygonF distributionBand(std::size_t count, const AxisPanel &panel, bool difference) {
    const double band = uniformityBand(count);
    QPolygonF all;
    for (const auto &[x, side] : {std::pair{0., 1.}, {1., 1.}, {1., -1.}, {0., -1.}})
        all << panel.pixel(x, (difference ? 0 : x) + side * band);
    return all;
}

} // namespace quincunx
