#include "views/lego/lego_view.h"

#include "views/geometry/jet_cone.h"
#include "views/lego/lego_axes.h"
#include "views/lego/lego_drawing.h"
#include "views/lego/lego_floor.h"
#include "views/style/colours.h"
#include "views/vtk/spatial_view.h"
#include "views/vtk/tower_layers.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace quincunx {
namespace {

using std::numbers::pi;

class LegoView : public SpatialView {
public:
    LegoView(Document &document, QWidget *parent) : SpatialView(QStringLiteral("lego"), document, parent) {
        setAccessibleName(QObject::tr("Transverse energy over η and φ"));
    }

protected:
    void prepare(Changes changes) override {
        if (!(changes & (SceneChange | DisplayChange)))
            return;
        m_grid = LegoGrid(scene(), session().display.colour);
        m_scale = LegoScale(m_grid.highest, session().display.heightScale);
    }

    Drawing draw(const Theme &in) const override {
        const double risen = std::clamp((document().playback() - 0.6) / 0.4, 0.0, 1.0);
        return drawLego(m_grid, m_scale, scene(), session(), in, risen);
    }

    std::vector<Anchor> anchors() const override {
        std::vector<Anchor> anchors;
        if (session().display.hits)
            for (const LegoCell &cell : m_grid.cells) {
                const Vector3 foot = middleOf(cell);
                const double height = m_scale.height(cell.et);
                const int samples = 1 + static_cast<int>(height / 0.15);
                for (int k = 0; k <= samples; ++k)
                    anchors.push_back({{foot[0], foot[1], height * k / samples}, {cell.hardest, -1}});
            }
        if (showsCircles())
            for (std::size_t j = 0; j < scene().clustering->jets.size(); ++j)
                for (const auto &piece : circleOf(static_cast<int>(j)))
                    for (const Vector3 &point : piece)
                        anchors.push_back({point, {-1, static_cast<int>(j)}});
        return anchors;
    }

    // The first tower in the way.
    Hover hitBy(const ScreenProjection::Ray &ray) const override {
        Hover found;
        double nearest = 1e30;
        if (!session().display.hits)
            return found;
        for (const LegoCell &cell : m_grid.cells) {
            const auto base = cellCorners(m_grid, cell, 0);
            const double height = m_scale.height(cell.et);
            const Vector3 low = base[0], high{base[2][0], base[2][1], height};
            double first = -1e30, last = 1e30;
            for (std::size_t axis = 0; axis < 3; ++axis) {
                const double a = (low[axis] - ray.origin[axis]) / ray.direction[axis];
                const double b = (high[axis] - ray.origin[axis]) / ray.direction[axis];
                first = std::max(first, std::min(a, b));
                last = std::min(last, std::max(a, b));
            }
            if (first <= last && first < nearest) {
                nearest = first;
                found = {cell.hardest, -1};
            }
        }
        return found;
    }

    // The jet on whose area of the floor the ray falls.
    Hover behind(const ScreenProjection::Ray &ray) const override {
        if (session().display.jetShape == DisplaySettings::JetShape::Hidden || ray.direction[2] == 0)
            return {};
        const Vector3 at = ray.origin + ray.direction * (-ray.origin[2] / ray.direction[2]);
        if (std::fabs(at[0]) > m_grid.etaRange || std::fabs(at[1]) > pi)
            return {};
        const auto &clustering = *scene().clustering;
        int found = -1;
        double nearest =
            showsCircles() ? drawnRadius(scene(), session().display) : std::sqrt(clustering.ghostArea);
        for (std::size_t j = 0; j < clustering.jets.size(); ++j) {
            const Jet &jet = clustering.jets[j];
            auto consider = [&](double y, double phi) {
                if (const double distance = floorDistance(at[0], at[1], y, phi); distance < nearest) {
                    nearest = distance;
                    found = static_cast<int>(j);
                }
            };
            if (showsCircles())
                consider(jet.momentum.rapidity(), jet.momentum.phi());
            else
                for (const auto &[y, phi] : jet.catchment)
                    consider(y, phi);
        }
        return {-1, found};
    }

    Outline outlineOf(const Hover &target) const override {
        if (target.jet >= 0 && target.jet < static_cast<int>(scene().clustering->jets.size()))
            return circleOf(target.jet);
        const int index = m_grid.cellOf(target.particle);
        if (index < 0 || !session().display.hits)
            return {};
        const LegoCell &cell = m_grid.cells[static_cast<std::size_t>(index)];
        return towerOutline(cellCorners(m_grid, cell, 0), cellCorners(m_grid, cell, m_scale.height(cell.et)));
    }

