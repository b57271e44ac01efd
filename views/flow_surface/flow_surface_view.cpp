#include "views/flow_surface/flow_surface_view.h"

#include "views/document/flow_desk.h"
#include "views/flow/density_colours.h"
#include "views/vtk/spatial_view.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace quincunx {
namespace {

constexpr double whole = 2 * std::numbers::pi;

/// A corner of the cells, and the direction in which the surface faces.
struct SurfacePoint {
    Vector3 at, normal;
};

SurfacePoint sphereAt(const FlowChart &chart, double column, double row) {
    const double angle = whole * column / chart.columns, latitude = whole / 2 * (row / chart.rows - 0.5);
    const Vector3 normal{std::cos(latitude) * std::cos(angle), std::cos(latitude) * std::sin(angle),
                         std::sin(latitude)};
    return {normal * chart.radius, normal};
}

SurfacePoint torusAt(const FlowChart &chart, double column, double row) {
    constexpr double large = 0.72, small = 0.34;
    const double around = whole * column / chart.columns, across = whole * row / chart.rows;
    const Vector3 normal{std::cos(around) * std::cos(across), std::sin(around) * std::cos(across),
                         std::sin(across)};
    return {Vector3{large * std::cos(around), large * std::sin(around), 0} + normal * small, normal};
}

class FlowSurfaceView final : public SpatialView {
public:
    FlowSurfaceView(Document &document, QWidget *parent)
        : SpatialView(QStringLiteral("flow-surface"), document, parent) {
        setAccessibleName(QObject::tr("Density on the manifold"));
        connect(&document.flow(), &FlowDesk::changed, this, [this] {
            if (!m_shown || this->document().flow().result() != m_shown)
                note(FlowChange);
        });
        connect(&document, &Document::sessionChanged, this, [this] {
            if (m_scale != session().flowDisplay.scale || m_as != session().flowDisplay.threeSphere)
                note(FlowChange);
        });
        note(FlowChange);
    }

protected:
    QString emptyMessage() const override {
        const FlowDesk &desk = document().flow();
        return desk.result()              ? QString()
               : desk.message().isEmpty() ? QObject::tr("Drawing …")
                                          : desk.message();
    }

    void prepare(Changes) override {
        m_shown = document().flow().result();
        m_scale = session().flowDisplay.scale;
        m_as = session().flowDisplay.threeSphere;
    }

    Drawing draw(const Theme &in) const override {
        Drawing drawing;
        drawing.background = in.canvas;
        if (!m_shown)
            return drawing;
        const DensityColours colours(m_shown->picture.charts, m_scale);
        Layer layer;
        const auto &charts = m_shown->picture.charts;
        if (isBall()) {
            for (const bool model : {false, true})
                scatter(layer.mesh, model, placeOf(0, model), colours, in);
        } else {
            for (std::size_t k = 0; k < charts.size(); ++k)
                for (const bool model : {false, true})
                    drape(layer.mesh, charts[k], model, placeOf(k, model), colours);
        }
        drawing.layers.push_back(std::move(layer));
        return drawing;
    }

    void paintAxes(QPainter &, const ScreenProjection &, const Theme &) const override {}

    OrbitCamera homeCamera(QSizeF viewport) const override {
        OrbitCamera camera;
        camera.axis = camera.viewUp = {0, 0, 1};
        camera.viewAngle = 24;
        camera.position = normalised({0, -1, 0.55}) * 12;
        std::vector<Vector3> corners;
        for (std::size_t k = 0; k < placeCount(); ++k)
            for (const bool model : {false, true})
                for (const double x : {-1.05, 1.05})
                    for (const double z : {-1., 1.2})
                        corners.push_back(placeOf(k, model) + Vector3{x, 0, z * (isTorus() ? 0.6 : 1.)});
        camera.frame(corners, viewport, QMarginsF(12, 12, 12, 12));
        return camera;
    }

    std::vector<SpatialLabel> labels(const Theme &in) const override {
        std::vector<SpatialLabel> all;
        if (!m_shown)
            return all;
        const double top = isTorus() ? 0.62 : isBall() ? 1.15 : m_shown->picture.charts.front().radius + 0.15;
        for (const bool model : {false, true}) {
            const Vector3 at = placeOf(0, model);
            all.push_back({at + Vector3{0, 0, top}, at,
                           !model                          ? QObject::tr("Target")
                           : document().flow().isTrained() ? QObject::tr("Flow")
                                                           : QObject::tr("Flow, before training"),
                           in.text});
        }
        return all;
    }

private:
    bool isTorus() const { return m_shown && !m_shown->picture.charts.front().sphere; }

