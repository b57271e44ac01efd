#pragma once

#include "views/flow/flow_view.h"

namespace quincunx {

/// Target, model and their ratio as maps side by side: the whole torus or sphere, slices of S³, or the
/// densities of neighbouring angles.
class FlowDensityView : public FlowView {
    Q_OBJECT

public:
    FlowDensityView(Document &document, QWidget *parent);

protected:
    void paintContent(QPainter &painter, const QRectF &area, const Theme &theme,
                      bool transient) const override;
    QString hintAt(QPointF pixel) const override;

private:
    struct Panel {
        std::size_t chart;
        int what; ///< 0 target, 1 model, 2 ratio
        QRectF room;
    };
    std::vector<Panel> panels(const QRectF &area, double line) const;
};

View *makeFlowDensityView(Document &document, QWidget *parent);

} // namespace quincunx
