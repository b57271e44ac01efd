#pragma once

#include "views/base/trees_view.h"
#include "views/jobs/job.h"
#include "views/tree_scaling/scaling_measurement.h"
#include "views/trees/plot_frame.h"

class QPushButton;

namespace quincunx {

/// Run time and what searches miss against the number of leaves, measured on this machine when asked to.
class TreeScalingView : public TreesView {
    Q_OBJECT

public:
    explicit TreeScalingView(Document &document, QWidget *parent = nullptr);

    const std::vector<ScalingPoint> &points() const { return m_points; }
    Job &job() { return m_job; }

protected:
    void paintTrees(QPainter &painter, const QRectF &area, const Theme &theme, bool transient) const override;
    QString hintAt(QPointF pixel) const override;
    QString emptyMessage() const override;
    QString figureTitle() const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Curve {
        QString title;
        double ScalingPoint::*value;
        double ScalingPoint::*error; ///< nullptr if it has none
        std::size_t colour;          ///< in the theme
    };
    void toggle();
    void paintCurves(QPainter &painter, const PlotFrame &frame, const std::vector<Curve> &curves,
                     const Theme &theme) const;

    std::vector<ScalingPoint> m_points;
    TreesSettings m_settings; ///< of the points
    QString m_problem;
    QPushButton *m_button;
    Job m_job;
};

View *makeTreeScalingView(Document &document, QWidget *parent);

} // namespace quincunx
