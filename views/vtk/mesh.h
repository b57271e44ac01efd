#pragma once

#include "views/geometry/vector.h"

#include <QColor>
#include <QImage>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace quincunx {

/// Polylines and triangles with one colour per vertex, in the arrays that VTK takes over as they are.
/// Drawn unlit: what shading there is lies in the colours.
struct Mesh {
    using Rgba = std::array<std::uint8_t, 4>;

    std::vector<float> points;                             ///< x, y, z of each vertex
    std::vector<std::uint8_t> colours;                     ///< r, g, b, a of each vertex
    std::vector<std::int64_t> lineStarts{0}, lineVertices; ///< offsets and vertices, as in vtkCellArray
    std::vector<std::int64_t> triangles;                   ///< three vertices each

    bool empty() const { return points.empty(); }
    bool operator==(const Mesh &) const = default;

    void addLine(std::span<const Vector3> path, const QColor &colour);
    void addLine(const Vector3 &from, const Vector3 &to, const QColor &colour) {
        addLine(std::array{from, to}, colour);
    }
    void addTriangle(const Vector3 &a, const Vector3 &b, const Vector3 &c, const QColor &colour);
    /// Corners in order around the face.
    void addQuad(std::span<const Vector3, 4> corners, const QColor &colour);
    /// A hexahedron between two faces, corner k of the one before corner k of the other; sides and `end` are
    /// shaded by where they face, as by a lamp from above, so that it reads as solid.
    void addTower(std::span<const Vector3, 4> base, std::span<const Vector3, 4> end, const QColor &colour);
    /// An octahedron, light above and dark below: a dot in space. \param size from its middle to a corner.
    void addOctahedron(const Vector3 &at, double size, const QColor &colour);
    /// The edges of such a hexahedron.
    void addTowerEdges(std::span<const Vector3, 4> base, std::span<const Vector3, 4> end,
                       const QColor &colour);

private:
    /// \return the first of them.
    std::int64_t addVertices(std::span<const Vector3> added, const Rgba &colour);
    void addQuad(std::span<const Vector3, 4> corners, const Rgba &colour);
};

/// `a` for t = 0, `b` for t = 1, opaque.
QColor mixed(const QColor &a, const QColor &b, double t);
QColor withAlpha(QColor colour, double alpha);

/// One part of a drawing: becomes one actor.
struct Layer {
    /// When it is drawn. While the camera moves less is drawn, to keep up with the hand.
    enum class Detail { Always, Still, Moving };

    Mesh mesh;
    double lineWidth = 1; ///< [pixels]
    bool translucent = false;
    Detail detail = Detail::Always;
    /// Which sides of triangles are drawn; the front is where their corners go counter-clockwise. What is
    /// translucent and closed looks right from everywhere if its back comes in an earlier layer.
    enum class Sides { Both, Front, Back };
    Sides sides = Sides::Both;
};

/// An image on a rectangle in space, every pixel a patch with sharp edges. As quick to change as the image.
struct Panel {
    QImage image;                   ///< Format_RGB888
    std::array<Vector3, 4> corners; ///< lower left, lower right, upper right, upper left
};

/// All that is to be seen, free of VTK: made anywhere, shown in a window or drawn as a picture.
struct Drawing {
    QColor background;
    std::vector<Layer>
        layers; ///< few: each costs a draw call; the later is drawn over the earlier when equally deep
    std::vector<Panel> panels;
};

} // namespace quincunx
