#include "views/flow_training/flow_training_view.h"

#include "views/inference/inference_style.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace quincunx {

View *makeFlowTrainingView(Document &document, QWidget *parent) {
    return new FlowTrainingView(document, parent);
}

FlowTrainingView::FlowTrainingView(Document &document, QWidget *parent)
    : FlowView(QStringLiteral("flow-training"), document, parent) {
    setWhatsThis(
        tr("KL(flow‖target) in nats, on a logarithmic axis, and the effective share of the flow's draws, as "
           "it learns. An exact ln Z tells a flow that has missed a part."));
}

QString FlowTrainingView::emptyMessage() const {
    const QString none = FlowView::emptyMessage();
    return !none.isEmpty() || desk().isTrained() ? none
                                                 : tr("Press Train: KL and ESS are shown here, step by step");
}

void FlowTrainingView::paintContent(QPainter &painter, const QRectF &area, const Theme &theme, bool) const {
    painter.setFont(smallFont());
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &history = result()->history;
    const double line = QFontMetricsF(painter.font()).height(), normaliser = result()->picture.normaliser;
    const double last = std::max(1., static_cast<double>(history.back().step));
    const QRectF inner = area.adjusted(panelLeft, line + 12, -14, -panelBottom(line));
    const double gap = panelBottom(line), half = (inner.height() - gap) / 2;
    double low = -1, high = 0;
    for (const FlowReport &report : history) {
        const double log = std::log10(std::max(report.loss + normaliser, 1e-5));
        if (std::isfinite(log)) {
            low = std::min(low, std::floor(2 * log) / 2);
            high = std::max(high, std::ceil(log));
        }
    }
    const AxisPanel upper{{inner.left(), inner.top(), inner.width(), half}, {0, last}, {low, high}};
    const AxisPanel lower{
        {inner.left(), inner.top() + half + gap, inner.width(), half}, {0, last}, {0, 1.02}};
    paintPanelFrame(painter, upper, {{}, tr("log₁₀ KL [nats]")}, theme);
    paintPanelFrame(painter, lower, {tr("Step"), tr("ESS")}, theme);
    QPolygonF divergence, share;
    for (const FlowReport &report : history) {
        const double kl = report.loss + normaliser;
        if (std::isfinite(kl))
            divergence << upper.pixel(report.step, std::log10(std::max(kl, 1e-5)));
        share << lower.pixel(report.step, report.ess);
    }
    for (const auto &[curve, colour] :
         {std::pair{divergence, estimateColour(theme)}, {share, predictionColour(theme)}}) {
        painter.setPen(QPen(colour, 1.8));
        painter.drawPolyline(curve);
        if (!curve.empty()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colour);
            painter.drawEllipse(curve.back(), 3.5, 3.5);
            painter.setBrush(Qt::NoBrush);
        }
    }
    const ImportanceFigures &figures = result()->picture.figures;
    QString text = tr("KL %1   ESS %2 %")
                       .arg(result()->picture.divergence(), 0, 'g', 2)
                       .arg(100 * figures.ess, 0, 'f', 1);
    if (history.back().secondsPerStep > 0)
        text += tr("   %1 ms a step").arg(1e3 * history.back().secondsPerStep, 0, 'g', 2);
    painter.setPen(theme.text);
    painter.drawText(QRectF(inner.left(), area.top() + 4, inner.width(), line + 4),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
}

} // namespace quincunx
