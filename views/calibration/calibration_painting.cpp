#include "views/calibration/calibration_painting.h"

#include "views/geometry/axis_scale.h"

#include <QCoreApplication>
#include <QPainter>

namespace quincunx {
namespace {

constexpr double doubtful = 0.01; // p below which a title warns

QString said(const char *text) {
    return QCoreApplication::translate("quincunx::CalibrationView", text);
}

void paintTitle(QPainter &painter, const CalibrationPicture &picture, CalibrationPanel which,
                const QString &title, const QString &number, bool warn) {
    const QRectF strip = picture.layout.titleStrip(which);
    QFont bold = painter.font();
    bold.setBold(true);
    const QFont plain = painter.font();
    painter.setFont(bold);
    painter.setPen(picture.theme.text);
    const double width = QFontMetricsF(bold).horizontalAdvance(title) + 8;
    painter.drawText(strip, Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setFont(plain);
    painter.setPen(warn ? picture.theme.error : picture.theme.muted);
    const QRectF rest = strip.adjusted(width, 0, 0, 0);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(plain).elidedText(number, Qt::ElideRight, rest.width()));
}

void paintBand(QPainter &painter, const CalibrationPicture &picture, const AxisPanel &panel,
               bool difference) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(picture.theme.muted, 0.22));
    painter.drawPolygon(distributionBand(picture.calibration.trials(), panel, difference));
    painter.setPen(QPen(picture.theme.axis, 1, Qt::DashLine));
    painter.drawLine(panel.pixel(0, 0), panel.pixel(1, difference ? 0 : 1));
}

/// Curves of all parameters; the chosen one above the others.
template <class Values>
void paintCurves(QPainter &painter, const CalibrationPicture &picture, CalibrationPanel which,
                 const QString &x, const QString &y, bool difference, const Values &values) {
    const AxisPanel &panel = picture.layout.panel(which);
    paintPanelFrame(painter, panel, {x, y}, picture.theme);
    painter.save();
    painter.setClipRect(panel.frame);
    paintBand(painter, picture, panel, difference);
    const Eigen::Index count = picture.calibration.rank.cols();
    for (Eigen::Index k = 0; k < count; ++k)
        if (k != picture.parameter) {
            painter.setPen(QPen(faded(parameterColour(k, picture.theme), 0.6), 1.2));
            painter.drawPolyline(distributionLine(values(k), panel, difference));
        }
    painter.setPen(QPen(parameterColour(picture.parameter, picture.theme), 2.2));
    painter.drawPolyline(distributionLine(values(picture.parameter), panel, difference));
    painter.restore();
}

void paintRecovery(QPainter &painter, const CalibrationPicture &picture) {
    const AxisPanel &panel = picture.layout.panel(CalibrationPanel::Recovery);
    const QString name = picture.parameters[picture.parameter];
    paintPanelFrame(painter, panel, {said("True %1").arg(name), said("Posterior mean")}, picture.theme);
    painter.save();
    painter.setClipRect(panel.frame);
    painter.setPen(QPen(picture.theme.axis, 1, Qt::DashLine));
    painter.drawLine(panel.pixel(panel.x.low, panel.x.low), panel.pixel(panel.x.high, panel.x.high));
    const Calibration &calibration = picture.calibration;
    const QColor colour = parameterColour(picture.parameter, picture.theme);
    const auto trials = static_cast<Eigen::Index>(calibration.trials());
    const double strength = trials > 400 ? 0.14 : 0.4; // a crowd must not become one blot
    painter.setPen(QPen(faded(colour, strength * 0.8), 1));
    for (Eigen::Index i = 0; i < trials; ++i) {
        const double truth = calibration.truth(i, picture.parameter),
                     mean = calibration.mean(i, picture.parameter),
                     reach = calibration.deviation(i, picture.parameter);
        painter.drawLine(panel.pixel(truth, mean - reach), panel.pixel(truth, mean + reach));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(colour, strength + 0.35));
    for (Eigen::Index i = 0; i < trials; ++i)
        painter.drawEllipse(
            panel.pixel(calibration.truth(i, picture.parameter), calibration.mean(i, picture.parameter)), 1.9,
            1.9);
    painter.restore();
    paintTitle(painter, picture, CalibrationPanel::Recovery, said("Recovery"),
               name + QStringLiteral(": ") + recoveryText(calibration, picture.parameter),
               calibration.zScore(picture.parameter) > 1.5);
}

} // namespace

QColor parameterColour(Eigen::Index parameter, const Theme &theme) {
    // The estimate's own colour first.
    constexpr std::array<std::size_t, 8> order = {1, 3, 2, 4, 5, 7, 6, 0};
    return theme.jets[order[static_cast<std::size_t>(parameter) % order.size()]];
}

QString pValueText(double p) {
    return p < 0.001 ? QStringLiteral("p < 0.001") : QStringLiteral("p = %1").arg(p, 0, 'g', 2);
}

QString recoveryText(const Calibration &calibration, Eigen::Index parameter) {
    return said("contraction %1, z %2")
        .arg(withMinus(QString::number(calibration.contraction(parameter), 'f', 2)))
        .arg(calibration.zScore(parameter), 0, 'f', 2);
}

void paintCalibration(QPainter &painter, const CalibrationPicture &picture) {
    const Calibration &calibration = picture.calibration;
    const Eigen::Index chosen = picture.parameter;
    const QString name = picture.parameters[chosen];
    paintCurves(painter, picture, CalibrationPanel::Ranks, said("Rank of the truth"), said("ECDF − rank"),
                true, [&](Eigen::Index k) { return calibration.ranks(k); });
    const double ranksP = calibration.rankPValue(chosen);
    paintTitle(painter, picture, CalibrationPanel::Ranks, said("Ranks"),
               name + QStringLiteral(": ") + pValueText(ranksP), ranksP < doubtful);

    paintCurves(painter, picture, CalibrationPanel::Coverage, said("Mass of the interval"),
                said("Holds the truth"), false, [&](Eigen::Index k) { return calibration.intervals(k); });
    const double held = calibration.coverage(chosen, 0.95);
    paintTitle(painter, picture, CalibrationPanel::Coverage, said("Coverage"),
               said("%1: 95 % holds %2 %").arg(name).arg(100 * held, 0, 'f', 1),
               uniformityPValue(calibration.intervals(chosen)) < doubtful);

    const AxisPanel &tarp = picture.layout.panel(CalibrationPanel::Tarp);
    paintPanelFrame(painter, tarp, {said("Credibility"), said("Expected coverage")}, picture.theme);
    painter.save();
    painter.setClipRect(tarp.frame);
    paintBand(painter, picture, tarp, false);
    painter.setPen(QPen(picture.theme.text, 2));
    painter.drawPolyline(distributionLine(calibration.nearness(), tarp, false));
    painter.restore();
    const double jointP = calibration.nearerPValue();
    paintTitle(painter, picture, CalibrationPanel::Tarp, said("TARP"),
               said("all parameters: %1").arg(pValueText(jointP)), jointP < doubtful);
    paintRecovery(painter, picture);
}

} // namespace quincunx
