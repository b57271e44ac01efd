#pragma once

#include "views/jet_plane/jet_plane_geometry.h"
#include "views/plot/jet_plot_view.h"

namespace quincunx {

/// The constituents of the jet on the plane around its axis, as discs of an area proportional to pT.
class JetPlaneView : public JetPlotView {
    Q_OBJECT

public:
    explicit JetPlaneView(Document &document, QWidget *parent = nullptr);

    const JetPlaneGeometry &geometry() const { return m_geometry; }

protected:
    void showJet() override;
    Target targetAt(QPointF pixel) const override;
    std::vector<int> constituentsIn(const QRectF &pixels) const override;
    QRectF chosenExtent() const override;
    void paintHover(QPainter &painter) override;

private:
    void paintPlane(QPainter &painter) const;
    void paintBranches(QPainter &painter) const;
    void paintDiscs(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;
    double discRadius(const JetPlaneGeometry::Disc &disc) const;

    JetPlaneGeometry m_geometry;
};

View *makeJetPlaneView(Document &document, QWidget *parent);

} // namespace quincunx
