#include "core/session/inference_settings.h"

#include "core/inference/estimator.h"
#include "core/inference/named_simulator.h"

namespace quincunx {
namespace {

template <class Entries>
Setting namedChoice(Setting setting, const Entries &entries) {
    for (const auto &entry : entries) {
        setting.choices.push_back(entry.name);
        setting.titles.push_back(entry.title);
    }
    return setting;
}

/// Those that the program knows, and any of a file.
Setting simulatorChoice() {
    Setting setting = namedChoice(
        {.name = "simulator", .label = "Simulator", .help = "The program whose parameters are inferred."},
        simulators().entries());
    setting.choices.push_back(std::string(externalPrefix) + "FILE.json");
    setting.titles.emplace_back("Open a program…");
    return setting;
}

Setting rivalChoice() {
    Setting setting{.name = "rival",
                    .label = "Beside it",
                    .help = "A second estimator, made at the same budget and drawn over the first.",
                    .choices = {"none"},
                    .titles = {"Nothing"}};
    return namedChoice(setting, estimators().entries());
}

} // namespace

const SettingsTable<InferenceSettings> &InferenceSettings::table() {
    using I = InferenceSettings;
    static const auto table =
        SettingsTable<I>()
            .add(&I::simulator, simulatorChoice())
            .add(&I::estimator, namedChoice({.name = "estimator",
                                             .label = "Estimator",
                                             .help = "The way from simulations to a posterior."},
                                            estimators().entries()))
            .add(&I::rival, rivalChoice())
            .add(&I::simulations, {.name = "simulations",
                                   .label = "Simulations",
                                   .help = "How many draws of parameters and data the estimator may use.",
                                   .minimum = 100,
                                   .maximum = 1e7,
                                   .step = 1000})
            .add(&I::seed, {.name = "inference-seed",
                            .label = "Seed",
                            .help = "Each number makes other simulations and another estimate.",
                            .minimum = 1,
                            .maximum = 1e9})
            .add(&I::trials, {.name = "trials",
                              .label = "Trials",
                              .help = "How many draws of the prior a posterior is tried on.",
                              .minimum = 10,
                              .maximum = 1e7,
                              .step = 100});
    return table;
}

const SettingsTable<InferenceDisplay> &InferenceDisplay::table() {
    using D = InferenceDisplay;
    auto coordinate = [](const char *name, const char *label) {
        return Setting{.name = name,
                       .label = label,
                       .help = "Which number of the data this axis of the data space shows, from 0.",
                       .minimum = 0,
                       .maximum = 1e5};
    };
    static const auto table =
        SettingsTable<D>()
            .add(&D::across, coordinate("data-across", "Data across"))
            .add(&D::up, coordinate("data-up", "Data up"))
            .add(&D::axes, {.name = "parameter-axes",
                            .label = "Axes of θ",
                            .help = "Whether the axes of the parameters span the prior or the posterior.",
                            .choices = {"prior", "posterior"},
                            .titles = {"Prior", "Posterior"}})
            .add(&D::ghost, {.name = "ghost",
                             .label = "True posterior behind",
                             .help = "Draws the true posterior behind the estimate, where it is known."})
            .add(&D::difference, {.name = "difference",
                                  .label = "Difference",
                                  .help = "Shows where the estimate has more probability than its rival, and "
                                          "where less."})
            .add(&D::galtonTheta, {.name = "galton-theta",
                                   .label = "θ of the board",
                                   .help = "How the nails of the Galton board lean.",
                                   .minimum = -1,
                                   .maximum = 1,
                                   .step = 0.02})
            .add(&D::parameter, {.name = "parameter",
                                 .label = "Parameter",
                                 .help = "Which parameter the recovery of a calibration shows, from 0.",
                                 .minimum = 0,
                                 .maximum = 1e5});
    return table;
}

} // namespace quincunx
