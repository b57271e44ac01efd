#pragma once

#include "views/lund/lund_geometry.h"
#include "views/plot/jet_plot_view.h"

namespace quincunx {

/// The Lund plane of the jet: a point is a splitting, and choosing it chooses its soft branch.
class LundView : public JetPlotView {
    Q_OBJECT

public:
    explicit LundView(Document &document, QWidget *parent = nullptr);

    const LundGeometry &geometry() const { return m_geometry; }

protected:
    void refresh(Changes changes) override;
    void showJet() override;
    Target targetAt(QPointF pixel) const override;
    std::vector<int> constituentsIn(const QRectF &pixels) const override;
    QRectF chosenExtent() const override;
    void paintHover(QPainter &painter) override;

private:
    void paintLines(QPainter &painter) const;
    void paintPoints(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;
    QPointF pixelOf(const LundPoint &point) const;
    /// Whether all of its soft branch is.
    bool isWhole(const LundPoint &point, const std::vector<bool> &among) const;
    bool showsBranches() const { return session().jetDisplay.branches > 1; }

    LundGeometry m_geometry;
};

View *makeLundView(Document &document, QWidget *parent);

} // namespace quincunx
