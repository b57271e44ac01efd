#include "core/inference/chirp.h"
#include "core/inference/counting.h"
#include "core/inference/dynamics.h"
#include "core/inference/eft.h"
#include "core/inference/galton.h"
#include "core/inference/ginkgo_simulator.h"
#include "core/inference/toys.h"

namespace quincunx {

const Registry<SimulatorKind> &simulators() {
    static const auto registry = [] {
        const std::string benchmark = "J.-M. Lueckmann et al., AISTATS 2021 (arXiv:2101.04653)";
        const std::string gold = "J. Brehmer, G. Louppe, J. Pavez, K. Cranmer, PNAS 117 (2020) 5242";
        // What `quincunx_neural_bench presets` finds to fail by three in a hundred.
        const std::string begins = "After the 10 000 simulations that one begins with npe is ";
        Registry<SimulatorKind> all("simulator");
        all.add({{"two_moons", "Two moons", "Two parameters whose posterior is two crescents.", benchmark},
                 makeTwoMoons()});
        all.add({{"gaussian_linear", "Gaussian", "Ten means under Gaussian noise and prior.", benchmark},
                 makeGaussianLinear(false)});
        all.add({{"gaussian_linear_uniform", "Gaussian in a box",
                  "Ten means under Gaussian noise, flat prior. " + begins +
                      "too wide: of its 50% intervals up to 53.3% hold the truth.",
                  benchmark},
                 makeGaussianLinear(true)});
        all.add({{"gaussian_mixture", "Gaussian mixture", "A mean seen through a wide or a narrow Gaussian.",
                  benchmark},
                 makeGaussianMixture()});
        all.add({{"slcp", "Simple likelihood, complex posterior",
                  "Four points of a Gaussian in the plane. " + begins +
                      "too sure: of its 80% intervals 77% or more hold the truth.",
                  benchmark},
                 makeSlcp()});
        all.add({{"sir", "Epidemic", "How many of a thousand are infected, every 17 days.", benchmark},
                 makeSir()});
        all.add({{"lotka_volterra", "Predators and prey",
                  "Two populations that follow each other. " + begins +
                      "too sure: of its 80% intervals 73% or more hold the truth.",
                  benchmark},
                 makeLotkaVolterra()});
        all.add({{"galton", "Galton board", "Where a bead ends on a board whose nails lean.", gold},
                 std::make_shared<GaltonBoard>()});
        all.add({{"gauss_gauss", "Gauss on Gauss", "A mean behind two layers of noise.",
                  "J. Brehmer, F. Kling, I. Espejo, K. Cranmer, Comput. Softw. Big Sci. 4 (2020) 3"},
                 makeGaussGauss()});
        all.add({{"eft", "Effective field theory", "Two operators bend a spectrum that falls and is smeared.",
                  "J. Brehmer, F. Kling, I. Espejo, K. Cranmer, Comput. Softw. Big Sci. 4 (2020) 3"},
                 makeEft()});
        all.add({{"on_off", "On/off", "A signal counted over a background that is measured beside it.",
                  "K. Cranmer, Practical statistics for the LHC (arXiv:1503.07622)"},
                 makeOnOff()});
        all.add({{"bump", "Bump", "Mass and yield of a peak on a falling background, from 200 events.", ""},
                 makeBump()});
        const std::string toy = "K. Cranmer, S. Macaluso, D. Pappadopulo, Toy generative model for jets";
        all.add(
            {{"ginkgo", "Ginkgo jet", "The decay rate of a parton shower, from nine numbers of a jet.", toy},
             makeGinkgoSummaries()});
        all.add(
            {{"ginkgo_leaves", "Leaves of a Ginkgo jet",
              "The decay rate of a parton shower, from all momenta of a jet; exact by a sum over all trees.",
              toy},
             makeGinkgoLeaves()});
        all.add({{"chirp", "Chirp",
                  "Gravitational waves of two black holes that fall into each other. " + begins +
                      "too sure: of its 50% intervals 42% or more hold the truth, of its 80% 70%; "
                      "calibrate it.",
                  "M. Maggiore, Gravitational Waves I (2008)"},
                 makeChirp()});
        return all;
    }();
    return registry;
}

} // namespace quincunx
