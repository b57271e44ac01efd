#pragma once

#include "core/base/settings.h"
#include "core/event/event.h"

#include <vector>

namespace quincunx {

/// Which objects take part, in the clustering and in every view: what is drawn is what is clustered.
struct CutSettings {
    /// What is clustered when a file has both tracks and calorimeter hits. `Automatic` takes particles,
    /// else hits, else tracks, so that no energy is counted twice.
    enum class Input { Automatic, Tracks, Hits };

    Input input = Input::Automatic;
    double particlePt = 0;   ///< [GeV], strictly above, like all minima here
    double trackPt = 1;      ///< [GeV]
    double hitEnergy = 0.5;  ///< [GeV]
    double jetPt = 5;        ///< [GeV]
    double absoluteEta = 10; ///< |η| below this; 10 keeps everything

    static const SettingsTable<CutSettings> &table();
    bool operator==(const CutSettings &) const = default;
};

/// Indices of the objects that pass: what the views draw, ascending. Cost O(n).
std::vector<int> passing(const Event &event, const CutSettings &cuts);

/// The subset of passing() that is clustered: one kind of object, see CutSettings::Input.
std::vector<int> clusteringInputs(const Event &event, const CutSettings &cuts);

} // namespace quincunx
