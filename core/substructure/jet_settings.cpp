#include "core/substructure/jet_settings.h"

namespace quincunx {

const SettingsTable<JetSettings> &JetSettings::table() {
    static const auto table =
        SettingsTable<JetSettings>()
            .add(&JetSettings::alpha, {.name = "alpha",
                                       .label = "α",
                                       .help = "Exponent of p_T in the jet's distances and tree: −1 anti-kT, "
                                               "0 Cambridge/Aachen, 1 kT.",
                                       .minimum = -1,
                                       .maximum = 1,
                                       .step = 0.01,
                                       .marks = {{-1, "anti-kT"}, {0, "C/A"}, {1, "kT"}}})
            .add(&JetSettings::angular,
                 {.name = "angular",
                  .label = "Angle enters as",
                  .help = "Squared as in FastJet, or linear as in Henrion et al. 2017.",
                  .choices = {"squared", "linear"},
                  .titles = {"ΔR²/R² (FastJet)", "ΔR/R (Henrion et al.)"}})
            .add(&JetSettings::zCut,
                 {.name = "z-cut",
                  .label = "SoftDrop z_cut",
                  .help = "Branches that carry less of p_T are groomed away: z > z_cut (Δ/R)^β stays.",
                  .minimum = 0,
                  .maximum = 0.5,
                  .step = 0.01})
            .add(&JetSettings::beta,
                 {.name = "beta",
                  .label = "Angular exponent β",
                  .help = "Power of the angle in N-subjettiness and in the energy correlation functions.",
                  .minimum = 0.1,
                  .maximum = 4,
                  .step = 0.1});
    return table;
}

} // namespace quincunx
