#pragma once

#include "views/base/painted_view.h"
#include "views/document/inference_desk.h"

namespace quincunx {

/// A flat picture of what the document infers. refresh() comes with InferenceChange when that or its display
/// has changed.
class InferenceView : public PaintedView {
    Q_OBJECT

public:
    InferenceView(QString name, Document &document, QWidget *parent = nullptr);

protected:
    InferenceDesk &desk() const { return document().inference(); }
    const InferenceDisplay &display() const { return session().inferenceDisplay; }
    QString figureTitle() const override; ///< simulator and estimator
    QString emptyMessage() const override { return {}; }
    /// For the status bar.
    virtual QString hintAt(QPointF) const { return {}; }

    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
};

} // namespace quincunx
