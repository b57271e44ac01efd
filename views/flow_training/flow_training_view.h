#pragma once

#include "views/flow/flow_view.h"
#include "views/inference/inference_style.h"

namespace quincunx {

/// How near the flow has come, step by step: KL and the effective share of its draws, or the likelihood of
/// samples that are held out. Rivals that learned the same stand beside.
class FlowTrainingView : public FlowView {
    Q_OBJECT

public:
    FlowTrainingView(Document &document, QWidget *parent);

protected:
    void paintContent(QPainter &painter, const QRectF &area, const Theme &theme,
                      bool transient) const override;
    QString emptyMessage() const override;

private:
    struct Curve {
        QString name;
        std::vector<FlowReport> history;
        QColor colour;
    };
    std::vector<Curve> allCurves(const Theme &theme) const;
    double lossOf(const FlowReport &report) const;
    static void paintCurves(QPainter &painter, const std::vector<Curve> &curves, const AxisPanel &panel,
                            const std::function<double(const FlowReport &)> &value);
    void paintHeading(QPainter &painter, const QRectF &room, const Theme &theme) const;
    void paintNames(QPainter &painter, const std::vector<Curve> &curves, const QRectF &frame,
                    const Theme &theme) const;
};

View *makeFlowTrainingView(Document &document, QWidget *parent);

} // namespace quincunx
