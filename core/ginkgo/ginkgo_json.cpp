#include "core/ginkgo/ginkgo_json.h"

#include "core/substructure/jet_tree.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

using nlohmann::json;

const char *const jetFileRemedy =
    "write {\"jets\": [{\"leaves\": [[E, px, py, pz], ...], \"tree\": \"((0,1),2)\"}, ...]}";

[[noreturn]] void refuse(std::size_t jet, const std::string &why) {
    throw Error("cannot read jet " + std::to_string(jet), why, jetFileRemedy);
}

FourMomentum momentumFromJson(const json &numbers, std::size_t jet) {
    if (!numbers.is_array() || numbers.size() != 4 ||
        !std::ranges::all_of(numbers, [](const json &x) { return x.is_number(); }))
        refuse(jet, "a leaf is not four numbers");
    const FourMomentum p{numbers[1].get<double>(), numbers[2].get<double>(), numbers[3].get<double>(),
                         numbers[0].get<double>()};
    if (!std::isfinite(p.px + p.py + p.pz + p.E) || p.E < 0)
        refuse(jet, "a leaf's momentum is not finite or its energy is negative");
    return p;
}

/// The tree with mass² as heights.
Tree withMasses(const Tree &tree, std::span<const FourMomentum> leaves) {
    const std::vector<FourMomentum> momenta = nodeMomenta(tree, leaves);
    std::vector<Merge> merges = tree.merges();
    for (std::size_t k = 0; k < merges.size(); ++k)
        merges[k].height = std::max(0.0, momenta[leaves.size() + k].massSquared());
    return Tree(tree.leafCount(), merges);
}

GinkgoJet jetFromJson(const json &object, std::size_t index) {
    if (!object.is_object() || !object.contains("leaves") || !object["leaves"].is_array() ||
        object["leaves"].empty())
        refuse(index, "it has no list of leaves");
    GinkgoJet jet;
    for (const json &leaf : object["leaves"])
        jet.leaves.push_back(momentumFromJson(leaf, index));
    if (const auto tree = object.find("tree"); tree != object.end() && !tree->is_null()) {
        if (!tree->is_string())
            refuse(index, "its tree is not a text");
        const NamedTree read = treeFromNewick(tree->get<std::string>());
        for (std::size_t leaf = 0; leaf < read.labels.size(); ++leaf)
            if (read.labels.size() != jet.leaves.size() || read.labels[leaf] != std::to_string(leaf))
                refuse(index,
                       "its tree is not one over the leaves 0 to " + std::to_string(jet.leaves.size() - 1));
        jet.truth = withMasses(read.tree, jet.leaves);
    }
    json settings = json::object();
    for (const Setting &setting : GinkgoSettings::table().settings())
        if (object.contains(setting.name))
            settings[setting.name] = object[setting.name];
    jet.settings = GinkgoSettings::table().fromJson(settings);
    return jet;
}

} // namespace

json toJson(const GinkgoJet &jet) {
    json object = GinkgoSettings::table().toJson(jet.settings);
    object["leaves"] = json::array();
    for (const FourMomentum &p : jet.leaves)
        object["leaves"].push_back({p.E, p.px, p.py, p.pz});
    if (jet.truth.leafCount() > 0)
        object["tree"] = toNewick(jet.truth);
    return object;
}

json toJson(std::span<const GinkgoJet> jets) {
    json list = json::array();
    for (const GinkgoJet &jet : jets)
        list.push_back(toJson(jet));
    return {{"jets", std::move(list)}};
}

std::vector<GinkgoJet> ginkgoJetsFromJson(const json &document) {
    if (!document.is_object() || !document.contains("jets") || !document["jets"].is_array())
        throw Error("cannot read the jets", "the document has no list 'jets'", jetFileRemedy);
    std::vector<GinkgoJet> jets;
    for (const json &object : document["jets"])
        jets.push_back(jetFromJson(object, jets.size()));
    return jets;
}

} // namespace quincunx
