#include "views/calibration/calibration_view.h"

#include "views/calibration/calibration_painting.h"
#include "views/geometry/axis_scale.h"
#include "views/settings/bound_panel.h"
#include "views/settings/run_buttons.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace quincunx {

View *makeCalibrationView(Document &document, QWidget *parent) {
    return new CalibrationView(document, parent);
}

CalibrationView::CalibrationView(Document &document, QWidget *parent)
    : InferenceView(QStringLiteral("calibration"), document, parent)
    , m_tools(new QWidget(this)) {
    setFocusPolicy(Qt::StrongFocus);
    auto *row = new QHBoxLayout(m_tools);
    row->setContentsMargins(0, 0, 8, 0);
    auto *trials = boundPanel(document, &Session::inference, tr("Change the trials"), {"trials"});
    trials->setMaximumWidth(220);
    row->addWidget(trials, 2);
    m_run = new RunButtons(desk().calibrationJob(), QStringLiteral("calibration"), tr("Calibrate"),
                           tr("Try the estimator on simulations whose truth is known"),
                           tr("End with the trials that are done"));
    connect(m_run, &RunButtons::runWanted, this, [this] { desk().calibrate(); });
    connect(m_run, &RunButtons::keepWanted, this, [this] { desk().stopCalibration(); });
    row->addWidget(m_run);
    row->addStretch(1);
    connect(&desk(), &InferenceDesk::calibrationChanged, this, [this] { note(InferenceChange); });
    for (auto signal : {&InferenceDesk::calibrationChanged, &InferenceDesk::trainingChanged})
        connect(&desk(), signal, this, &CalibrationView::showTools);
    setWhatsThis(
        tr("Parameters are drawn from the prior, data simulated at them, and the posterior asked: if it is "
           "right, the truth is but one more draw of it. Then curves stay within the grey band in 95 of 100 "
           "cases, and p is not small. z is the distance of the mean from the truth in deviations: above 1 "
           "the posterior is too sure of itself. The arrow keys choose a parameter."));
    showTools();
}

void CalibrationView::showTools() {
    m_run->setPossible(desk().canCalibrate(), true, desk().calibration() != nullptr);
}

QString CalibrationView::emptyMessage() const {
    if (desk().calibration())
        return {};
    if (desk().isCalibrating())
        return tr("Trying the estimator on simulations whose truth is known …");
    return desk().canCalibrate()
               ? tr("Press Calibrate to try the estimator on simulations whose truth is known")
               : tr("There is no estimate yet that could be tried");
}

Eigen::Index CalibrationView::parameter() const {
    return std::min<Eigen::Index>(display().parameter, desk().calibration()->rank.cols() - 1);
}

/// Below the tools and the line that says how many trials there were.
QRectF CalibrationView::panelsIn(const QRectF &area) const {
    const bool window = area == QRectF(rect());
    return area.adjusted(0, (window ? m_tools->height() : 0) + QFontMetricsF(smallFont()).height() + 6, 0,
                         -2);
}

CalibrationLayout CalibrationView::layoutIn(const QRectF &area) const {
    return {panelsIn(area), QFontMetricsF(smallFont()).height(), *desk().calibration(), parameter(),
            desk().rivalCalibration().get()};
}

CalibrationLayout CalibrationView::panels() const {
    return layoutIn(rect());
}

void CalibrationView::paintContent(QPainter &painter, const QRectF &area, const Theme &theme, bool) const {
    painter.setFont(smallFont());
    painter.setRenderHint(QPainter::Antialiasing);
    const Calibration &calibration = *desk().calibration();
    const auto rival = desk().rivalCalibration();
    QStringList names;
    for (const std::string &name : desk().simulator().parameters())
        names << symbolText(name);
    const QRectF panels = panelsIn(area);
    using Kind = LegendEntry::Kind;
    const double line = QFontMetricsF(painter.font()).height();
    const Calibration &last = rival ? *rival : calibration; // which may still grow
    const QString rivalName = rival ? shortTitle(desk().rival()->name) : QString();
    std::vector<LegendEntry> legend{
        {Kind::Text, theme.text,
         desk().isCalibrating() ? tr("%1 of %2 trials").arg(last.trials()).arg(session().inference.trials)
                                : tr("%1 trials").arg(last.trials())},
        {Kind::Patch, faded(theme.muted, 0.3), tr("95 % if right")}};
    if (rival)
        legend.push_back({Kind::Dashes, rivalColour(theme), rivalName});
    for (int k = 0; k < names.size() && (names.size() > 1 || rival); ++k)
        legend.push_back(
            {Kind::Line, parameterColour(k, theme),
             names.size() > 1 ? names[k].section(u' ', 0, 0) : shortTitle(desk().estimator().name)});
    paintLegend(painter, QRectF(panels.left() + 8, panels.top() - line - 4, panels.width() - 16, line + 2),
                legend, theme);
    paintCalibration(painter,
                     {calibration, layoutIn(area), names, parameter(), theme, rival.get(), rivalName});
}

