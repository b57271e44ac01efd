#pragma once

#include "views/base/jet_view.h"

#include <functional>

class QBoxLayout;
class QScrollArea;
class QTextBrowser;
class QTextDocument;

namespace quincunx {

class Plot;
struct HistogramPanel;

/// A quantity over a sample, and how a jet is asked for its own.
struct SampleHistogram {
    std::shared_ptr<const HistogramPanel> panel; ///< its mark is not looked at
    /// NaN: not defined for this jet, which then has no mark.
    std::function<double(const JetAnalysis &)> valueOf;
};

/// The numbers of the jet, to be read and copied, beside what a sample has of them.
class SubstructureView : public JetView {
    Q_OBJECT

public:
    explicit SubstructureView(Document &document, QWidget *parent = nullptr);

    bool isVector() const override { return true; }
    void paintFigure(QPainter &painter, const QRectF &area, const Theme &theme) override;

protected:
    void refresh(Changes changes) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void takeSample();
    void showNumbers();
    void showSample();
    void arrange();
    std::vector<HistogramPanel> panels() const;

    std::vector<SampleHistogram> m_sample; // what stands behind the jet; none: how to get a sample is said
    std::shared_ptr<const SampleTable> m_table; // that m_sample was made of
    std::pair<int, int> m_labels;               // of it
    QScrollArea *m_scroll;
    QBoxLayout *m_layout;
    QTextBrowser *m_numbers;
    QString m_html; // of m_numbers
    Plot *m_histograms;
};

View *makeSubstructureView(Document &document, QWidget *parent);

} // namespace quincunx
