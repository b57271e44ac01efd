#include "core/session/flow_display.h"

namespace quincunx {

const SettingsTable<FlowDisplay> &FlowDisplay::table() {
    using D = FlowDisplay;
    static const auto table =
        SettingsTable<D>()
            .add(&D::scale, {.name = "flow-scale",
                             .label = "Colour",
                             .help = "Whether colours mean the density or its logarithm.",
                             .choices = {"density", "logarithm"},
                             .titles = {"Density", "Logarithm"}})
            .add(&D::threeSphere, {.name = "three-sphere",
                                   .label = "S³ as",
                                   .help = "Slices of equal x₄, or draws in a ball of equal volumes.",
                                   .choices = {"slices", "ball"},
                                   .titles = {"Slices", "Ball of draws"}})
            .add(&D::slice, {.name = "flow-slice",
                             .label = "Slice x₄",
                             .help = "Which slice of S³ is in the middle.",
                             .minimum = -0.99,
                             .maximum = 0.99,
                             .step = 0.01})
            .add(&D::brush, {.name = "brush",
                             .label = "Brush",
                             .unit = "rad",
                             .help = "Radius of the brush: drag over the target to paint, with the right "
                                     "button to wipe.",
                             .minimum = 0.05,
                             .maximum = 1,
                             .step = 0.05})
            .add(&D::warp, {.name = "flow-warp",
                            .label = "Grid carried",
                            .help = "How far the grid is carried through the layers.",
                            .minimum = 0,
                            .maximum = 1,
                            .step = 0.01});
    return table;
}

} // namespace quincunx
