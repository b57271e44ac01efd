#include "core/ginkgo/ginkgo_settings.h"

namespace quincunx {

const SettingsTable<GinkgoSettings> &GinkgoSettings::table() {
    static const auto table =
        SettingsTable<GinkgoSettings>()
            .add(&GinkgoSettings::lambda, {.name = "lambda",
                                           .label = "Rate λ",
                                           .help = "How fast the mass² falls from a node to its children.",
                                           .minimum = 0.01,
                                           .maximum = 50,
                                           .step = 0.05})
            .add(
                &GinkgoSettings::lambdaRoot,
                {.name = "lambda_root",
                 .label = "Rate λ of the root",
                 .help = "The same for the first splitting: a heavy resonance decays with a rate of its own.",
                 .minimum = 0.01,
                 .maximum = 50,
                 .step = 0.05})
            .add(&GinkgoSettings::tCut, {.name = "t_cut",
                                         .label = "Cut-off t",
                                         .unit = "GeV²",
                                         .help = "The shower ends where the mass² is below.",
                                         .minimum = 1e-4,
                                         .maximum = 1e6,
                                         .step = 0.5})
            .add(&GinkgoSettings::mass, {.name = "mass",
                                         .label = "Mass",
                                         .unit = "GeV",
                                         .help = "Mass of the particle that starts the shower.",
                                         .minimum = 0,
                                         .maximum = 1e4,
                                         .step = 1})
            .add(&GinkgoSettings::momentum, {.name = "momentum",
                                             .label = "Momentum |p|",
                                             .unit = "GeV",
                                             .help = "Its momentum, along (1,1,1).",
                                             .minimum = 0,
                                             .maximum = 1e5,
                                             .step = 10});
    return table;
}

const Registry<GinkgoKind> &ginkgoKinds() {
    static const auto registry = [] {
        const std::string paper = "Cranmer, Macaluso, Pappadopulo, Toy generative model for jets (Ginkgo)";
        Registry<GinkgoKind> all("kind of Ginkgo jet");
        all.add({{"qcd", "QCD jet", "A light parton: about 8 leaves.", paper}, {}});
        all.add({{"w", "W jet", "A boosted W boson: its first splitting is of another rate; about 14 leaves.",
                  paper},
                 {.lambdaRoot = 3, .mass = 80}});
        return all;
    }();
    return registry;
}

} // namespace quincunx
