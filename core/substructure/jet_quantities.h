#pragma once

#include "core/base/registry.h"
#include "core/substructure/energy_correlators.h"
#include "core/substructure/jet_settings.h"
#include "core/substructure/lund.h"
#include "core/substructure/nsubjettiness.h"
#include "core/substructure/soft_drop.h"

#include <optional>
#include <vector>

namespace quincunx {

class JetQuantitySource;

/// A number that a jet has, by the name that tables, histograms and (after `jet_`) filters use: `tau21`.
struct JetQuantity : Description {
    std::string unit; ///< "GeV"; empty for pure numbers
    /// NaN where it is not defined (a ratio over 0), so that no comparison holds and no histogram counts it.
    double (*value)(const JetQuantitySource &);
};

/// All of them, in the order in which tables show them. N-subjettiness is the one-pass winner-takes-all kT
/// one, SoftDrop that of β = 0 (mMDT), as the field plots them.
const Registry<JetQuantity> &jetQuantities();

/// One jet and what its quantities share, each computed when it is first asked for. For one thread.
class JetQuantitySource {
public:
    /// \param momenta of the constituents; must outlive this object.
    /// \param radius R0 of τ_N and SoftDrop.
    JetQuantitySource(std::span<const FourMomentum> momenta, double radius, const JetSettings &settings);

    std::span<const FourMomentum> momenta() const { return m_momenta; }
    const FourMomentum &total() const { return m_total; }
    const LundTree &lund() const;             ///< throws Error as lundTree() does
    const SoftDrop &softDrop() const;         ///< of β = 0
    const std::array<double, 4> &tau() const; ///< SubjetAxes::OnePassWtaKt
    const EnergyCorrelators &correlators() const;

private:
    std::span<const FourMomentum> m_momenta;
    FourMomentum m_total;
    double m_radius;
    JetSettings m_settings;
    mutable std::optional<LundTree> m_lund;
    mutable std::optional<SoftDrop> m_softDrop;
    mutable std::optional<std::array<double, 4>> m_tau;
    mutable std::optional<EnergyCorrelators> m_correlators;
};

} // namespace quincunx
