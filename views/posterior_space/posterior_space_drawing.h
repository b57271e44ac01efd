#pragma once

#include "core/inference/posterior_shape.h"
#include "views/posterior_space/isosurface.h"
#include "views/style/theme.h"
#include "views/vtk/mesh.h"

#include <optional>

namespace quincunx {

/// What is to be seen of posteriors of three parameters; nullptr where there is none.
struct ShownPosteriors {
    std::shared_ptr<const PosteriorShape> estimate, rival, ghost;
    std::vector<double> truth; ///< empty if nobody knows

    bool operator==(const ShownPosteriors &) const = default;
};

/// The geometry of these, in parameters; surfaces and nets are as contourMasses.
struct PosteriorSpaceFigure {
    using Net = std::vector<std::vector<Vector3>>; ///< lines where a surface meets planes across the axes

    static constexpr Vector3 boxHalf{1.4, 1.4, 1.05}; ///< of the edges of the box that it is drawn in

    std::array<Surface, contourMasses.size()> estimate;
    std::array<Net, contourMasses.size()> rival, ghost;
    Net shadow; ///< contours of the first two parameters, upon the floor
    std::optional<Vector3> truth;
    std::array<Extent, 3> extents; ///< of the axes: of all posteriors and the truth

    explicit PosteriorSpaceFigure(const ShownPosteriors &shown);
    Vector3 inBox(const Vector3 &theta) const;
};

QColor spaceGhostColour(const Theme &theme);

Drawing drawPosteriorSpace(const PosteriorSpaceFigure &figure, const Theme &theme);

} // namespace quincunx
