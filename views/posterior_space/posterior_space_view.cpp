#include "views/posterior_space/posterior_space_view.h"

#include "views/document/inference_desk.h"
#include "views/inference/inference_style.h"
#include "views/posterior_space/posterior_space_drawing.h"
#include "views/vtk/box_axes.h"
#include "views/vtk/spatial_view.h"

#include <QPainter>

namespace quincunx {
namespace {

class PosteriorSpaceView final : public SpatialView {
public:
    PosteriorSpaceView(Document &document, QWidget *parent)
        : SpatialView(QStringLiteral("posterior-space"), document, parent) {
        setAccessibleName(QObject::tr("Posterior in space"));
        setWhatsThis(QObject::tr(
            "Where three parameters are, given the observation: surfaces hold 68 % and 95 % of the "
            "probability. The grey net is the true posterior, the cross the truth. The box closes in on what "
            "there is; upon its floor are the contours of the first two."));
        for (auto changed : {&InferenceDesk::estimateChanged, &InferenceDesk::observationChanged,
                             &InferenceDesk::displayChanged})
            connect(&document.inference(), changed, this, [this] { note(InferenceChange); });
        note(InferenceChange);
    }

protected:
    QString emptyMessage() const override {
        const auto count = static_cast<int>(desk().simulator().parameters().size());
        if (count < 3)
            return QObject::tr("In space stand posteriors of three parameters; this simulator has %1.")
                .arg(count == 1 ? QObject::tr("one") : QObject::tr("two"));
        if (m_figure)
            return {};
        return desk().message().isEmpty() ? QObject::tr("Drawing from the posterior …") : desk().message();
    }

    void prepare(Changes changes) override {
        if (!(changes & InferenceChange))
            return;
        ShownPosteriors shown{desk().estimate(), desk().rivalEstimate(), desk().shownGhost(),
                              desk().observed().truth};
        if (shown == m_shown)
            return;
        m_shown = std::move(shown);
        m_figure.reset();
        for (const auto &shape : {m_shown.estimate, m_shown.rival, m_shown.ghost})
            if (shape && shape->volume)
                m_figure.emplace(m_shown);
    }

    void sightChanged(bool inSight) override { desk().watchSpace(inSight); }

    Drawing draw(const Theme &in) const override {
        if (m_figure)
            return drawPosteriorSpace(*m_figure, in);
        Drawing nothing;
        nothing.background = in.canvas;
        return nothing;
    }

    OrbitCamera homeCamera(QSizeF viewport) const override {
        return boxCamera(PosteriorSpaceFigure::boxHalf, viewport, QMarginsF(50, 48, 40, 50));
    }

    void paintAxes(QPainter &painter, const ScreenProjection &projection, const Theme &in) const override {
        if (!m_figure)
            return;
        BoxAxes box{PosteriorSpaceFigure::boxHalf, {}};
        for (std::size_t axis = 0; axis < 3; ++axis)
            box.axes[axis] = {{m_figure->extents[axis].low, m_figure->extents[axis].high},
                              symbolText(desk().simulator().parameters()[axis]),
                              5};
        box.paint(painter, projection, in);
        if (m_figure->truth)
            paintCross(painter, projection(m_figure->inBox(*m_figure->truth)), 6.5, in);
        paintWords(painter, projection.viewport(), in);
    }

private:
    InferenceDesk &desk() const { return document().inference(); }

    void paintWords(QPainter &painter, QSizeF viewport, const Theme &in) const {
        using Kind = LegendEntry::Kind;
        const double line = QFontMetricsF(painter.font()).height();
        const QRectF strip(12, 6, viewport.width() - 24, line + 4);
        const QColor colour = estimateColour(in);
        std::vector<LegendEntry> entries;
        if (m_shown.estimate)
            entries = {{Kind::Patch, faded(colour, 0.63), QObject::tr("68 %")},
                       {Kind::Patch, faded(colour, 0.26), QObject::tr("95 % of the probability")}};
        else
            entries = {{Kind::Text, in.text, desk().message()}};
        if (m_shown.rival)
            entries.push_back({Kind::Line, rivalColour(in), shortTitle(desk().rival()->name)});
        if (m_shown.ghost)
            entries.push_back({Kind::Line, spaceGhostColour(in), QObject::tr("true posterior")});
        if (m_figure->truth)
            entries.push_back({Kind::Cross, truthColour(in), QObject::tr("truth")});
        paintLegend(painter, strip, entries, in);
        painter.save();
        if (const QString warning = desk().misfitMessage(); !warning.isEmpty()) {
            painter.setPen(in.error);
            painter.drawText(strip.translated(0, line + 6), Qt::AlignLeft | Qt::AlignVCenter,
                             QStringLiteral("⚠ ") + warning);
        }
        if (const auto count = desk().simulator().parameters().size(); count > 3) {
            painter.setPen(in.muted);
            painter.drawText(QRectF(12, viewport.height() - line - 6, viewport.width() - 24, line + 2),
                             Qt::AlignLeft, QObject::tr("The first three of %1 parameters").arg(count));
        }
        painter.restore();
    }

    ShownPosteriors m_shown;
    std::optional<PosteriorSpaceFigure> m_figure;
};

} // namespace

View *makePosteriorSpaceView(Document &document, QWidget *parent) {
    return new PosteriorSpaceView(document, parent);
}

} // namespace quincunx
