#include "views/jet_image/jet_image_plot.h"

#include <QCoreApplication>

#include <cmath>

namespace quincunx {

JetImagePlot::JetImagePlot(Plot &plot) : m_plot(plot), m_map(plot) {
    plot.setSquare(true);
    for (QCPAxis *axis : {plot.xAxis, plot.yAxis})
        axis->grid()->setVisible(false);
    plot.setHome(extent());
}

void JetImagePlot::show(const Eigen::MatrixXd &intensity, ImagePreprocessing preprocessing, ColourScale scale,
                        const QString &label) {
    const bool aligned = preprocessing == ImagePreprocessing::Aligned;
    auto tr = [](const char *text) { return QCoreApplication::translate("JetImagePlot", text); };
    m_plot.xAxis->setLabel(aligned ? tr("Δy, turned") : tr("Δy"));
    m_plot.yAxis->setLabel(aligned ? tr("Δφ, turned") : tr("Δφ"));
    m_map.show(intensity, extent(), scale, label);
}

QRectF JetImagePlot::extent() {
    constexpr double side = JetImage::side * JetImage::pixel;
    return {-side / 2, -side / 2, side, side};
}

QRectF JetImagePlot::pixelExtent(int pixel) {
    const QPointF corner(pixel % JetImage::side, pixel / JetImage::side);
    return {extent().topLeft() + corner * JetImage::pixel, QSizeF(JetImage::pixel, JetImage::pixel)};
}

int JetImagePlot::pixelAt(QPointF place) {
    const QPointF steps = (place - extent().topLeft()) / JetImage::pixel;
    const int column = static_cast<int>(std::floor(steps.x())), row = static_cast<int>(std::floor(steps.y()));
    const bool inside = row >= 0 && row < JetImage::side && column >= 0 && column < JetImage::side;
    return inside ? row * JetImage::side + column : -1;
}

} // namespace quincunx
