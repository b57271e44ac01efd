#pragma once

#include "core/base/progress.h"
#include "core/manifold_flow/evaluation.h"

#include <string>

namespace quincunx {

/// A density over a surface that can be drawn, in cells of two angles: model and target.
///
/// On a torus cell (i, j) is around θ_across = 2π (i + ½)/columns and θ_up = 2π (j + ½)/rows; on a sphere
/// around azimuth 2π (i + ½)/columns and height −1 + 2 (j + ½)/rows, so that all cells are of one area.
struct FlowChart {
    bool sphere;
    int columns, rows;
    double radius = 1; ///< of the sphere that is a slice of S³ at height √(1 − radius²)
    double height = 0;
    int across = 0, up = 1;                     ///< which angles of a torus
    std::vector<float> model = {}, target = {}; ///< densities, row by row; on slices and T² those of the
                                                ///< whole manifold, else those of the two angles alone
};

/// All that is drawn of a flow and its target.
struct FlowPicture {
    std::vector<FlowChart> charts; ///< one of T² and S²; slices of S³, the chosen one in the middle; pairs of
                                   ///< neighbouring angles of Tⁿ
    /// Lines of a grid of base points, and where each layer takes them: after k layers stages[k]; line i is
    /// rows lineStarts[i] … lineStarts[i + 1] − 1.
    std::vector<PointRows> stages;
    std::vector<int> lineStarts;
    ImportanceFigures figures; ///< of some thousand draws of the model, which it has, too
    double normaliser;         ///< ln Z that the target was drawn with: the exact one if it is known

    double divergence() const { return figures.loss + normaliser; } ///< KL(q‖p) [nats]
};

/// How finely, and where.
struct FlowDrawing {
    int columns = 192; ///< of each chart; rows are half as many on spheres, as many on tori
    double slice = 0;  ///< of S³: height x₄ of the chosen slice
    int threads = 1;
};

/// Cost: columns · rows inversions of the flow, and as many draws. \throws Cancelled.
FlowPicture drawFlow(const ManifoldFlow &flow, std::span<const double> parameters, const Target &target,
                     const FlowDrawing &drawing, const Progress &progress = {});

/// Only the chosen slice of S³ anew. \param normaliser that of the picture it goes into.
FlowChart drawSlice(const ManifoldFlow &flow, std::span<const double> parameters, const Target &target,
                    double normaliser, const FlowDrawing &drawing);
constexpr std::size_t chosenSlice = 2; ///< which chart of a picture of S³ it is

} // namespace quincunx
