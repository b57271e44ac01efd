#include "views/log_ratio/log_ratio_view.h"

#include "views/document/inference_desk.h"
#include "views/inference/inference_style.h"
#include "views/log_ratio/log_ratio_drawing.h"
#include "views/vtk/box_axes.h"
#include "views/vtk/spatial_view.h"

#include <QPainter>

#include <optional>

namespace quincunx {
namespace {

constexpr std::size_t goldenPointCount = 350;
constexpr Vector3 boxHalf{LogRatioBox::halfWidth, LogRatioBox::halfDepth, LogRatioBox::halfHeight};

class LogRatioView final : public SpatialView {
public:
    LogRatioView(Document &document, QWidget *parent)
        : SpatialView(QStringLiteral("log-ratio"), document, parent) {
        setAccessibleName(QObject::tr("ln r over data and parameter"));
        setWhatsThis(QObject::tr("The logarithm of p(x|θ)/p(x|θ₀): learned as a surface, exact as a net. "
                                 "Golden dots and arrows are what simulations tell whose hidden steps are "
                                 "watched: the joint ratio, and its slope along θ. On average they lie on "
                                 "the surface."));
        for (auto changed : {&InferenceDesk::estimateChanged, &InferenceDesk::cloudChanged})
            connect(&document.inference(), changed, this, [this] {
                const InferenceDesk &desk = this->document().inference();
                if (desk.cloud() != m_cloud || desk.made().posterior != m_made.posterior)
                    note(InferenceChange);
            });
        note(InferenceChange);
    }

protected:
    QString emptyMessage() const override { return m_figure ? QString() : m_message; }

    /// Some 20 ms, when there is another estimator: programs of others, which may be slow, are not asked.
    void prepare(Changes changes) override {
        if (!(changes & InferenceChange))
            return;
        const InferenceDesk &desk = document().inference();
        m_cloud = desk.cloud();
        m_made = desk.made();
        m_figure.reset();
        m_box.reset();
        m_message = desk.cloudMessage();
        if (!m_cloud)
            return;
        try {
            m_figure = figureOf(desk.simulator());
            m_box.emplace(*m_figure);
        } catch (const Error &error) {
            m_message = QString::fromStdString(error.problem() + ": " + error.why() + "; " + error.remedy());
            m_message[0] = m_message[0].toUpper();
        }
    }

    Drawing draw(const Theme &in) const override {
        if (m_figure)
            return drawLogRatio(*m_figure, *m_box, in);
        Drawing nothing;
        nothing.background = in.canvas;
        return nothing;
    }

    OrbitCamera homeCamera(QSizeF viewport) const override {
        return boxCamera(boxHalf, viewport, QMarginsF(46, 30, 40, 56));
    }

    void paintAxes(QPainter &painter, const ScreenProjection &projection, const Theme &in) const override {
        if (!m_figure)
            return;
        const Simulator &simulator = document().inference().simulator();
        const BoxAxes box{boxHalf,
                          {{{m_box->x(), symbolText(simulator.data().front()), 7},
                            {m_box->theta(), symbolText(simulator.parameters().front()), 6},
                            {{-m_box->highest(), m_box->highest()}, {}, 5}}}};
        box.paint(painter, projection, in);
        paintWords(painter, projection.viewport(), in);
    }

private:
    LogRatioFigure figureOf(const Simulator &simulator) const {
        LogRatioFigure figure{ratioGrid(simulator, *m_cloud), {}, {}, {}};
        const auto learned = std::dynamic_pointer_cast<const LikelihoodPosterior>(m_made.posterior);
        if (learned && m_made.order.kind().simulates) // else it is the exact one
            figure.learned = logRatios(figure.grid, *learned);
        if (simulator.hasLikelihood())
            figure.exact =
                logRatios(figure.grid, *makeTrueLikelihood(document().inference().simulatorKind().simulator));
        if (simulator.canMine() && simulator.processes() == 0)
            figure.gold = goldenPoints(figure.grid, simulator, *m_cloud, goldenPointCount, 1);
        return figure;
    }

    void paintWords(QPainter &painter, QSizeF viewport, const Theme &in) const {
        using Kind = LegendEntry::Kind;
        const double line = QFontMetricsF(painter.font()).height();
        painter.save();
        QFont heading = painter.font();
        heading.setPixelSize(13);
        painter.setFont(heading);
        painter.setPen(in.text);
        painter.drawText(QRectF(12, 6, viewport.width() - 24, 1.5 * line), Qt::AlignLeft,
                         QObject::tr("ln p(x | θ) / p(x | %1)").arg(numberText(m_figure->grid.reference)));
        painter.restore();
        std::vector<LegendEntry> entries;
        if (m_figure->learned.size() > 0)
            entries.push_back({Kind::Patch, in.jets[1],
                               QObject::tr("learned (%1)").arg(shortTitle(m_made.order.estimator))});
        if (m_figure->exact.size() > 0)
            entries.push_back({Kind::Line, mixed(in.canvas, in.text, 0.55), QObject::tr("exact")});
        if (!m_figure->gold.empty())
            entries.push_back({Kind::Dot, goldColour(in), QObject::tr("mined: joint ratio and score")});
        paintLegend(painter, QRectF(12, viewport.height() - line - 6, viewport.width() - 20, line + 2),
                    entries, in);
    }

    std::shared_ptr<const Simulations> m_cloud;
    MadeEstimator m_made;
    std::optional<LogRatioFigure> m_figure;
    std::optional<LogRatioBox> m_box;
    QString m_message;
};

} // namespace

View *makeLogRatioView(Document &document, QWidget *parent) {
    return new LogRatioView(document, parent);
}

} // namespace quincunx
