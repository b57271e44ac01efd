#include "views/registry/view_registry.h"

#include "views/lego/lego_view.h"
#include "views/projection/projection_views.h"
#include "views/three_d/three_d_view.h"

namespace quincunx {

const Registry<ViewKind> &viewKinds() {
    static const auto registry = [] {
        Registry<ViewKind> kinds("view");
        auto add = [&](const char *workspace, auto create, bool vector, bool threeD, const char *name,
                       const char *title, const char *summary, const char *citation = "") {
            kinds.add({{name, title, summary, citation}, workspace, vector, threeD, create});
        };
        add("events", makeThreeDView, false, true, "3d", "3-D",
            "The event in space, with the outline of the detector.");
        add("events", makeLegoView, false, true, "lego", "Lego",
            "Transverse energy on the η–φ plane, the cylinder unrolled.");
        add("events", makeTransverseView, true, false, "rphi", "r–φ",
            "Along the beam: the transverse plane.");
        add("events", makeLongitudinalView, true, false, "rhoz", "ρ–z",
            "From the side: distance from the beam, signed by sin φ, against z.");
        return kinds;
    }();
    return registry;
}

} // namespace quincunx
