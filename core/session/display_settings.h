#pragma once

#include "core/base/settings.h"

namespace quincunx {

/// How the event is drawn, in all views alike. Changes nothing that is computed.
struct DisplaySettings {
    enum class Colour { Jet, Kind, SubEvent, Momentum };
    enum class JetShape { Cone, Catchment, Hidden };
    enum class HeightScale { Linear, Logarithmic, SquareRoot };

    Colour colour = Colour::Jet;
    JetShape jetShape = JetShape::Cone;
    double coneRadius = 0; ///< in the (η, φ) plane; 0 draws the R of the clustering
    HeightScale heightScale = HeightScale::Linear;
    bool detector = true;
    bool tracks = true;
    bool hits = true;
    bool fileJets = false; ///< jets that came with the file
    bool labels = true;    ///< p_T beside the hardest jets

    static const SettingsTable<DisplaySettings> &table();
    bool operator==(const DisplaySettings &) const = default;
};

} // namespace quincunx
