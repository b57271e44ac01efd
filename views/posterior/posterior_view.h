#pragma once

#include "views/base/inference_view.h"
#include "views/posterior/corner_layout.h"

namespace quincunx {

/// The posterior of the parameters: contours that hold 68% and 95% of the probability, the true posterior as
/// a ghost behind them, the truth as a cross, a rival estimate dashed over them.
class PosteriorView : public InferenceView {
    Q_OBJECT

public:
    explicit PosteriorView(Document &document, QWidget *parent = nullptr);

protected:
    void paintContent(QPainter &painter, const QRectF &area, const Theme &theme,
                      bool transient) const override;
    QString emptyMessage() const override;
    QString hintAt(QPointF pixel) const override;

private:
    bool showsDifference() const;
    struct Note {
        QString text;
        bool isWarning;
    };
    std::vector<Note> notes() const;
    CornerLayout layoutIn(const QRectF &area) const;
    void paintTop(QPainter &painter, const QRectF &strip, const Theme &theme) const;
    void paintPanel(QPainter &painter, const CornerLayout &layout, std::size_t column, std::size_t row,
                    const Theme &theme) const;
};

View *makePosteriorView(Document &document, QWidget *parent);

} // namespace quincunx
