#include "views/calibration/calibration_painting.h"

#include "views/geometry/axis_scale.h"

#include <QCoreApplication>
#include <QPainter>

namespace quincunx {
namespace {

constexpr double doubtful = 0.01;  // p below which a title warns
constexpr QChar orIfTooLong(0x9c); // of texts so joined, elidedText() takes the first that fits

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

/// As dashes, which are told apart without colours.
void paintRivalLine(QPainter &painter, const CalibrationPicture &picture, const QPolygonF &line) {
    painter.setPen(QPen(rivalColour(picture.theme), 2, Qt::DashLine));
    painter.drawPolyline(line);
}

/// What a title says of both. \param number of a calibration, as text.
template <class Number>
QString ofBoth(const CalibrationPicture &picture, const Number &number) {
    const QString own = number(picture.calibration);
    return picture.rival ? said("%1, %2: %3").arg(own, picture.rivalName, number(*picture.rival)) : own;
}

QString contractionText(const Calibration &calibration, Eigen::Index parameter) {
    return said("contraction %1").arg(withMinus(QString::number(calibration.contraction(parameter), 'f', 2)));
}

/// Curves of all parameters; the chosen one above the others, and a rival's over it.
/// \param values of a calibration and a parameter, sorted.
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
            painter.drawPolyline(distributionLine(values(picture.calibration, k), panel, difference));
        }
    painter.setPen(QPen(parameterColour(picture.parameter, picture.theme), 2.2));
    painter.drawPolyline(distributionLine(values(picture.calibration, picture.parameter), panel, difference));
    if (picture.rival)
        paintRivalLine(painter, picture,
                       distributionLine(values(*picture.rival, picture.parameter), panel, difference));
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
    if (picture.rival) { // rings, without a reach of their own
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(faded(rivalColour(picture.theme), strength + 0.35), 1));
        for (Eigen::Index i = 0; i < picture.rival->mean.rows(); ++i)
            painter.drawEllipse(panel.pixel(picture.rival->truth(i, picture.parameter),
                                            picture.rival->mean(i, picture.parameter)),
                                2.2, 2.2);
    }
    painter.restore();
    const QString all =
        ofBoth(picture, [&](const Calibration &of) { return recoveryText(of, picture.parameter); });
    const QString less =
        ofBoth(picture, [&](const Calibration &of) { return contractionText(of, picture.parameter); });
    paintTitle(painter, picture, CalibrationPanel::Recovery, said("Recovery"),
               name + QStringLiteral(": ") + all + orIfTooLong + name + QStringLiteral(": ") + less,
               calibration.zScore(picture.parameter) > 1.5);
}

} // namespace

QColor parameterColour(Eigen::Index parameter, const Theme &theme) {
    // The estimate's own colour first, that of a rival last.
    constexpr std::array<std::size_t, 8> order = {1, 3, 2, 5, 7, 6, 0, 4};
    return theme.jets[order[static_cast<std::size_t>(parameter) % order.size()]];
}

QString pValueText(double p) {
    return p < 0.001 ? QStringLiteral("p < 0.001") : QStringLiteral("p = %1").arg(p, 0, 'g', 2);
}

QString recoveryText(const Calibration &calibration, Eigen::Index parameter) {
    return said("%1, z %2")
        .arg(contractionText(calibration, parameter))
        .arg(calibration.zScore(parameter), 0, 'f', 2);
}

void paintCalibration(QPainter &painter, const CalibrationPicture &picture) {
    const Calibration &calibration = picture.calibration;
    const Eigen::Index chosen = picture.parameter;
    const QString name = picture.parameters[chosen];
    paintCurves(painter, picture, CalibrationPanel::Ranks, said("Rank of the truth"), said("ECDF − rank"),
                true, [](const Calibration &of, Eigen::Index k) { return of.ranks(k); });
    paintTitle(painter, picture, CalibrationPanel::Ranks, said("Ranks"),
               name + QStringLiteral(": ") +
                   ofBoth(picture, [&](const Calibration &of) { return pValueText(of.rankPValue(chosen)); }),
               calibration.rankPValue(chosen) < doubtful);

    paintCurves(painter, picture, CalibrationPanel::Coverage, said("Mass of the interval"),
                said("Holds the truth"), false,
                [](const Calibration &of, Eigen::Index k) { return of.intervals(k); });
    const QString held = ofBoth(picture, [&](const Calibration &of) {
        return said("%1 %").arg(100 * of.coverage(chosen, 0.95), 0, 'f', 1);
    });
    paintTitle(painter, picture, CalibrationPanel::Coverage, said("Coverage"),
               said("%1: 95 % holds %2").arg(name, held),
               uniformityPValue(calibration.intervals(chosen)) < doubtful);

    const AxisPanel &tarp = picture.layout.panel(CalibrationPanel::Tarp);
    paintPanelFrame(painter, tarp, {said("Credibility"), said("Expected coverage")}, picture.theme);
    painter.save();
    painter.setClipRect(tarp.frame);
    paintBand(painter, picture, tarp, false);
    painter.setPen(QPen(picture.theme.text, 2));
    painter.drawPolyline(distributionLine(calibration.nearness(), tarp, false));
    if (picture.rival)
        paintRivalLine(painter, picture, distributionLine(picture.rival->nearness(), tarp, false));
    painter.restore();
    paintTitle(painter, picture, CalibrationPanel::Tarp, said("TARP"),
               said("all parameters: %1")
                   .arg(ofBoth(picture, [](const Calibration &of) { return pValueText(of.nearerPValue()); })),
               calibration.nearerPValue() < doubtful);
    paintRecovery(painter, picture);
}

} // namespace quincunx
