#include "views/galton/galton_view.h"

#include "views/geometry/axis_scale.h"
#include "views/inference/inference_style.h"
#include "views/settings/bound_panel.h"
#include "views/style/colours.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

constexpr int firstBeads = 300;      // that have fallen before anybody looked: the board is never empty
constexpr double rowsPerSecond = 14; // that a bead falls
constexpr double beadsPerRow = 0.9;

BeadRun begunRun(double theta) {
    BeadRun run(theta);
    run.drop(firstBeads);
    for (int step = 0; step < 3 * GaltonBoard::rows; ++step)
        run.advance(0.4, beadsPerRow);
    return run;
}

} // namespace

View *makeGaltonView(Document &document, QWidget *parent) {
    return new GaltonView(document, parent);
}

GaltonView::GaltonView(Document &document, QWidget *parent)
    : InferenceView(QStringLiteral("galton-board"), document, parent)
    , m_run(begunRun(document.session().inferenceDisplay.galtonTheta)) {
    m_tools = new QWidget(this);
    auto *row = new QHBoxLayout(m_tools);
    row->setContentsMargins(0, 0, 8, 0);
    row->addWidget(boundPanel(document, &Session::inferenceDisplay, tr("Lean the nails"), {"galton-theta"}),
                   1);
    auto button = [&](const QString &text, const char *name, const QString &help) {
        auto *made = new QPushButton(text);
        made->setObjectName(QLatin1String(name));
        made->setToolTip(help);
        row->addWidget(made);
        return made;
    };
    m_play = button(tr("Play"), "galton-play", tr("Let beads fall"));
    connect(m_play, &QPushButton::clicked, this, [this] { play(!isPlaying()); });
    connect(button(tr("+1000"), "galton-drop", tr("Let a thousand beads fall at once")),
            &QPushButton::clicked, this, [this] {
                m_run.drop(1000);
                update();
            });
    connect(button(tr("Empty"), "galton-empty", tr("Empty the bins")), &QPushButton::clicked, this,
            &GaltonView::empty);
    m_timer.setInterval(16);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_run.advance(rowsPerSecond * static_cast<double>(std::min<qint64>(m_clock.restart(), 100)) / 1000,
                      beadsPerRow);
        update();
    });
    setWhatsThis(
        tr("A bead at a nail goes left or right; near the edge of the colours it is pushed by θ. The steps "
           "over the bins are the exact distribution."));
}

void GaltonView::home() {
    m_run = begunRun(display().galtonTheta);
    update();
}

void GaltonView::empty() {
    m_run = BeadRun(display().galtonTheta);
    update();
}

void GaltonView::play(bool playing) {
    m_play->setText(playing ? tr("Stop") : tr("Play"));
    m_clock.restart();
    playing ? m_timer.start() : m_timer.stop();
}

void GaltonView::sightChanged(bool inSight) {
    if (!inSight)
        play(false);
}

void GaltonView::refresh(Changes) {
    if (m_run.theta() != display().galtonTheta) // other nails, other beads: the bins begin anew
        m_run = isPlaying() ? BeadRun(display().galtonTheta) : begunRun(display().galtonTheta);
    update();
}

void GaltonView::resizeEvent(QResizeEvent *) {
    m_tools->setGeometry(0, 0, width(), m_tools->sizeHint().height());
}

QString GaltonView::figureTitle() const {
    return tr("Galton board, θ = %1").arg(numberText(display().galtonTheta));
}

QPointF GaltonView::Board::at(double row, double place) const {
    return {nails.center().x() + place * pitch(),
            nails.top() + (row + 0.5) / GaltonBoard::rows * nails.height()};
}

GaltonView::Board GaltonView::boardIn(const QRectF &area) const {
    const bool window = area == QRectF(rect()); // where the tools are
    const double line = QFontMetricsF(smallFont()).height();
    const QRectF inner = area.adjusted(12, window ? m_tools->height() + 4 : 8, -12, -line - 8);
    const double share = 0.62, width = std::min(inner.width(), inner.height() * 1.25);
    const double left = inner.center().x() - width / 2;
    return {QRectF(left, inner.top(), width, share * inner.height()),
            QRectF(left, inner.top() + share * inner.height(), width, (1 - share) * inner.height())};
}

void GaltonView::paintContent(QPainter &painter, const QRectF &area, const Theme &theme, bool) const {
    painter.setFont(smallFont());
    painter.setRenderHint(QPainter::Antialiasing);
    const Board board = boardIn(area);
    paintBins(painter, board, theme);
    paintNails(painter, board, theme);
    paintBeads(painter, board, theme);
    using Kind = LegendEntry::Kind;
    const double line = QFontMetricsF(painter.font()).height();
    paintLegend(painter, QRectF(area.left() + 12, area.bottom() - line - 5, area.width() - 20, line + 2),
                {{Kind::Patch, faded(estimateColour(theme), 0.6), tr("%1 beads").arg(m_run.landed())},
                 {Kind::Line, observationColour(theme), tr("exact p(bin | θ)")},
                 {Kind::Dot, divergingColour(-0.8, theme), tr("nail leans left")},
                 {Kind::Dot, divergingColour(0.8, theme), tr("right")}},
                theme);
}

