#pragma once

#include "views/base/jet_view.h"

#include <functional>

namespace quincunx {

class Plot;

/// A view of the jet that is one plot: picture, figure, viewpoint and hands, once for all of them.
class JetPlotView : public JetView {
    Q_OBJECT

public:
    JetPlotView(QString name, Document &document, QWidget *parent);

    void home() override;
    void frameSelection() override;
    nlohmann::json viewpoint() const override;
    void setViewpoint(const nlohmann::json &viewpoint) override;
    bool isVector() const override { return true; }
    void paintFigure(QPainter &painter, const QRectF &area, const Theme &theme) override;

    Plot &plot() const { return *m_plot; }

protected:
    /// Paints into the plot, from now on, while what showJet() has seen is still there.
    void addDrawing(bool belowData, std::function<void(QPainter &)> paint);

    /// What a place of the plot stands for.
    struct Target {
        std::vector<int> constituents; ///< that a click chooses; the first is the one that the mouse is over
        QString hint;                  ///< for the status bar
    };

    /// Puts jet() into the plot, in the colours that it wears. Only called if there is one.
    virtual void showJet() = 0;
    virtual Target targetAt(QPointF pixel) const = 0;
    virtual std::vector<int> constituentsIn(const QRectF &pixels) const = 0;
    /// Where what is chosen stands, for F; empty if nothing is.
    virtual QRectF chosenExtent() const { return {}; }
    /// What is outlined: what is chosen, unless that is the whole jet.
    std::vector<bool> markedConstituents() const;
    /// Marks what the mouse is over, in this view or another.
    virtual void paintHover(QPainter &painter) = 0;
    /// The constituent that the mouse is over, in this view or another; −1 none.
    int hoveredConstituent() const;

    void refresh(Changes changes) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; ///< + and − zoom; the rest as all views
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void hover(QPointF pixel);
    void click(QPointF pixel, bool add);

    void takeJet();

    Plot *m_plot;
    std::shared_ptr<const JetAnalysis> m_shown; // what showJet() was called for last
};

} // namespace quincunx
