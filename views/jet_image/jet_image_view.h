#pragma once

#include "views/plot/jet_plot_view.h"

namespace quincunx {

class JetImagePlot;
struct SampleTable;

/// The jet as a picture of 25 × 25 pixels. A pixel chooses the constituents in it.
class JetImageView : public JetPlotView {
    Q_OBJECT

public:
    explicit JetImageView(Document &document, QWidget *parent = nullptr);
    ~JetImageView() override;

protected:
    void showJet() override;
    Target targetAt(QPointF pixel) const override;
    std::vector<int> constituentsIn(const QRectF &pixels) const override;
    QRectF chosenExtent() const override;
    void paintHover(QPainter &painter) override;

private:
    /// Whether the picture is of this jet, whose pixels hold constituents, and not of a sample.
    bool isOfJet() const;
    bool isAligned() const { return session().jetDisplay.image == JetDisplay::Image::Aligned; }
    const JetImage &image() const;
    void showSample(const SampleTable &table);
    std::vector<int> constituentsInPixel(int pixel) const;
    QRectF onScreen(int pixel) const;
    std::vector<int> markedPixels() const;

    std::unique_ptr<JetImagePlot> m_picture;
};

View *makeJetImageView(Document &document, QWidget *parent);

} // namespace quincunx