    /// Whether S³ is shown as a ball.
    bool isBall() const {
        return m_shown && m_as == FlowDisplay::ThreeSphere::Ball && m_shown->flow->manifold().isSphere() &&
               m_shown->flow->manifold().dimension() == 3;
    }

    std::size_t placeCount() const { return !m_shown || isBall() ? 1 : m_shown->picture.charts.size(); }

    /// Two side by side; several in two rows, the target above.
    Vector3 placeOf(std::size_t chart, bool model) const {
        const std::size_t count = placeCount();
        if (count == 1)
            return {model ? 1.15 : -1.15, 0, 0};
        const double x = 2.1 * (static_cast<double>(chart) - 0.5 * static_cast<double>(count - 1));
        return {x, 0, (model ? -1.25 : 1.25) * (isTorus() ? 0.75 : 1)};
    }

    /// A cell is a facet; light from the upper left front gives the body its form.
    void drape(Mesh &mesh, const FlowChart &chart, bool model, const Vector3 &place,
               const DensityColours &colours) const {
        const Vector3 light = normalised({-0.4, -0.7, 0.65});
        const auto point = chart.sphere ? sphereAt : torusAt;
        const auto &values = model ? chart.model : chart.target;
        for (int j = 0; j < chart.rows; ++j)
            for (int i = 0; i < chart.columns; ++i) {
                const std::array<Vector3, 4> corners{
                    place + point(chart, i, j).at, place + point(chart, i + 1, j).at,
                    place + point(chart, i + 1, j + 1).at, place + point(chart, i, j + 1).at};
                const double facing = dot(point(chart, i + 0.5, j + 0.5).normal, light);
                const QColor colour = colours.density(
                    static_cast<double>(values[static_cast<std::size_t>(j * chart.columns + i)]));
                mesh.addQuad(corners, mixed(Qt::black, colour, 0.62 + 0.38 * std::max(facing, 0.)));
            }
    }

    /// Draws on S³ as crumbs in a ball around x₄ = 1, of equal volumes: r³ ∝ χ − sin χ cos χ, cos χ = x₄. The
    /// model's as they are; the target's are the same draws, each as often as its weight says. Coloured by
    /// density.
    void scatter(Mesh &mesh, bool model, const Vector3 &place, const DensityColours &colours,
                 const Theme &in) const {
        for (int circle = 0; circle < 3; ++circle) {
            std::vector<Vector3> outline;
            for (int i = 0; i <= 96; ++i) {
                const double angle = whole * i / 96;
                Vector3 at{std::cos(angle), std::sin(angle), 0};
                for (int turn = 0; turn < circle; ++turn)
                    at = {at[2], at[0], at[1]};
                outline.push_back(place + at);
            }
            mesh.addLine(outline, in.grid);
        }
        const ImportanceFigures &drawn = m_shown->picture.figures;
        double total = 0, taken = 0; // systematic resampling (Kitagawa, J. Comput. Graph. Stat. 5 (1996) 1)
        for (std::size_t i = 0; i < drawn.logWeights.size(); ++i) {
            const auto x = drawn.points.row(static_cast<Eigen::Index>(i));
            const double log = drawn.logWeights[i] - drawn.logNormaliser;
            total += model ? 1 : std::exp(log);
            if (total < taken + 0.5)
                continue;
            taken = std::floor(total + 0.5);
            const double chi = std::acos(std::clamp(x[3], -1., 1.)), rest = std::sin(chi);
            const double radius = std::cbrt((chi - rest * std::cos(chi)) / std::numbers::pi);
            const Vector3 direction = Vector3{x[0], x[1], x[2]} * (1 / std::max(rest, 1e-9));
            const double density = std::exp(m_shown->target->logDensity({x.data(), 4}) -
                                            m_shown->picture.normaliser - (model ? log : 0));
            mesh.addOctahedron(place + direction * radius, 0.014, colours.density(density));
        }
    }

    std::shared_ptr<const FlowDesk::Result> m_shown;
    FlowDisplay::Scale m_scale = FlowDisplay::Scale::Density;
    FlowDisplay::ThreeSphere m_as = FlowDisplay::ThreeSphere::Slices;
};

} // namespace

View *makeFlowSurfaceView(Document &document, QWidget *parent) {
    return new FlowSurfaceView(document, parent);
}

} // namespace quincunx
