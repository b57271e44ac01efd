#pragma once

#include "views/base/inference_view.h"
#include "views/inference/inference_style.h"

namespace quincunx {

/// Data that would come again if the posterior were right, beside what was observed: a histogram of one
/// number, contours of two, bands over the index of more.
class PredictiveView : public InferenceView {
    Q_OBJECT

public:
    explicit PredictiveView(Document &document, QWidget *parent = nullptr);

protected:
    void paintContent(QPainter &painter, const QRectF &area, const Theme &theme,
                      bool transient) const override;
    QString emptyMessage() const override;
    void showEvent(QShowEvent *event) override; // behind a tab too: it may be exported
    void hideEvent(QHideEvent *event) override;

private:
    void paintLeafCounts(QPainter &painter, const QRectF &frame, const Theme &theme) const;
    void paintNumber(QPainter &painter, const QRectF &frame, const Theme &theme,
                     const std::vector<double> &values, double x, const QString &title) const;
    void paintPlane(QPainter &painter, const QRectF &frame, const Theme &theme) const;
    void paintBands(QPainter &painter, const QRectF &frame, const Theme &theme) const;
};

View *makePredictiveView(Document &document, QWidget *parent);

} // namespace quincunx
