#pragma once

#include "views/base/inference_view.h"

namespace quincunx {

/// The loss of a training, epoch by epoch while it goes on, and the epoch whose weights are kept.
class TrainingView : public InferenceView {
    Q_OBJECT

public:
    explicit TrainingView(Document &document, QWidget *parent = nullptr);

protected:
    void paintContent(QPainter &painter, const QRectF &area, const Theme &theme,
                      bool transient) const override;
    QString emptyMessage() const override;
    QString hintAt(QPointF pixel) const override;
};

View *makeTrainingView(Document &document, QWidget *parent);

} // namespace quincunx
