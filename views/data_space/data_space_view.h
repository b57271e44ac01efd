#pragma once

#include "views/base/view.h"
#include "views/document/inference_desk.h"
#include "views/inference/leaf_plane.h"
#include "views/plot/plot.h"

namespace quincunx {

/// The data: simulations from the prior as a cloud, or a histogram if they are one number, and the
/// observation, which can be dragged in it; jets are seen along their axes. A click on a simulated point
/// takes that.
class DataSpaceView : public View {
    Q_OBJECT

public:
    explicit DataSpaceView(Document &document, QWidget *parent = nullptr);

    void home() override { m_plot->home(); }
    void frameSelection() override { home(); }
    nlohmann::json viewpoint() const override { return nlohmann::json::object(); }
    void setViewpoint(const nlohmann::json &) override { home(); }
    bool isVector() const override { return true; }
    void paintFigure(QPainter &painter, const QRectF &area, const Theme &theme) override;

    Plot &plot() const { return *m_plot; }
    /// Where the observation is [pixels of the plot].
    QPointF observationPixel() const;

protected:
    void refresh(Changes changes) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override; ///< of the plot: the observation is dragged

private:
    InferenceDesk &desk() const { return document().inference(); }
    bool isOneNumber() const { return desk().simulator().data().size() == 1; }
    bool isJet() const;
    /// The coordinates shown: across and up.
    std::pair<int, int> coordinates() const;
    bool isAtObservation(QPointF pixel) const;
    /// The simulation at a place; −1 if there is none.
    Eigen::Index simulationAt(QPointF pixel) const;
    void drag(QPointF pixel);
    void hover(QPointF pixel);
    void click(QPointF pixel);
    void showCloud();
    QRectF showLeaves(const Simulations &cloud);
    void paintObservedBins(QPainter &painter) const;
    void paintObservations(QPainter &painter) const;

    Plot *m_plot;
    QCPGraph *m_points; // the plot's
    QCPBars *m_bars;    // the plot's
    std::shared_ptr<const Simulations> m_shown;
    std::pair<int, int> m_shownCoordinates{-1, -1};
    std::array<bool, 2> m_isWhole{}; ///< whether a coordinate counts something
    std::vector<CloudLeaf> m_leaves; ///< if the data are jets
    bool m_dragging = false, m_forFigure = false;
};

View *makeDataSpaceView(Document &document, QWidget *parent);

} // namespace quincunx
