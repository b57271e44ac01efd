#pragma once

#include "core/base/settings.h"
#include "core/substructure/angular_distance.h"

namespace quincunx {

/// How one jet is taken apart.
struct JetSettings {
    double alpha = 0; ///< exponent of d^α and of the tree: −1 anti-kT, 0 Cambridge/Aachen, 1 kT
    AngularDistance angular = AngularDistance::Squared;
    double zCut = 0.1; ///< of SoftDrop
    double beta = 1;   ///< angular exponent of τ_N and the energy correlators

    static const SettingsTable<JetSettings> &table();
    bool operator==(const JetSettings &) const = default;
};

} // namespace quincunx
