#pragma once

#include "core/base/registry.h"
#include "core/base/settings.h"

namespace quincunx {

/// What a Ginkgo shower depends on. The splitting densities (core/trellis) use the first three; the defaults
/// are those of a QCD jet.
struct GinkgoSettings {
    double lambda = 1.5;     ///< rate at which the mass² falls in a splitting
    double lambdaRoot = 1.5; ///< the same for the first splitting
    double tCut = 16;        ///< mass² at which the shower ends [GeV²]
    double mass = 30;        ///< of the root [GeV]
    double momentum = 400;   ///< |p| of the root, along (1,1,1) [GeV]

    static const SettingsTable<GinkgoSettings> &table();
    bool operator==(const GinkgoSettings &) const = default;
};

/// A kind of jet: settings to start from.
struct GinkgoKind : Description {
    GinkgoSettings settings;
};

/// `qcd` and `w`.
const Registry<GinkgoKind> &ginkgoKinds();

} // namespace quincunx
