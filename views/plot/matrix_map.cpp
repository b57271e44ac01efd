#include "views/plot/matrix_map.h"

#include "views/style/colours.h"

#include <limits>

namespace quincunx {
namespace {

QCPColorGradient gradient(ColourScale scale, const Theme &theme) {
    constexpr int stops = 64;
    QCPColorGradient gradient;
    gradient.setLevelCount(257); // odd: zero is a level of its own
    gradient.clearColorStops();
    for (int k = 0; k <= stops; ++k) {
        const double t = static_cast<double>(k) / stops;
        gradient.setColorStopAt(t, scale == ColourScale::Diverging ? divergingColour(2 * t - 1, theme)
                                                                   : sequentialColour(t));
    }
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    return gradient;
}

} // namespace

QCPRange colourRange(const Eigen::MatrixXd &values, ColourScale scale) {
    if (scale == ColourScale::Diverging) {
        const double largest = values.size() > 0 ? values.cwiseAbs().maxCoeff() : 0;
        return largest > 0 ? QCPRange(-largest, largest) : QCPRange(-1, 1);
    }
    double least = std::numeric_limits<double>::infinity(), largest = 0;
    for (const double value : values.reshaped())
        if (value > 0) {
            least = std::min(least, value);
            largest = std::max(largest, value);
        }
    if (!(largest > 0))
        return {0.1, 1};
    return {std::clamp(least, largest * 1e-4, largest * 0.1), largest};
}

MatrixMap::MatrixMap(Plot &plot)
    : m_plot(plot)
    , m_map(new QCPColorMap(plot.xAxis, plot.yAxis))
    , m_scale(new QCPColorScale(&plot)) {
    plot.plotLayout()->addElement(0, 1, m_scale);
    m_scale->setBarWidth(12);
    m_scale->setType(QCPAxis::atRight);
    m_scale->axis()->setNumberFormat(QStringLiteral("gb"));
    m_scale->setMargins({4, 0, 0, 0});
    const QCP::MarginSides both = QFlags(QCP::msTop) | QCP::msBottom;
    auto *together = new QCPMarginGroup(&plot);
    plot.axisRect()->setMarginGroup(both, together);
    m_scale->setMarginGroup(both, together);
    m_map->setColorScale(m_scale);
    m_map->setInterpolate(false);
    m_map->setTightBoundary(true);
}

void MatrixMap::show(const Eigen::MatrixXd &values, const QRectF &extent, ColourScale scale,
                     const QString &label) {
    const int rows = static_cast<int>(values.rows()), columns = static_cast<int>(values.cols());
    // QCustomPlot counts from centre to centre of the pixels at the ends.
    const double dx = extent.width() / columns / 2, dy = extent.height() / rows / 2;
    m_map->data()->setSize(columns, rows);
    m_map->data()->setRange({extent.left() + dx, extent.right() - dx},
                            {extent.top() + dy, extent.bottom() - dy});
    const bool logarithmic = scale == ColourScale::Logarithmic;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const double value = values(row, column);
            const bool unseen = logarithmic && !(value > 0);
            m_map->data()->setCell(column, row, unseen ? std::numeric_limits<double>::quiet_NaN() : value);
        }
    m_scale->setDataScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_scale->axis()->setTicker(QSharedPointer<QCPAxisTicker>(
        logarithmic ? static_cast<QCPAxisTicker *>(new QCPAxisTickerLog) : new QCPAxisTicker));
    m_scale->setGradient(gradient(scale, m_plot.theme()));
    m_scale->setDataRange(colourRange(values, scale));
    m_scale->setLabel(label);
}

} // namespace quincunx
