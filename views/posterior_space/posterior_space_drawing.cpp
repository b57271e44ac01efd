#include "views/posterior_space/posterior_space_drawing.h"

#include "views/inference/inference_style.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

constexpr std::size_t surfaces = contourMasses.size();
constexpr std::array<double, surfaces> sideAlpha{0.42, 0.2}; // each side of a surface: one looks through two

/// Rings where planes through every few cells cut the surface.
PosteriorSpaceFigure::Net netOf(const DensityVolume &volume, double level) {
    constexpr int step = 4;
    PosteriorSpaceFigure::Net net;
    for (std::size_t axis = 0; axis < 3; ++axis)
        for (int cell = step / 2; cell < DensityVolume::cells; cell += step)
            for (const Ring &ring : contourRings(volume.slice(axis, cell), level)) {
                std::vector<Vector3> &line = net.emplace_back();
                for (std::size_t k = 0; k <= ring.size(); ++k) {
                    Vector3 point;
                    point[axis] = volume.centre(axis, cell);
                    point[(axis + 1) % 3] = ring[k % ring.size()][0];
                    point[(axis + 2) % 3] = ring[k % ring.size()][1];
                    line.push_back(point);
                }
            }
    return net;
}

std::array<PosteriorSpaceFigure::Net, surfaces> netsOf(const std::shared_ptr<const PosteriorShape> &shape) {
    std::array<PosteriorSpaceFigure::Net, surfaces> nets;
    for (std::size_t k = 0; shape && k < surfaces; ++k)
        nets[k] = netOf(*shape->volume, shape->volume->levelHolding(contourMasses[k]));
    return nets;
}

/// Of each corner the mean of the triangles about it, by their areas.
std::vector<Vector3> normalsOf(const std::vector<Vector3> &points, const Surface &surface) {
    std::vector<Vector3> normals(points.size(), Vector3{0, 0, 0});
    for (const auto &[a, b, c] : surface.triangles) {
        auto at = [&](std::int64_t k) { return points[static_cast<std::size_t>(k)]; };
        const Vector3 across = cross(at(b) - at(a), at(c) - at(a));
        for (const std::int64_t k : {a, b, c})
            normals[static_cast<std::size_t>(k)] = normals[static_cast<std::size_t>(k)] + across;
    }
    for (Vector3 &normal : normals)
        normal = normalised(normal);
    return normals;
}

/// Lit from above and from the left, so that its shape is seen.
Mesh bodyOf(const Surface &surface, const PosteriorSpaceFigure &figure, const QColor &colour, double alpha,
            const Theme &theme) {
    static const Vector3 light = normalised({-0.5, -0.6, 0.65});
    std::vector<Vector3> points;
    for (const Vector3 &theta : surface.points)
        points.push_back(figure.inBox(theta));
    Mesh mesh;
    for (const Vector3 &normal : normalsOf(points, surface)) {
        const double shine = dot(normal, light);
        const QColor lit = shine < 0 ? mixed(colour, theme.dark ? Qt::black : theme.text, -0.75 * shine)
                                     : mixed(colour, Qt::white, 0.6 * shine * shine);
        for (const int channel : {lit.red(), lit.green(), lit.blue(), static_cast<int>(255 * alpha)})
            mesh.colours.push_back(static_cast<std::uint8_t>(channel));
    }
    for (const Vector3 &point : points)
        for (const double coordinate : point)
            mesh.points.push_back(static_cast<float>(coordinate));
    for (const auto &triangle : surface.triangles)
        mesh.triangles.insert(mesh.triangles.end(), triangle.begin(), triangle.end());
    return mesh;
}

Layer layerOf(const std::array<PosteriorSpaceFigure::Net, surfaces> &nets, const PosteriorSpaceFigure &figure,
              const QColor &colour, double width, const Theme &theme) {
    Layer layer;
    layer.lineWidth = width;
    for (std::size_t k = 0; k < surfaces; ++k)
        for (std::vector<Vector3> line : nets[k]) {
            std::ranges::transform(line, line.begin(),
                                   [&](const Vector3 &theta) { return figure.inBox(theta); });
            layer.mesh.addLine(line, k == 0 ? colour : mixed(theme.canvas, colour, 0.55));
        }
    return layer;
}

