#include "core/session/trees_settings.h"

#include "core/trellis/densities.h"

#include <algorithm>

namespace quincunx {
namespace {

/// One of the generator's settings, described as there.
Setting ginkgoSetting(const std::string &name) {
    return *std::ranges::find(GinkgoSettings::table().settings(), name, &Setting::name);
}

template <class Entries>
Setting choiceOf(Setting setting, const Entries &entries) {
    for (const auto &entry : entries) {
        setting.choices.push_back(entry.name);
        setting.titles.push_back(entry.title);
    }
    return setting;
}

std::vector<SplittingDensity> densitiesFor(SplittingDensity::Needs needs) {
    std::vector<SplittingDensity> some;
    std::ranges::copy_if(densities().entries(), std::back_inserter(some),
                         [needs](const SplittingDensity &density) { return density.needs == needs; });
    return some;
}

} // namespace

GinkgoSettings TreesSettings::rates() const {
    GinkgoSettings settings;
    settings.lambda = lambda;
    settings.lambdaRoot = lambdaRoot;
    settings.tCut = tCut;
    return settings;
}

const SettingsTable<TreesSettings> &TreesSettings::table() {
    using T = TreesSettings;
    using Needs = SplittingDensity::Needs;
    static const auto table =
        SettingsTable<T>()
            .add(&T::source,
                 {.name = "source",
                  .label = "Trees of",
                  .help =
                      "A generated shower whose true tree is known, the jet under the microscope, a made-up "
                      "table of gene expression with known groups, or a table of similarities from a file.",
                  .choices = {"ginkgo", "jet", "expression", "table"},
                  .titles = {"Ginkgo shower", "Jet of the event", "Gene expression", "Table from a file"}})
            .add(&T::kind, choiceOf({.name = "kind",
                                     .label = "Kind",
                                     .help = "What starts the shower; sets the rates of the density too."},
                                    ginkgoKinds().entries()))
            .add(&T::seed, {.name = "seed",
                            .label = "Seed",
                            .help = "Each number is another shower, or another table.",
                            .minimum = 1,
                            .maximum = 1e9})
            .add(&T::leaves, {.name = "leaves",
                              .label = "Leaves",
                              .help = "The shower is repeated until it ends in so many particles.",
                              .minimum = 2,
                              .maximum = 24})
            .add(&T::subjets,
                 {.name = "subjets",
                  .label = "Join into",
                  .help = "A real jet becomes so many exclusive kT subjets first, a table so many groups by "
                          "average linkage. 0 takes all leaves: beyond 20 the trellis is then a sparse one.",
                  .minimum = 0,
                  .maximum = 24})
            .add(&T::density, choiceOf({.name = "density",
                                        .label = "Density",
                                        .help = "The log density of a splitting: which convention."},
                                       densitiesFor(Needs::Momenta)))
            .add(&T::cost, choiceOf({.name = "cost",
                                     .label = "Cost",
                                     .help = "What a splitting of a table costs; its score is minus that."},
                                    densitiesFor(Needs::Similarities)))
            .add(&T::lambda, ginkgoSetting("lambda"))
            .add(&T::lambdaRoot, ginkgoSetting("lambda_root"))
            .add(&T::tCut, ginkgoSetting("t_cut"))
            .add(&T::beamWidth, {.name = "beam-width",
                                 .label = "Beam width",
                                 .help = "How many forests a beam search keeps after each join.",
                                 .minimum = 1,
                                 .maximum = 10000})
            .add(&T::samples, {.name = "samples",
                               .label = "Samples",
                               .help = "How many trees are drawn from the exact posterior.",
                               .minimum = 10,
                               .maximum = 20000,
                               .step = 100})
            .add(&T::aStar,
                 {.name = "astar",
                  .label = "Search with A* too",
                  .help = "Finds the best tree with a proof and says how many splittings it scored "
                          "for it; slow for many leaves."});
    return table;
}

const SettingsTable<TreesDisplay> &TreesDisplay::table() {
    using D = TreesDisplay;
    auto method = [](const char *name, const char *label, const char *help) {
        return Setting{.name = name, .label = label, .help = help};
    };
    static const auto table =
        SettingsTable<D>()
            .add(&D::truth, method("truth", "Truth", "Show the tree that the generator made."))
            .add(&D::greedy, method("greedy", "Greedy", "Show the tree of the best pair first."))
            .add(&D::beam, method("beam", "Beam search", "Show the best tree of a beam search."))
            .add(&D::map, method("map", "Most probable", "Show the best of all trees, by the trellis."))
            .add(&D::kt, method("kt", "kT", "Show the tree of kT."))
            .add(&D::cambridge, method("cambridge", "Cambridge/Aachen", "Show the tree of Cambridge/Aachen."))
            .add(&D::antikt, method("antikt", "anti-kT", "Show the tree of anti-kT."))
            .add(&D::height, {.name = "height",
                              .label = "Node height",
                              .help = "What the height of a node says.",
                              .choices = {"mass", "leaves"},
                              .titles = {"Mass, or dissimilarity", "Leaves below it"}})
            .add(&D::reference, {.name = "reference",
                                 .label = "Compare with",
                                 .help = "The tree whose clusters colour the nodes of the others.",
                                 .choices = {"map", "truth"},
                                 .titles = {"Most probable tree", "Truth"}})
            .add(&D::depthOf,
                 {.name = "depth-of",
                  .label = "Ancestors of",
                  .help = "Whether the depth of common ancestors is the mean over the posterior or "
                          "that of the tree compared with.",
                  .choices = {"posterior", "reference"},
                  .titles = {"Posterior mean", "Tree compared with"}})
            .add(&D::trellisStep,
                 {.name = "trellis-step",
                  .label = "Recursion",
                  .help = "Plays the trellis recursion cluster by cluster, for up to 6 leaves; "
                          "0 shows it done.",
                  .minimum = 0,
                  .maximum = 57});
    return table;
}

} // namespace quincunx
