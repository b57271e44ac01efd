#pragma once

#include "views/base/inference_view.h"

namespace quincunx {

/// The loss of a training, epoch by epoch while it goes on, and the epoch whose weights are kept; of a race,
/// that of both, each on its own axes.
class TrainingView : public InferenceView {
    Q_OBJECT

public:
    explicit TrainingView(Document &document, QWidget *parent = nullptr);

protected:
    void paintContent(QPainter &painter, const QRectF &area, const Theme &theme,
                      bool transient) const override;
    QString emptyMessage() const override;
    QString hintAt(QPointF pixel) const override;

private:
    struct Trained {
        std::shared_ptr<const LossCurve> loss;
        const EstimatorKind *kind;
        bool isRival;
        QRectF area;
    };
    std::vector<Trained> trainedIn(const QRectF &area) const;
};

View *makeTrainingView(Document &document, QWidget *parent);

} // namespace quincunx
