#include "views/three_d/three_d_view.h"

#include "views/geometry/detector.h"
#include "views/geometry/jet_cone.h"
#include "views/style/colours.h"
#include "views/three_d/event_drawing.h"
#include "views/three_d/extras.h"
#include "views/vtk/spatial_view.h"
#include "views/vtk/tower_layers.h"

#include <QPainter>

#include <algorithm>

namespace quincunx {
namespace {

class ThreeDView : public SpatialView {
public:
    ThreeDView(Document &document, QWidget *parent) : SpatialView(QStringLiteral("3d"), document, parent) {
        setAccessibleName(QObject::tr("Event in 3-D"));
    }

protected:
    void prepare(Changes changes) override {
        if (!(changes & (SceneChange | DisplayChange)))
            return;
        const DisplaySettings &display = session().display;
        if (scene().event == m_event && scene().visible == m_visible && display.heightScale == m_heightScale)
            return m_shapes.replaceJets(scene(), display);
        m_shapes = EventShapes(scene(), display);
        m_event = scene().event;
        m_visible = scene().visible;
        m_heightScale = display.heightScale;
    }

    Drawing draw(const Theme &in) const override {
        return drawEvent(m_shapes, scene(), session(), in, document().playback());
    }

    std::vector<Anchor> anchors() const override {
        std::vector<Anchor> anchors;
        const DisplaySettings &display = session().display;
        if (display.tracks)
            for (const PathShape &path : m_shapes.paths) {
                const Vector3 &first = path.points.front(), &last = path.points.back();
                const Vector3 &middle = path.points[path.points.size() / 2];
                const Hover target{path.particle, -1};
                // The first quarter is left out: there all tracks are near.
                if (path.points.size() == 2)
                    for (double t : {0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9})
                        anchors.push_back({first + (last - first) * t, target});
                else
                    for (const Vector3 &point : path.points)
                        if (length(point) > 0.3 * length(last))
                            anchors.push_back({point, target});
                anchors.push_back({middle, target});
                anchors.push_back({last, target});
            }
        if (display.hits)
            for (const TowerShape &tower : m_shapes.towers) {
                const Vector3 base = (tower.base[0] + tower.base[2]) * 0.5,
                              end = (tower.end[0] + tower.end[2]) * 0.5;
                const int samples = 1 + static_cast<int>(length(end - base) / 0.1);
                for (int k = 0; k <= samples; ++k)
                    anchors.push_back({base + (end - base) * (1.0 * k / samples), {tower.particle, -1}});
            }
        if (display.jetShape != DisplaySettings::JetShape::Hidden)
            for (const JetShape &jet : m_shapes.jets) {
                for (const Vector3 &point : jet.rim)
                    anchors.push_back({point, {-1, jet.jet}});
                for (double t : {0.4, 0.6, 0.8, 1.0})
                    anchors.push_back({jet.tip * t, {-1, jet.jet}});
            }
        return anchors;
    }

    Outline outlineOf(const Hover &target) const override {
        Outline outline;
        if (const JetShape *jet = shapeOf(target)) {
            outline.push_back(jet->rim);
            outline.push_back({{0, 0, 0}, jet->tip});
        }
        if (const int path = indexIn(m_shapes.pathOf, target.particle); path >= 0 && session().display.tracks)
            outline.push_back(m_shapes.paths[static_cast<std::size_t>(path)].points);
        if (const int found = indexIn(m_shapes.towerOf, target.particle);
            found >= 0 && session().display.hits) {
            const TowerShape &tower = m_shapes.towers[static_cast<std::size_t>(found)];
            std::ranges::move(towerOutline(tower.base, tower.end), std::back_inserter(outline));
        }
        return outline;
    }

    OrbitCamera homeCamera(QSizeF viewport) const override {
        // From the side and a little above, the same for every event so that the eye keeps its place.
        OrbitCamera camera;
        camera.viewAngle = 26;
        camera.position = normalised({0.80, 0.40, 0.62}) * 12;
        std::vector<Vector3> corners;
        for (double z : {-detector::calorimeterFront.halfLength, detector::calorimeterFront.halfLength})
            for (int k = 0; k < 12; ++k)
                corners.push_back({1.95 * std::cos(k * std::numbers::pi / 6),
                                   1.95 * std::sin(k * std::numbers::pi / 6), z});
        camera.frame(corners, viewport, QMarginsF(10, 10, 10, 10));
        return camera;
    }

    std::vector<SpatialLabel> labels(const Theme &in) const override {
        std::vector<SpatialLabel> labels;
        if (!session().display.labels || document().playback() < 1)
            return labels;
        const Vector3 origin{0, 0, 0};
        for (int j : labelledJets(scene(), session().display)) {
            const Jet &jet = scene().clustering->jets[static_cast<std::size_t>(j)];
            labels.push_back({farEnd(m_shapes.jets[static_cast<std::size_t>(j)], jet), origin,
                              momentumText(jet.momentum.pt()), jetColour(in, j), j});
        }
        const Event &event = *scene().event;
        if (const Vector3 tip = missingTip(scene()); length(tip) > 0)
            labels.push_back(
                {tip, origin, missingMomentumText(std::hypot(event.missingPx, event.missingPy)), in.missing});
        return labels;
    }

