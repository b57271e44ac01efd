#include "views/flow_training/flow_training_view.h"

#include "views/inference/inference_style.h"
#include "views/style/colours.h"

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
           "it learns; of samples, how probable those are that are held out. Flows of other kinds that have "
           "learned the same, or race for it, stand beside."));
}

QString FlowTrainingView::emptyMessage() const {
    const QString none = FlowView::emptyMessage();
    return !none.isEmpty() || desk().isTrained() ? none
                                                 : tr("Press Train: KL and ESS are shown here, step by step");
}

void FlowTrainingView::paintContent(QPainter &painter, const QRectF &area, const Theme &theme, bool) const {
    painter.setFont(smallFont());
    painter.setRenderHint(QPainter::Antialiasing);
    const std::vector<Curve> curves = allCurves(theme);
    const bool sampled = result()->target->samples();
    double last = 1, low = sampled ? 1e300 : -1, high = sampled ? -1e300 : 0;
    for (const Curve &curve : curves)
        for (const FlowReport &report : curve.history) {
            last = std::max(last, static_cast<double>(report.step));
            if (const double loss = lossOf(report); std::isfinite(loss)) {
                low = std::min(low, sampled ? loss : std::floor(2 * loss) / 2);
                high = std::max(high, sampled ? loss : std::ceil(loss));
            }
        }
    if (sampled) {
        high = std::max(high, result()->flow->manifold().logVolume());
        const double margin = 0.06 * std::max(high - low, 0.1);
        low -= margin;
        high += margin;
    }
    const double line = QFontMetricsF(painter.font()).height();
    const QRectF inner = area.adjusted(panelLeft, line + 12, -14, -panelBottom(line));
    const double gap = panelBottom(line), half = sampled ? inner.height() : (inner.height() - gap) / 2;
    QRectF names = inner; // where curves leave room: of −ln q at the right above, of ESS at the right below
    const AxisPanel upper{{inner.left(), inner.top(), inner.width(), half}, {0, last}, {low, high}};
    if (sampled) {
        paintPanelFrame(painter, upper, {tr("Step"), tr("−ln q of held-out samples [nats]")}, theme);
        const double uniform = upper.pixel(0, result()->flow->manifold().logVolume()).y();
        painter.setPen(QPen(theme.muted, 1, Qt::DashLine));
        painter.drawLine(QPointF(inner.left(), uniform), QPointF(inner.right(), uniform));
        painter.drawText(QRectF(inner.left(), uniform + 2, inner.width() - 6, line), Qt::AlignRight,
                         tr("uniform density"));
        paintCurves(painter, curves, upper, [this](const FlowReport &report) { return lossOf(report); });
    } else {
        const AxisPanel lower{
            {inner.left(), inner.top() + half + gap, inner.width(), half}, {0, last}, {0, 1.02}};
        names.setTop(inner.bottom() - line * static_cast<double>(curves.size()) - 6);
        paintPanelFrame(painter, upper, {{}, tr("log₁₀ KL [nats]")}, theme);
        paintPanelFrame(painter, lower, {tr("Step"), tr("ESS")}, theme);
        paintCurves(painter, curves, upper, [this](const FlowReport &report) { return lossOf(report); });
        paintCurves(painter, curves, lower, [](const FlowReport &report) { return report.ess; });
    }
    if (curves.size() > 1)
        paintNames(painter, curves, names, theme);
    paintHeading(painter, QRectF(inner.left(), area.top() + 4, inner.width(), line + 4), theme);
}

std::vector<FlowTrainingView::Curve> FlowTrainingView::allCurves(const Theme &theme) const {
    std::vector<Curve> all{{QString::fromStdString(flowKinds().at(result()->model.task.flow).title),
                            result()->history, estimateColour(theme)}};
    for (FlowDesk::Rival &rival : desk().rivals())
        if (!rival.history.empty())
            all.push_back({QString::fromStdString(flowKinds().at(rival.task.flow).title),
                           std::move(rival.history),
                           jetColour(theme, static_cast<int>(all.size()) + 1)}); // 1 is like the estimate's
    return all;
}

/// What the upper panel shows.
double FlowTrainingView::lossOf(const FlowReport &report) const {
    return result()->target->samples()
               ? report.loss
               : std::log10(std::max(report.loss + result()->picture.normaliser, 1e-5));
}

void FlowTrainingView::paintCurves(QPainter &painter, const std::vector<Curve> &curves,
                                   const AxisPanel &panel,
                                   const std::function<double(const FlowReport &)> &value) {
    for (auto curve = curves.rbegin(); curve != curves.rend(); ++curve) { // the shown one on top
        QPolygonF line;
        for (const FlowReport &report : curve->history)
            if (const double at = value(report); std::isfinite(at))
                line << panel.pixel(report.step, at);
        painter.setPen(QPen(curve->colour, 1.8));
        painter.drawPolyline(line);
        if (line.empty())
            continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(curve->colour);
        painter.drawEllipse(line.back(), 3.5, 3.5);
        painter.setBrush(Qt::NoBrush);
    }
}

void FlowTrainingView::paintHeading(QPainter &painter, const QRectF &room, const Theme &theme) const {
    const FlowReport &now = result()->history.back();
    QString text = result()->target->samples() ? tr("−ln q %1").arg(now.loss, 0, 'f', 3)
                                               : tr("KL %1   ESS %2 %")
                                                     .arg(result()->picture.divergence(), 0, 'g', 2)
                                                     .arg(100 * result()->picture.figures.ess, 0, 'f', 1);
    if (now.secondsPerStep > 0)
        text += tr("   %1 ms a step").arg(1e3 * now.secondsPerStep, 0, 'g', 2);
    painter.setPen(theme.text);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, text);
}

/// Who is who, and how near each has come.
void FlowTrainingView::paintNames(QPainter &painter, const std::vector<Curve> &curves, const QRectF &frame,
                                  const Theme &theme) const {
    const QFontMetricsF metrics(painter.font());
    double top = frame.top() + 3;
    for (const Curve &curve : curves) {
        const FlowReport &now = curve.history.back();
        const bool sampled = result()->target->samples();
        const double reached = sampled ? now.loss : now.loss + result()->picture.normaliser;
        const QString text = QStringLiteral("%1  %2").arg(curve.name).arg(reached, 0, 'g', sampled ? 4 : 2);
        const double width = metrics.horizontalAdvance(text);
        painter.fillRect(QRectF(frame.right() - width - 24, top, width + 22, metrics.height()),
                         faded(theme.canvas, 0.75));
        painter.setPen(Qt::NoPen);
        painter.setBrush(curve.colour);
        painter.drawEllipse(QPointF(frame.right() - width - 15, top + metrics.height() / 2), 3.5, 3.5);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(theme.text);
        painter.drawText(QRectF(frame.right() - width - 8, top, width + 4, metrics.height()), Qt::AlignLeft,
                         text);
        top += metrics.height();
    }
}

} // namespace quincunx
