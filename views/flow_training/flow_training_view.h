#pragma once

#include "views/flow/flow_view.h"

namespace quincunx {

/// How near the flow has come, step by step: KL and the effective share of its draws.
class FlowTrainingView : public FlowView {
    Q_OBJECT

public:
    FlowTrainingView(Document &document, QWidget *parent);

protected:
    void paintContent(QPainter &painter, const QRectF &area, const Theme &theme,
                      bool transient) const override;
    QString emptyMessage() const override;
};

View *makeFlowTrainingView(Document &document, QWidget *parent);

} // namespace quincunx