Eigen::Index CalibrationView::parameterAt(QPointF pixel) const {
    const CalibrationLayout all = panels();
    const auto which = all.find(pixel);
    if (which != CalibrationPanel::Ranks && which != CalibrationPanel::Coverage)
        return -1;
    const bool ranks = which == CalibrationPanel::Ranks;
    const AxisPanel &panel = all.panel(*which);
    Eigen::Index nearest = -1;
    double least = 12; // [pixels]
    for (Eigen::Index k = 0; k < desk().calibration()->rank.cols(); ++k) {
        const QPolygonF line = distributionLine(
            ranks ? desk().calibration()->ranks(k) : desk().calibration()->intervals(k), panel, ranks);
        for (const QPointF &at : line)
            if (const double away = std::hypot(at.x() - pixel.x(), at.y() - pixel.y()); away < least) {
                least = away;
                nearest = k;
            }
    }
    return nearest;
}

QString CalibrationView::hintAt(QPointF pixel) const {
    const CalibrationLayout all = panels();
    const auto which = all.find(pixel);
    if (!which)
        return {};
    const Calibration &calibration = *desk().calibration();
    const QPointF at = all.panel(*which).place(pixel);
    if (*which == CalibrationPanel::Tarp)
        return tr("Credibility %1   %2 over all parameters")
            .arg(numberText(at.x()), pValueText(calibration.nearerPValue()));
    const Eigen::Index near = parameterAt(pixel), shown = near >= 0 ? near : parameter();
    const QString name = symbolText(desk().simulator().parameters()[static_cast<std::size_t>(shown)]);
    if (*which == CalibrationPanel::Recovery)
        return tr("%1   true %2   mean %3   %4")
            .arg(name, numberText(at.x()), numberText(at.y()), recoveryText(calibration, shown));
    const QString what = *which == CalibrationPanel::Ranks
                             ? pValueText(calibration.rankPValue(shown))
                             : tr("%1 % of the posterior hold the truth in %2 % of the trials")
                                   .arg(100 * at.x(), 0, 'f', 0)
                                   .arg(100 * calibration.coverage(shown, at.x()), 0, 'f', 1);
    return name + QStringLiteral("   ") + what + (near >= 0 ? tr("   (a click chooses it)") : QString());
}

void CalibrationView::choose(Eigen::Index parameter) {
    document().change(tr("Choose a parameter"), [&](Session &session) {
        session.inferenceDisplay.parameter = static_cast<int>(parameter);
    });
}

void CalibrationView::mousePressEvent(QMouseEvent *event) {
    if (event->button() == Qt::LeftButton && emptyMessage().isEmpty())
        if (const Eigen::Index near = parameterAt(event->position()); near >= 0)
            return choose(near);
    InferenceView::mousePressEvent(event);
}

void CalibrationView::keyPressEvent(QKeyEvent *event) {
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (step == 0 || !emptyMessage().isEmpty())
        return InferenceView::keyPressEvent(event);
    const Eigen::Index count = desk().calibration()->rank.cols();
    choose((parameter() + step + count) % count);
}

void CalibrationView::sightChanged(bool inSight) {
    desk().watchCalibration(inSight);
}

void CalibrationView::resizeEvent(QResizeEvent *) {
    m_tools->setGeometry(0, 0, width(), m_tools->sizeHint().height());
}

} // namespace quincunx
