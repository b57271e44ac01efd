#include "views/registry/view_registry.h"

#include "views/lego/lego_view.h"
#include "views/projection/projection_views.h"
#include "views/three_d/three_d_view.h"

namespace quincunx {

const Registry<ViewKind> &viewKinds() {
    static const auto registry = [] {
        Registry<ViewKind> kinds("view");
        kinds.add({{"3d", "3-D", "The event in space, with the outline of the detector.", ""},
                   false,
                   true,
                   makeThreeDView});
        kinds.add({{"lego", "Lego", "Transverse energy on the η–φ plane, the cylinder unrolled.", ""},
                   false,
                   true,
                   makeLegoView});
        kinds.add(
            {{"rphi", "r–φ", "Along the beam: the transverse plane.", ""}, true, false, makeTransverseView});
        kinds.add({{"rhoz", "ρ–z", "From the side: distance from the beam, signed by sin φ, against z.", ""},
                   true,
                   false,
                   makeLongitudinalView});
        return kinds;
    }();
    return registry;
}

} // namespace quincunx