    OrbitCamera homeCamera(QSizeF viewport) const override {
        OrbitCamera camera;
        camera.parallel = true;
        camera.axis = {0, 0, 1};
        const double x = m_grid.etaRange;
        std::vector<Vector3> corners{{-x, -pi, 0}, {x, -pi, 0}, {x, pi, 0}, {-x, pi, 0}};
        if (m_fromAbove) {
            camera.position = {0, 0, 40};
            camera.viewUp = {0, 1, 0};
            camera.frame(corners, viewport, QMarginsF(14, 12, 62, 44));
            return camera;
        }
        camera.viewUp = {0, 0, 1};
        corners.push_back({-x, pi, LegoScale::tallest});
        corners.push_back({-x, -pi, LegoScale::tallest});
        // From the direction, of some that all show the towers well, that fills the viewport best.
        OrbitCamera best;
        for (double azimuth : {0.38, 0.50, 0.62, 0.74})
            for (double elevation : {0.58, 0.66, 0.74}) {
                camera.focalPoint = {0, 0, 0};
                camera.position = Vector3{std::sin(azimuth) * std::cos(elevation),
                                          -std::cos(azimuth) * std::cos(elevation), std::sin(elevation)} *
                                  40;
                camera.frame(corners, viewport, QMarginsF(44, 26, 30, 34));
                if (best.axis != camera.axis || camera.parallelScale < best.parallelScale)
                    best = camera;
            }
        return best;
    }

    std::vector<SpatialLabel> labels(const Theme &in) const override {
        std::vector<SpatialLabel> labels;
        const auto &jets = scene().clustering->jets;
        if (!session().display.labels || document().playback() < 1)
            return labels;
        for (int j : labelledJets(scene(), session().display)) {
            const Jet &jet = jets[static_cast<std::size_t>(j)];
            // Above the highest tower of the jet
            Vector3 point{jet.momentum.rapidity(), jet.momentum.phi(), 0};
            if (std::fabs(point[0]) > m_grid.etaRange)
                continue;
            for (int particle : jet.constituents)
                if (const int index = m_grid.cellOf(particle); index >= 0) {
                    const LegoCell &cell = m_grid.cells[static_cast<std::size_t>(index)];
                    const Vector3 foot = middleOf(cell);
                    if (const double height = m_scale.height(cell.et); height > point[2])
                        point = {foot[0], foot[1], height};
                }
            labels.push_back({point,
                              {point[0], point[1], point[2] - 1},
                              momentumText(jet.momentum.pt()),
                              jetColour(in, j),
                              j});
        }
        return labels;
    }

    void paintAxes(QPainter &painter, const ScreenProjection &projection, const Theme &in) const override {
        painter.save();
        paintLegoAxes(painter, projection, m_scale, m_grid.etaRange, in);
        painter.restore();
        if (m_grid.beyond > 0) {
            painter.setPen(in.muted);
            painter.drawText(QRectF({}, projection.viewport()).adjusted(8, 6, -8, -6),
                             Qt::AlignRight | Qt::AlignBottom,
                             QObject::tr("Beyond |η| = 5: %1").arg(m_grid.beyond));
        }
    }

    void keyPressEvent(QKeyEvent *event) override {
        if (event->key() != Qt::Key_T || event->modifiers() != Qt::NoModifier)
            return SpatialView::keyPressEvent(event);
        m_fromAbove = !m_fromAbove;
        home();
    }

private:
    bool showsCircles() const { return session().display.jetShape == DisplaySettings::JetShape::Cone; }

    std::vector<std::vector<Vector3>> circleOf(int jet) const {
        const FourMomentum &p = scene().clustering->jets[static_cast<std::size_t>(jet)].momentum;
        return floorCircle(p.rapidity(), p.phi(), drawnRadius(scene(), session().display), m_grid.etaRange,
                           0.012);
    }

    Vector3 middleOf(const LegoCell &cell) const {
        const auto corners = cellCorners(m_grid, cell, 0);
        return (corners[0] + corners[2]) * 0.5;
    }

    LegoGrid m_grid;
    LegoScale m_scale;
    bool m_fromAbove = false;
};

} // namespace

View *makeLegoView(Document &document, QWidget *parent) {
    return new LegoView(document, parent);
}

} // namespace quincunx
