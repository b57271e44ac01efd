#pragma once

#include "views/base/painted_view.h"
#include "views/document/flow_desk.h"

namespace quincunx {

/// A flat picture of what the document's flow has learned.
class FlowView : public PaintedView {
    Q_OBJECT

public:
    FlowView(QString name, Document &document, QWidget *parent = nullptr);

protected:
    FlowDesk &desk() const { return document().flow(); }
    std::shared_ptr<const FlowDesk::Result> result() const { return desk().result(); }
    const FlowDisplay &display() const { return session().flowDisplay; }
    QString figureTitle() const override; ///< manifold, target and flow
    QString emptyMessage() const override;
    /// For the status bar.
    virtual QString hintAt(QPointF) const { return {}; }

    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    std::shared_ptr<const FlowDesk::Result> m_seen;
};

} // namespace quincunx
