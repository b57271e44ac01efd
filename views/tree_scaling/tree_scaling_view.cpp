#include "views/tree_scaling/tree_scaling_view.h"

#include <QPainter>
#include <QPushButton>

#include <algorithm>
#include <cmath>

namespace quincunx {

View *makeTreeScalingView(Document &document, QWidget *parent) {
    return new TreeScalingView(document, parent);
}

TreeScalingView::TreeScalingView(Document &document, QWidget *parent)
    : TreesView(QStringLiteral("tree-scaling"), document, parent)
    , m_button(new QPushButton(tr("Measure"), this))
    , m_job(tr("Measuring searches")) {
    m_button->setObjectName(QStringLiteral("scaling-measure"));
    m_button->setToolTip(tr("Search generated jets of 4 leaves and more, of the chosen kind and density"));
    connect(m_button, &QPushButton::clicked, this, &TreeScalingView::toggle);
    for (auto signal : {&Job::started, &Job::finished})
        connect(&m_job, signal, this, [this] {
            m_button->setText(m_job.isRunning() ? tr("Stop") : tr("Measure"));
            update();
        });
    setWhatsThis(
        tr("Greedy and beam search are quick and miss the best tree; the trellis finds it in time 3^N."));
}

void TreeScalingView::toggle() {
    if (m_job.isRunning())
        return m_job.cancel(); // keeps what has been measured
    using Points = std::vector<ScalingPoint>;
    m_points.clear();
    m_problem.clear();
    m_settings = session().trees;
    m_job.start<Points>(
        [this, settings = m_settings](const JobProgress &progress) {
            return measureScaling(settings, progress, [&](const Points &points) {
                progress.deliver([this, points] {
                    m_points = points;
                    update();
                });
            });
        },
        [this](Points points) {
            m_points = std::move(points);
            update();
        },
        [this](const Error &error) {
            m_problem = QString::fromStdString(error.what());
            update();
        });
}

QString TreeScalingView::emptyMessage() const {
    if (!m_points.empty())
        return {};
    if (!m_problem.isEmpty())
        return m_problem;
    return m_job.isRunning()
               ? tr("Measuring …")
               : tr("How long searches take and what they miss, on this machine: press Measure.");
}

QString TreeScalingView::figureTitle() const {
    return tr("Ginkgo %1, %2 density, means over 12 jets")
        .arg(QString::fromStdString(ginkgoKinds().at(m_settings.kind).title),
             QString::fromStdString(m_settings.density));
}

void TreeScalingView::resizeEvent(QResizeEvent *) {
    const QSize size = m_button->sizeHint();
    m_button->setGeometry(8, height() - size.height() - 4, size.width(), size.height());
}

void TreeScalingView::paintTrees(QPainter &painter, const QRectF &area, const Theme &theme, bool) const {
    painter.setFont(smallFont());
    const double line = painter.fontMetrics().height();
    const QRectF top(area.left(), area.top() + 8, area.width(), area.height() * 0.52);
    const QRectF below(area.left(), top.bottom(), area.width(), area.bottom() - top.bottom());
    std::vector<double> seconds;
    double widest = 1;
    for (const ScalingPoint &point : m_points) {
        seconds.insert(seconds.end(), {point.greedySeconds, point.beamSeconds, point.trellisSeconds});
        widest =
            std::max({widest, point.greedyGap + point.greedyGapError, point.beamGap + point.beamGapError});
    }
    const AxisScale leaves{m_points.front().leaves - 0.5, std::max(m_points.back().leaves, 8) + 0.5, false};
    const PlotFrame times(top, line, leaves, AxisScale::of(seconds, true).widened(0.05, 0.3));
    const PlotFrame gaps(below, line, leaves, {0, 1.15 * widest, false});
    paintPlotFrame(painter, times, tr("Leaves N"), tr("Time [s]"), theme);
    paintPlotFrame(painter, gaps, tr("Leaves N"), tr("Gap in ln L"), theme);
    paintCurves(painter, times,
                {{tr("greedy"), &ScalingPoint::greedySeconds, nullptr, 0},
                 {tr("beam, width %1").arg(m_settings.beamWidth), &ScalingPoint::beamSeconds, nullptr, 1},
                 {tr("trellis: Z and the best tree"), &ScalingPoint::trellisSeconds, nullptr, 2}},
                theme);
    paintCurves(painter, gaps,
                {{tr("greedy"), &ScalingPoint::greedyGap, &ScalingPoint::greedyGapError, 0},
                 {tr("beam"), &ScalingPoint::beamGap, &ScalingPoint::beamGapError, 1}},
                theme);
}

void TreeScalingView::paintCurves(QPainter &painter, const PlotFrame &frame, const std::vector<Curve> &curves,
                                  const Theme &theme) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    double x = frame.canvas.left() + 12;
    for (const Curve &curve : curves) {
        const QColor colour = theme.jets[curve.colour];
        painter.setPen(QPen(colour, 1.8));
        QPolygonF line;
        for (const ScalingPoint &point : m_points) {
            line << frame.pixel(point.leaves, point.*curve.value);
            if (curve.error)
                painter.drawLine(frame.pixel(point.leaves, point.*curve.value - point.*curve.error),
                                 frame.pixel(point.leaves, point.*curve.value + point.*curve.error));
        }
        painter.drawPolyline(line);
        painter.setBrush(colour);
        for (const QPointF &at : line)
            painter.drawEllipse(at, 2.5, 2.5);
        painter.drawLine(QPointF(x, frame.canvas.top() + 2), QPointF(x + 14, frame.canvas.top() + 2));
        painter.setPen(theme.text);
        const double width = painter.fontMetrics().horizontalAdvance(curve.title);
        painter.drawText(QRectF(x + 19, frame.canvas.top() - 7, width + 2, painter.fontMetrics().height()),
                         Qt::AlignLeft | Qt::AlignVCenter, curve.title);
        x += width + 36;
    }
    painter.restore();
}

QString TreeScalingView::hintAt(QPointF pixel) const {
    const QRectF canvas = PlotFrame(rect(), QFontMetricsF(smallFont()).height(), {}, {}).canvas;
    const double first = m_points.front().leaves - 0.5, last = std::max(m_points.back().leaves, 8) + 0.5;
    const double leaves = first + (pixel.x() - canvas.left()) / canvas.width() * (last - first);
    const auto point =
        std::ranges::find(m_points, static_cast<int>(std::lround(leaves)), &ScalingPoint::leaves);
    if (point == m_points.end())
        return {};
    return tr("%1 leaves   greedy %2 s, %3 below the best   beam %4 s, %5 below   trellis %6 s")
        .arg(point->leaves)
        .arg(numberText(point->greedySeconds), numberText(point->greedyGap), numberText(point->beamSeconds),
             numberText(point->beamGap), numberText(point->trellisSeconds));
}

} // namespace quincunx
