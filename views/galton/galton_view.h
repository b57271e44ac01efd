#pragma once

#include "views/base/inference_view.h"
#include "views/galton/bead_run.h"

#include <QElapsedTimer>
#include <QTimer>

class QPushButton;

namespace quincunx {

/// The Galton board at work: nails coloured by the way they lean, beads that fall, the bins they fill, and
/// the exact distribution over them.
class GaltonView : public InferenceView {
    Q_OBJECT

public:
    explicit GaltonView(Document &document, QWidget *parent = nullptr);

    void home() override; ///< the board as at first
    void empty();
    bool isPlaying() const { return m_timer.isActive(); }
    const BeadRun &run() const { return m_run; }

protected:
    void refresh(Changes changes) override;
    void paintContent(QPainter &painter, const QRectF &area, const Theme &theme,
                      bool transient) const override;
    QString figureTitle() const override;
    QString hintAt(QPointF pixel) const override;
    void resizeEvent(QResizeEvent *event) override;
    void sightChanged(bool inSight) override;

private:
    struct Board {
        QRectF nails, bins;
        QPointF at(double row, double place) const;
        double pitch() const { return nails.width() / (GaltonBoard::rows + 2); }
    };
    Board boardIn(const QRectF &area) const;
    void play(bool playing);
    void paintNails(QPainter &painter, const Board &board, const Theme &theme) const;
    void paintBeads(QPainter &painter, const Board &board, const Theme &theme) const;
    void paintBins(QPainter &painter, const Board &board, const Theme &theme) const;

    BeadRun m_run;
    QTimer m_timer;
    QElapsedTimer m_clock;
    QWidget *m_tools;
    QPushButton *m_play;
};

View *makeGaltonView(Document &document, QWidget *parent);

} // namespace quincunx