    void paintAxes(QPainter &painter, const ScreenProjection &projection, const Theme &in) const override {
        paintVertexDots(painter, projection, in);
        paintCollision(painter, projection, in);
        paintMarker(painter, projection, in);
    }

private:
    // Where a jet's name stands clear of it: at its longest tower, or where its axis ends.
    Vector3 farEnd(const JetShape &shape, const Jet &jet) const {
        Vector3 end = shape.tip;
        double tallest = 0;
        if (session().display.hits)
            for (int particle : jet.constituents)
                if (const int found = indexIn(m_shapes.towerOf, particle); found >= 0) {
                    const TowerShape &tower = m_shapes.towers[static_cast<std::size_t>(found)];
                    const Vector3 top = (tower.end[0] + tower.end[2]) * 0.5;
                    if (length(top - tower.base[0]) > tallest) {
                        tallest = length(top - tower.base[0]);
                        end = top;
                    }
                }
        return end;
    }

    const JetShape *shapeOf(const Hover &target) const {
        const bool exists = target.jet >= 0 && target.jet < static_cast<int>(m_shapes.jets.size());
        return exists ? &m_shapes.jets[static_cast<std::size_t>(target.jet)] : nullptr;
    }
    static int indexIn(const std::vector<int> &indices, int particle) {
        return particle >= 0 && particle < static_cast<int>(indices.size())
                   ? indices[static_cast<std::size_t>(particle)]
                   : -1;
    }

    // Which way x, y and z point, in the lower left corner.
    static void paintMarker(QPainter &painter, const ScreenProjection &projection, const Theme &in) {
        const QPointF centre(34, projection.viewport().height() - 34);
        struct Arm {
            Vector3 direction;
            const char *name;
        };
        std::array arms{Arm{{1, 0, 0}, "x"}, Arm{{0, 1, 0}, "y"}, Arm{{0, 0, 1}, "z"}};
        std::ranges::sort(arms, std::greater(),
                          [&](const Arm &arm) { return dot(arm.direction, projection.forward()); });
        for (const Arm &arm : arms) {
            const QPointF tip(dot(arm.direction, projection.right()), -dot(arm.direction, projection.up()));
            const bool away = dot(arm.direction, projection.forward()) > 0.2;
            painter.setPen(
                QPen(away ? mixed(in.canvas, in.axis, 0.6) : in.axis, 1.6, Qt::SolidLine, Qt::RoundCap));
            painter.drawLine(centre, centre + tip * 18);
            painter.drawText(QRectF(centre + tip * 26 - QPointF(8, 8), QSizeF(16, 16)), Qt::AlignCenter,
                             QLatin1String(arm.name));
        }
    }

    void paintVertexDots(QPainter &painter, const ScreenProjection &projection, const Theme &in) const {
        std::vector<QPointF> pixels;
        if (session().display.tracks && document().playback() >= 0)
            for (const Vector3 &vertex : scene().event->vertices)
                if (const auto at = projection.place(vertex); at.depth > 0)
                    pixels.emplace_back(at.x, at.y);
        paintVertices(painter, pixels, in.text, in.canvas);
    }

    // Two protons on their way, and the flash where they meet.
    void paintCollision(QPainter &painter, const ScreenProjection &projection, const Theme &in) const {
        const double phase = document().playback();
        auto glow = [&](const Vector3 &at, double size, const QColor &colour, double alpha) {
            const ScreenProjection::Place place = projection.place(at);
            if (place.depth <= 0 || alpha <= 0)
                return;
            const double pixels =
                length({size, 0, 0}) * QLineF(projection(at), projection(at + projection.up())).length();
            QRadialGradient gradient(QPointF(place.x, place.y), std::max(pixels, 1.0));
            gradient.setColorAt(0, withAlpha(mixed(colour, Qt::white, in.dark ? 0.7 : 0.2), alpha));
            gradient.setColorAt(0.35, withAlpha(colour, 0.6 * alpha));
            gradient.setColorAt(1, withAlpha(colour, 0));
            painter.setPen(Qt::NoPen);
            painter.setBrush(gradient);
            painter.drawEllipse(QPointF(place.x, place.y), pixels, pixels);
        };
        if (phase < 0)
            for (double side : {-1.0, 1.0})
                glow({0, 0, side * std::min(1.0, -phase) * detector::solenoid.halfLength}, 0.22, in.accent,
                     1);
        const double distance = std::fabs(phase) / 0.18;
        if (distance < 1)
            glow({0, 0, 0}, 0.25 + 0.75 * (1 - distance), in.jets[4],
                 phase < 0 ? (1 - distance) * 0.5 : 1 - distance);
    }

    EventShapes m_shapes;
    std::shared_ptr<const Event> m_event; ///< whose shapes they are
    std::vector<int> m_visible;
    DisplaySettings::HeightScale m_heightScale{};
};

} // namespace

View *makeThreeDView(Document &document, QWidget *parent) {
    return new ThreeDView(document, parent);
}

} // namespace quincunx