void GaltonView::paintNails(QPainter &painter, const Board &board, const Theme &theme) const {
    const double radius = std::clamp(0.13 * board.pitch(), 1.4, 5.);
    for (int row = 0; row < GaltonBoard::rows; ++row)
        for (int nail = 0; nail < GaltonBoard::nails; ++nail) {
            const double place = nailPlace(row, nail);
            if (std::fabs(place) > 0.5 * GaltonBoard::rows + 0.6)
                continue; // no bead comes there
            const double left = GaltonBoard::leftProbability(row, nail, m_run.theta());
            painter.setPen(QPen(theme.axis, 0.7));
            painter.setBrush(divergingColour(std::clamp(3 * (1 - 2 * left), -1., 1.), theme));
            painter.drawEllipse(board.at(row, place), radius, radius);
        }
}

void GaltonView::paintBeads(QPainter &painter, const Board &board, const Theme &theme) const {
    const double radius = std::clamp(0.24 * board.pitch(), 2.2, 9.);
    painter.setPen(QPen(theme.canvas, 1));
    painter.setBrush(observationColour(theme));
    for (const BeadRun::Bead &bead : m_run.falling()) {
        const int row = static_cast<int>(bead.row);
        const double t = bead.row - row, from = nailPlace(row, bead.from), to = nailPlace(row + 1, bead.to);
        const double hop = 0.9 * t * (t - 0.55); // up off the nail first, then down
        const QPointF at = board.at(row + std::clamp(t + 0.4 * hop, 0., 1.) - 0.45, from + t * (to - from));
        painter.drawEllipse(at, radius, radius);
    }
}

void GaltonView::paintBins(QPainter &painter, const Board &board, const Theme &theme) const {
    const auto exact = GaltonBoard::probabilities(m_run.theta());
    const double all = std::max(1, m_run.landed());
    double highest = *std::ranges::max_element(exact);
    for (int count : m_run.bins())
        highest = std::max(highest, count / all);
    const double pitch = board.pitch(), floor = board.bins.bottom(), height = board.bins.height() - 8;
    QPolygonF steps;
    painter.setPen(QPen(theme.grid, 1));
    for (int bin = 0; bin < GaltonBoard::nails; ++bin) {
        const double x = board.at(0, bin - GaltonBoard::start).x();
        if (x - pitch / 2 < board.nails.left() || x + pitch / 2 > board.nails.right())
            continue;
        const auto i = static_cast<std::size_t>(bin);
        const double full = m_run.bins()[i] / all / highest * height;
        painter.fillRect(QRectF(x - pitch / 2 + 1, floor - full, pitch - 2, full),
                         faded(estimateColour(theme), 0.6));
        painter.setPen(QPen(theme.detector, 1));
        painter.drawLine(QPointF(x - pitch / 2, floor), QPointF(x - pitch / 2, floor - 0.3 * height));
        painter.drawLine(QPointF(x + pitch / 2, floor), QPointF(x + pitch / 2, floor - 0.3 * height));
        const double top = floor - exact[i] / highest * height;
        steps << QPointF(x - pitch / 2, top) << QPointF(x + pitch / 2, top);
    }
    painter.setPen(QPen(theme.axis, 1));
    painter.drawLine(QPointF(board.nails.left(), floor), QPointF(board.nails.right(), floor));
    painter.setPen(QPen(observationColour(theme), 1.8));
    painter.drawPolyline(steps);
}

QString GaltonView::hintAt(QPointF pixel) const {
    const Board board = boardIn(rect());
    const double place = (pixel.x() - board.nails.center().x()) / board.pitch();
    if (board.bins.contains(pixel)) {
        const int bin = GaltonBoard::start + static_cast<int>(std::lround(place));
        if (bin < 0 || bin >= GaltonBoard::nails)
            return {};
        const auto i = static_cast<std::size_t>(bin);
        return tr("Bin %1   %2 of %3 beads   exact %4")
            .arg(bin)
            .arg(m_run.bins()[i])
            .arg(m_run.landed())
            .arg(numberText(GaltonBoard::probabilities(m_run.theta())[i]));
    }
    if (!board.nails.contains(pixel))
        return {};
    const int row = std::clamp(
        static_cast<int>((pixel.y() - board.nails.top()) / board.nails.height() * GaltonBoard::rows), 0,
        GaltonBoard::rows - 1);
    const int nail = static_cast<int>(std::lround(place + GaltonBoard::start + (row % 2 == 0 ? 0 : 0.5)));
    if (nail < 0 || nail >= GaltonBoard::nails)
        return {};
    return tr("Row %1, nail %2   P(left) %3")
        .arg(row)
        .arg(nail)
        .arg(GaltonBoard::leftProbability(row, nail, m_run.theta()), 0, 'f', 3);
}

} // namespace quincunx
