#include "views/training/training_view.h"

#include "views/geometry/axis_scale.h"
#include "views/inference/inference_style.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

/// The first epochs may lie far above the rest: the axis is for what comes after.
AxisPanel lossPanel(const LossCurve &loss, const QRectF &area, double line) {
    std::vector<double> values;
    for (const auto &curve : {loss.training, loss.validation})
        std::ranges::copy_if(curve, std::back_inserter(values), [](double v) { return std::isfinite(v); });
    std::ranges::sort(values);
    Extent y{0, 1};
    if (!values.empty()) {
        const double low = values.front(), high = values[(values.size() - 1) * 97 / 100];
        const double room = std::max(0.06 * (high - low), 1e-6);
        y = {low - room, high + room};
    }
    const auto epochs = static_cast<double>(std::max(loss.training.size(), loss.validation.size()));
    return {area.adjusted(panelLeft, line + 12, -12, -panelBottom(line)), {1, std::max(epochs, 2.)}, y};
}

QPolygonF lossLine(const std::vector<double> &curve, const AxisPanel &panel) {
    QPolygonF line;
    for (std::size_t epoch = 0; epoch < curve.size(); ++epoch)
        if (std::isfinite(curve[epoch]))
            line << panel.pixel(static_cast<double>(epoch + 1), curve[epoch]);
    return line;
}

void paintLoss(QPainter &painter, const QRectF &area, const LossCurve &loss, const QColor &colour,
               const QString &name, const Theme &theme) {
    const double line = QFontMetricsF(painter.font()).height();
    const AxisPanel panel = lossPanel(loss, area, line);
    paintPanelFrame(painter, panel, {TrainingView::tr("Epoch"), TrainingView::tr("Loss [nats a simulation]")},
                    theme);
    painter.save();
    painter.setClipRect(panel.frame);
    painter.setPen(QPen(theme.muted, 1.4));
    painter.drawPolyline(lossLine(loss.training, panel));
    painter.setPen(QPen(colour, 1.8));
    painter.drawPolyline(lossLine(loss.validation, panel));
    if (loss.best < loss.validation.size()) {
        const QPointF best = panel.pixel(static_cast<double>(loss.best + 1), loss.validation[loss.best]);
        painter.setPen(QPen(observationColour(theme), 1.2, Qt::DashLine));
        painter.drawLine(QPointF(best.x(), panel.frame.top()), QPointF(best.x(), panel.frame.bottom()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(observationColour(theme));
        painter.drawEllipse(best, 4, 4);
    }
    painter.restore();
    using Kind = LegendEntry::Kind;
    std::vector<LegendEntry> legend{
        {Kind::Line, colour, TrainingView::tr("validation")},
        {Kind::Line, theme.muted, TrainingView::tr("training")},
        {Kind::Dot, observationColour(theme), TrainingView::tr("best: epoch %1").arg(loss.best + 1)}};
    if (!name.isEmpty())
        legend.insert(legend.begin(), {Kind::Text, theme.text, name});
    const double left = name.isEmpty() ? panelLeft : 12; // of two, each has little room
    paintLegend(painter, area.adjusted(left, 3, -8, line + 7 - area.height()), legend, theme);
}

QString trainedName(const EstimatorKind &kind) {
    return QString::fromStdString(kind.title);
}

} // namespace

View *makeTrainingView(Document &document, QWidget *parent) {
    return new TrainingView(document, parent);
}

TrainingView::TrainingView(Document &document, QWidget *parent)
    : InferenceView(QStringLiteral("training"), document, parent) {
    setWhatsThis(
        tr("The loss of the training and of simulations held back, and the epoch that is kept. Losses "
           "of two estimators are different quantities: each has its own axis."));
}

std::vector<TrainingView::Trained> TrainingView::trainedIn(const QRectF &area) const {
    std::vector<Trained> all;
    auto add = [&](const std::shared_ptr<const LossCurve> &loss, const EstimatorKind *kind, bool rival) {
        if (kind && loss && !loss->training.empty())
            all.push_back({loss, kind, rival, area});
    };
    add(desk().loss(), &desk().estimator(), false);
    add(desk().rivalLoss(), desk().rival(), true);
    if (all.size() == 2 && area.width() > 1.6 * area.height()) { // beside each other, or below
        all[0].area.setWidth(area.width() / 2);
        all[1].area.setLeft(area.left() + area.width() / 2);
    } else if (all.size() == 2) {
        all[0].area.setHeight(area.height() / 2);
        all[1].area.setTop(area.top() + area.height() / 2);
    }
    return all;
}

QString TrainingView::emptyMessage() const {
    if (!trainedIn(rect()).empty())
        return {};
    if (desk().runJob().isRunning())
        return tr("%1: no epoch is done yet").arg(trainedName(desk().estimator()));
    for (const EstimatorKind *kind : {&desk().estimator(), desk().rival()})
        if (kind && std::ranges::count(kind->settings, "epochs"))
            return tr("Press Run to train: the loss is shown here, epoch by epoch");
    return tr("%1 needs no training").arg(trainedName(desk().estimator()));
}

void TrainingView::paintContent(QPainter &painter, const QRectF &area, const Theme &theme, bool) const {
    painter.setFont(smallFont());
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Trained &trained : trainedIn(area))
        paintLoss(painter, trained.area, *trained.loss,
                  trained.isRival ? rivalColour(theme) : estimateColour(theme),
                  desk().rival() ? shortTitle(trained.kind->name) : QString(), theme);
}

QString TrainingView::hintAt(QPointF pixel) const {
    for (const Trained &trained : trainedIn(rect())) {
        const LossCurve &loss = *trained.loss;
        const AxisPanel panel = lossPanel(loss, trained.area, QFontMetricsF(smallFont()).height());
        if (!panel.frame.contains(pixel))
            continue;
        const auto epoch = static_cast<std::size_t>(std::max(std::lround(panel.place(pixel).x()), 1L));
        auto said = [epoch](const std::vector<double> &curve) {
            return epoch <= curve.size() ? withMinus(QString::number(curve[epoch - 1], 'f', 3))
                                         : QStringLiteral("–");
        };
        return tr("%1   epoch %2   training %3   validation %4")
            .arg(trainedName(*trained.kind))
            .arg(epoch)
            .arg(said(loss.training), said(loss.validation));
    }
    return {};
}

} // namespace quincunx
