#pragma once

#include "core/substructure/jet_image.h"
#include "views/plot/matrix_map.h"

namespace quincunx {

/// Makes a plot one of jet images: of a jet, of the average over a sample, of the difference of two.
class JetImagePlot {
public:
    explicit JetImagePlot(Plot &plot);

    /// \param intensity (JetImage::side, JetImage::side) as JetImage::intensity stands.
    /// \param label of the colour bar, with the unit.
    void show(const Eigen::MatrixXd &intensity, ImagePreprocessing preprocessing, ColourScale scale,
              const QString &label);

    /// The whole picture on the axes, and one pixel (row · side + column) of it.
    static QRectF extent();
    static QRectF pixelExtent(int pixel);
    /// The pixel at a place on the axes; −1 outside.
    static int pixelAt(QPointF place);

private:
    Plot &m_plot;
    MatrixMap m_map;
};

} // namespace quincunx
