#pragma once

#include "views/base/inference_view.h"
#include "views/calibration/calibration_layout.h"

namespace quincunx {

class RunButtons;

/// Whether the estimator holds what it promises: tried on simulations whose truth is known, by ranks of the
/// truth, coverage of intervals, TARP and recovery of a parameter. The arrow keys or a click on a curve
/// choose the parameter.
class CalibrationView : public InferenceView {
    Q_OBJECT

public:
    explicit CalibrationView(Document &document, QWidget *parent = nullptr);

    /// Where they are in the window; only while there is a calibration.
    CalibrationLayout panels() const;

protected:
    void paintContent(QPainter &painter, const QRectF &area, const Theme &theme,
                      bool transient) const override;
    QString emptyMessage() const override;
    QString hintAt(QPointF pixel) const override;
    void sightChanged(bool inSight) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRectF panelsIn(const QRectF &area) const;
    CalibrationLayout layoutIn(const QRectF &area) const;
    Eigen::Index parameter() const;
    void choose(Eigen::Index parameter);
    /// Of the curve nearest to a place in a panel of all parameters; −1 if there is none.
    Eigen::Index parameterAt(QPointF pixel) const;
    void showTools();

    QWidget *m_tools;
    RunButtons *m_run;
};

View *makeCalibrationView(Document &document, QWidget *parent);

} // namespace quincunx
