#pragma once

#include "core/base/registry.h"
#include "core/clustering/clustering.h"
#include "core/event/cuts.h"
#include "core/event/event.h"
#include "core/substructure/jet_quantities.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace quincunx {

class QuantitySource;

/// A number that an event has, by the name that filters use: `n`, `sum_pt`, `jet_m`.
struct EventQuantity : Description {
    std::string unit; ///< "GeV"; empty for counts
    bool usesJets;    ///< needs the clustering: 10² times the cost of the others
    std::function<double(const QuantitySource &)> value;
};

/// All quantities, in the order in which help lists them. Those of the leading jet are jetQuantities() with
/// `jet_` in front; without a jet they are NaN, which no comparison accepts, but jet_pt, jet_m and jet_n are
/// 0.
const Registry<EventQuantity> &eventQuantities();

/// One event seen through the cuts and the clustering of the session. What a quantity needs is computed
/// when it is first asked for: jets are found only if a filter mentions them. For one thread.
///
/// Counts are over all objects that pass the cuts. Sums are over those that are clustered
/// (clusteringInputs: one kind of object), so that a track and the cell it hit are not counted twice.
class QuantitySource {
public:
    /// The event and the settings must outlive this object.
    QuantitySource(const Event &event, std::int64_t number, const CutSettings &cuts,
                   const ClusteringSettings &clustering);
    QuantitySource(const QuantitySource &) = delete;
    QuantitySource &operator=(const QuantitySource &) = delete;

    const Event &event() const { return m_event; }
    std::int64_t number() const { return m_number; } ///< in its file, from 0
    const std::vector<int> &visible() const;         ///< indices that pass the cuts
    const std::vector<int> &inputs() const;          ///< indices that are clustered
    const FourMomentum &total() const;               ///< of inputs()
    /// One that is the whole event if Event::isJet. \throws Error as cluster() does.
    const std::vector<Jet> &jets() const;
    /// The leading jet taken apart, with the default JetSettings; nullptr if there is none.
    const JetQuantitySource *leadingJet() const;

private:
    const Event &m_event;
    std::int64_t m_number;
    const CutSettings &m_cuts;
    const ClusteringSettings &m_clustering;
    mutable std::optional<std::vector<int>> m_visible, m_inputs;
    mutable std::optional<FourMomentum> m_total;
    mutable std::optional<std::vector<Jet>> m_jets;
    mutable std::vector<FourMomentum> m_constituents; // of the leading jet
    mutable std::optional<JetQuantitySource> m_leadingJet;
};

} // namespace quincunx
