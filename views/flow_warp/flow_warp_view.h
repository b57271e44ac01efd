#pragma once

#include "views/flow/flow_view.h"

namespace quincunx {

/// A grid of the base carried through the layers, as far as the display says: where lines crowd there is
/// density.
class FlowWarpView : public FlowView {
    Q_OBJECT

public:
    FlowWarpView(Document &document, QWidget *parent);

protected:
    void paintContent(QPainter &painter, const QRectF &area, const Theme &theme,
                      bool transient) const override;
    QString emptyMessage() const override;
};

View *makeFlowWarpView(Document &document, QWidget *parent);

} // namespace quincunx
