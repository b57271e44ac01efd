// Where the leaves of the trees workspace come from.
#include "core/ginkgo/ginkgo.h"
#include "core/substructure/branches.h"
#include "core/trellis/expression_table.h"
#include "core/trellis/leaf_file.h"
#include "core/trellis/subjets.h"
#include "views/document/trees_maker.h"

#include <algorithm>
#include <cstdio>

namespace quincunx {
namespace {

using Source = TreesSettings::Source;

std::string shortNumber(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

/// As many as there are are joined, unless `most` is 0.
bool mustJoin(int leaves, int most) {
    if (most == 0 && leaves > maximumLeaves)
        throw Error("cannot make trees of " + std::to_string(leaves) + " leaves",
                    "there can be at most " + std::to_string(maximumLeaves),
                    "join them into 2 to 20, with 'Join into'");
    return most > 0 && leaves > most;
}

std::vector<std::string> numbered(std::size_t count) {
    std::vector<std::string> labels;
    for (std::size_t k = 0; k < count; ++k)
        labels.push_back(std::to_string(k + 1));
    return labels;
}

/// Coloured by the few hardest branches of a tree that is known.
void colourByBranches(TreeLeaves &leaves, const Tree &tree) {
    constexpr int branches = 4;
    leaves.groups = branchesOf(tree, nodeMomenta(tree, leaves.data.momenta), branches);
}

TreeLeaves fromShower(GinkgoJet jet, std::string title) {
    TreeLeaves leaves;
    leaves.labels = numbered(jet.leaves.size());
    leaves.labelTitle = "leaves: colours of the true branches";
    leaves.title = std::move(title);
    leaves.data.momenta = std::move(jet.leaves);
    leaves.truth = std::move(jet.truth);
    if (leaves.truth.leafCount() > 0)
        colourByBranches(leaves, leaves.truth);
    return leaves;
}

TreeLeaves fromTable(SimilarityTable table, const TreesSettings &settings, std::string title) {
    TreeLeaves leaves;
    leaves.title = std::move(title);
    leaves.labelTitle = "leaves: samples, colours of their kinds";
    const int given = table.size();
    if (mustJoin(given, settings.subjets)) {
        ReducedTable reduced = reduceTable(table, settings.subjets);
        leaves.joined = std::to_string(given) + " samples as " + std::to_string(settings.subjets) +
                        " groups by average linkage";
        leaves.labelTitle = "leaves: how many samples of which kind";
        table = std::move(reduced.table);
        for (std::size_t k = 0; k < reduced.members.size(); ++k)
            if (const std::size_t members = reduced.members[k].size(); members > 1) {
                const std::string kind = table.groups.empty()      ? std::string()
                                         : table.groups[k].empty() ? " mixed"
                                                                   : " " + table.groups[k];
                table.labels[k] = std::to_string(members) + kind;
            }
    }
    leaves.labels = table.labels;
    for (const std::string &group : table.groups) {
        if (group.empty()) {
            leaves.groups.push_back(-1);
            continue;
        }
        auto known = std::ranges::find(leaves.groupNames, group);
        if (known == leaves.groupNames.end())
            known = leaves.groupNames.insert(known, group);
        leaves.groups.push_back(static_cast<int>(known - leaves.groupNames.begin()));
    }
    leaves.data.table = std::move(table);
    return leaves;
}

TreeLeaves fromJet(const TreesOrder &order) {
    if (!order.jet)
        throw Error("there is no jet to make trees of", "none is under the microscope",
                    "open an event and choose a jet");
    TreeLeaves leaves;
    leaves.title = order.jetTitle;
    const int given = static_cast<int>(order.jet->momenta.size()), most = order.settings.subjets;
    leaves.labelTitle = "leaves: pT of constituents [GeV]";
    if (mustJoin(given, most)) {
        Subjets subjets = exclusiveSubjets(order.jet->momenta, most, 1);
        leaves.joined =
            std::to_string(given) + " constituents as " + std::to_string(most) + " exclusive kT subjets";
        leaves.labelTitle = "leaves: pT of subjets [GeV]";
        leaves.data.momenta = std::move(subjets.momenta);
        leaves.particles = std::move(subjets.constituents);
    } else {
        leaves.data.momenta = order.jet->momenta;
        for (int k = 0; k < given; ++k)
            leaves.particles.push_back({k});
    }
    for (std::vector<int> &constituents : leaves.particles)
        for (int &one : constituents)
            one = order.jet->particles[static_cast<std::size_t>(one)];
    for (const FourMomentum &p : leaves.data.momenta)
        leaves.labels.push_back(shortNumber(p.pt()));
    return leaves;
}

TreeLeaves fromFile(const TreesOrder &order) {
    if (order.table.empty())
        throw Error("there is no table to make trees of", "none has been chosen",
                    "choose a file with 'Table…'");
    LeafFile file = readLeafFile(order.table);
    const std::string name = std::filesystem::path(order.table).filename().string();
    if (file.jets.empty())
        return fromTable(std::move(file.table), order.settings, name);
    TreeLeaves leaves = fromShower(std::move(file.jets.front()), name);
    mustJoin(leaves.size(), 0);
    return leaves;
}

} // namespace

TreeLeaves makeLeaves(const TreesOrder &order, const Progress &progress) {
    const TreesSettings &settings = order.settings;
    RandomEngine random(static_cast<std::uint64_t>(settings.seed));
    const std::string seed = ", seed " + std::to_string(settings.seed);
    TreeLeaves leaves;
    switch (settings.source) {
    case Source::Ginkgo: {
        const GinkgoKind &kind = ginkgoKinds().at(settings.kind);
        leaves = fromShower(
            generateGinkgoJets(kind.settings, 1, {settings.leaves, settings.leaves}, random, progress)
                .front(),
            "Ginkgo " + kind.title + seed);
        break;
    }
    case Source::Expression:
        leaves = fromTable(expressionTable({}, random), settings, "Gene expression, made up" + seed);
        break;
    case Source::Jet:
        leaves = fromJet(order);
        break;
    case Source::Table:
        leaves = fromFile(order);
        break;
    }
    leaves.data.settings = settings.rates();
    return leaves;
}

} // namespace quincunx
