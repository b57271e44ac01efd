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
            .add(&D::warp, {.name = "flow-warp",
                            .label = "Grid carried",
                            .help = "How far the grid is carried through the layers.",
                            .minimum = 0,
                            .maximum = 1,
                            .step = 0.01});
    return table;
}

} // namespace quincunx
