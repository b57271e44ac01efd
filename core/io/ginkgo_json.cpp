#include "core/io/jet_json.h"
#include "core/io/json_event_file.h"
#include "core/io/text.h"

namespace quincunx {

namespace {

using nlohmann::json;

Event decodeGinkgoJet(const json &jet, const std::string &key) {
    if (!jet.contains("leaves") || !jet["leaves"].is_array())
        throw Malformed{"the jet has no leaves"};
    Event event;
    event.isJet = true;
    event.label = "jet " + key;
    for (const json &leaf : jet["leaves"])
        event.particles.push_back({.momentum = checked({elementAt(leaf, 1), elementAt(leaf, 2),
                                                        elementAt(leaf, 3), elementAt(leaf, 0)})});
    if (const auto kind = jet.find("kind"); kind != jet.end() && kind->is_string()) {
        const auto &name = kind->get_ref<const std::string &>();
        event.sample = name == "qcd" ? "QCD" : name == "w" ? "W" : printable(name);
    }
    return event;
}

bool recognisesGinkgoJson(std::span<const char> head, const ByteSource &) {
    const std::string_view text(head.data(), head.size());
    return isText(head) && trimmed(text.substr(0, text.find('{') + 1)).ends_with('{') &&
           text.find("\"jets\"") != text.npos && text.find("\"leaves\"") != text.npos;
}

std::unique_ptr<EventFile> openGinkgoJson(const std::shared_ptr<const ByteSource> &file) {
    return std::make_unique<JsonEventFile>(file, "jets", decodeGinkgoJet);
}

} // namespace

EventFormat ginkgoJsonFormat() {
    return {{"ginkgo-json", "Ginkgo JSON",
             "Jets of the toy shower Ginkgo: leaves and the tree they came from.", ""},
            recognisesGinkgoJson,
            openGinkgoJson};
}

} // namespace quincunx