Layer frameOf(const Theme &theme) {
    const auto [w, d, h] = PosteriorSpaceFigure::boxHalf;
    Layer layer;
    const std::array floor{Vector3{-w, -d, -h}, Vector3{w, -d, -h}, Vector3{w, d, -h}, Vector3{-w, d, -h}};
    for (const Vector3 &corner : floor) // edges above would cross what stands within
        layer.mesh.addLine(corner, {corner[0], corner[1], h}, theme.grid);
    for (std::size_t k = 0; k < 4; ++k)
        layer.mesh.addLine(floor[k], floor[(k + 1) % 4], theme.axis);
    return layer;
}

} // namespace

PosteriorSpaceFigure::PosteriorSpaceFigure(const ShownPosteriors &shown)
    : rival(netsOf(shown.rival))
    , ghost(netsOf(shown.ghost)) {
    if (shown.truth.size() >= 3)
        truth = Vector3{shown.truth[0], shown.truth[1], shown.truth[2]};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        Extent &extent = extents[axis] = {INFINITY, -INFINITY};
        for (const auto &shape : {shown.estimate, shown.rival, shown.ghost})
            if (shape)
                extent = {std::min(extent.low, shape->volume->extents[axis].low),
                          std::max(extent.high, shape->volume->extents[axis].high)};
        if (truth)
            extent = {std::min(extent.low, (*truth)[axis]), std::max(extent.high, (*truth)[axis])};
    }
    if (!shown.estimate)
        return;
    for (std::size_t k = 0; k < surfaces; ++k) {
        const DensityVolume &volume = *shown.estimate->volume;
        estimate[k] = isosurface(volume, volume.levelHolding(contourMasses[k]));
        for (const Ring &ring : shown.estimate->pair(0, 1).rings[k]) {
            shadow.emplace_back();
            for (std::size_t i = 0; i <= ring.size(); ++i) {
                const auto &[x, y] = ring[i % ring.size()];
                if (x >= extents[0].low && x <= extents[0].high && y >= extents[1].low &&
                    y <= extents[1].high)
                    shadow.back().push_back({x, y, extents[2].low});
                else
                    shadow.emplace_back();
            }
        }
    }
}

Vector3 PosteriorSpaceFigure::inBox(const Vector3 &theta) const {
    Vector3 place;
    for (std::size_t axis = 0; axis < 3; ++axis)
        place[axis] = boxHalf[axis] * (2 * (theta[axis] - extents[axis].low) / extents[axis].length() - 1);
    return place;
}

QColor spaceGhostColour(const Theme &theme) {
    return mixed(theme.canvas, theme.text, 0.6);
}

Drawing drawPosteriorSpace(const PosteriorSpaceFigure &figure, const Theme &theme) {
    Drawing drawing;
    drawing.background = theme.canvas;
    drawing.layers.push_back(frameOf(theme));
    const QColor colour = estimateColour(theme);
    Layer shadow;
    for (std::vector<Vector3> line : figure.shadow) {
        std::ranges::transform(line, line.begin(), [&](const Vector3 &theta) { return figure.inBox(theta); });
        shadow.mesh.addLine(line, mixed(theme.canvas, colour, 0.5));
    }
    if (figure.truth) {
        const Vector3 at = figure.inBox(*figure.truth);
        shadow.mesh.addLine(at, {at[0], at[1], -PosteriorSpaceFigure::boxHalf[2]}, truthColour(theme));
    }
    drawing.layers.push_back(std::move(shadow));
    drawing.layers.push_back(layerOf(figure.ghost, figure, spaceGhostColour(theme), 1, theme));
    drawing.layers.push_back(layerOf(figure.rival, figure, rivalColour(theme), 1.6, theme));
    for (const auto &[k, sides] : {std::pair{1U, Layer::Sides::Back},
                                   {0U, Layer::Sides::Back},
                                   {0U, Layer::Sides::Front},
                                   {1U, Layer::Sides::Front}}) {
        Layer body;
        body.mesh = bodyOf(figure.estimate[k], figure, colour, sideAlpha[k], theme);
        body.translucent = true;
        body.sides = sides;
        drawing.layers.push_back(std::move(body));
    }
    return drawing;
}

} // namespace quincunx
