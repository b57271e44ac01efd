#include "core/substructure/jet_quantities.h"

#include <limits>
#include <numeric>

namespace quincunx {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

double ratio(double above, double below) {
    return below > 0 ? above / below : undefined;
}

} // namespace

const Registry<JetQuantity> &jetQuantities() {
    using Source = const JetQuantitySource &;
    static const auto registry = [] {
        Registry<JetQuantity> all("jet quantity");
        auto add = [&](const char *name, const char *title, const char *unit, const char *help,
                       const char *citation, double (*value)(Source)) {
            all.add({{name, title, help, citation}, unit, value});
        };
        const char *subjettiness = "Thaler, van Tilburg, JHEP 02 (2012) 093, arXiv:1108.2701";
        const char *softDrop = "Larkoski, Marzani, Soyez, Thaler, JHEP 05 (2014) 146, arXiv:1402.2657";
        const char *c2 = "Larkoski, Salam, Thaler, JHEP 06 (2013) 108, arXiv:1305.0007";
        const char *d2 = "Larkoski, Moult, Neill, JHEP 12 (2014) 009, arXiv:1409.6298";
        add("pt", "p_T", "GeV", "p_T of the jet", "", [](Source s) { return s.total().pt(); });
        add("m", "m", "GeV", "mass of the jet", "", [](Source s) { return s.total().mass(); });
        add("n", "n", "", "number of constituents of the jet", "",
            [](Source s) { return static_cast<double>(s.momenta().size()); });
        add("tau1", "τ_1", "", "1-subjettiness of the jet", subjettiness,
            [](Source s) { return s.tau()[0]; });
        add("tau21", "τ_21", "", "N-subjettiness ratio τ_2/τ_1 of the jet: small for two prongs",
            subjettiness, [](Source s) { return ratio(s.tau()[1], s.tau()[0]); });
        add("tau32", "τ_32", "", "N-subjettiness ratio τ_3/τ_2 of the jet: small for three prongs",
            subjettiness, [](Source s) { return ratio(s.tau()[2], s.tau()[1]); });
        add("zg", "z_g", "", "momentum sharing of the jet after SoftDrop with β = 0; 0 if nothing passes",
            softDrop, [](Source s) { return s.softDrop().zg; });
        add("rg", "R_g", "", "opening angle ΔR of the jet after SoftDrop with β = 0; 0 if nothing passes",
            softDrop, [](Source s) { return s.softDrop().rg; });
        add("msd", "m_SD", "GeV", "mass of the jet after SoftDrop with β = 0", softDrop,
            [](Source s) { return s.softDrop().mass; });
        add("c2", "C_2", "", "ratio of energy correlation functions e_3 e_1/e_2² of the jet", c2,
            [](Source s) { return s.correlators().e2 > 0 ? s.correlators().c2 : undefined; });
        add("d2", "D_2", "", "ratio of energy correlation functions e_3 e_1³/e_2³ of the jet", d2,
            [](Source s) { return s.correlators().e2 > 0 ? s.correlators().d2 : undefined; });
        return all;
    }();
    return registry;
}

JetQuantitySource::JetQuantitySource(std::span<const FourMomentum> momenta, double radius,
                                     const JetSettings &settings)
    : m_momenta(momenta)
    , m_total(std::accumulate(momenta.begin(), momenta.end(), FourMomentum{}))
    , m_radius(radius)
    , m_settings(settings) {}

const LundTree &JetQuantitySource::lund() const {
    if (!m_lund)
        m_lund = lundTree(m_momenta);
    return *m_lund;
}

const SoftDrop &JetQuantitySource::softDrop() const {
    if (!m_softDrop)
        m_softDrop = quincunx::softDrop(lund(), m_settings.zCut, 0, m_radius);
    return *m_softDrop;
}

const std::array<double, 4> &JetQuantitySource::tau() const {
    if (!m_tau)
        m_tau = nSubjettiness(m_momenta, SubjetAxes::OnePassWtaKt, m_settings.beta, m_radius);
    return *m_tau;
}

const EnergyCorrelators &JetQuantitySource::correlators() const {
    if (!m_correlators)
        m_correlators = energyCorrelators(m_momenta, m_settings.beta);
    return *m_correlators;
}

} // namespace quincunx
