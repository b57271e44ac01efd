#include "core/session/sample_choice.h"

#include "core/base/error.h"

namespace quincunx {

nlohmann::ordered_json toJson(const std::vector<SampleChoice> &sample) {
    auto list = nlohmann::ordered_json::array();
    for (const SampleChoice &source : sample) {
        nlohmann::ordered_json object;
        if (source.generator.empty())
            object["file"] = source.file;
        else
            object.update({{"generator", source.generator}, {"count", source.count}, {"seed", source.seed}});
        object["label"] = source.label;
        list.push_back(object);
    }
    return list;
}

std::vector<SampleChoice> sampleFromJson(const nlohmann::json &list) {
    std::vector<SampleChoice> sample;
    for (const nlohmann::json &object : list) {
        SampleChoice source;
        source.label = object.at("label").get<std::string>();
        if (object.contains("file")) {
            source.file = object.at("file").get<std::string>();
        } else {
            source.generator = object.at("generator").get<std::string>();
            source.count = object.at("count").get<std::int64_t>();
            source.seed = object.at("seed").get<std::uint64_t>();
        }
        if (source.generator.empty() ? source.file.empty() : source.count < 1)
            throw Error("cannot read the sample", "a source of it has neither a file nor jets to generate",
                        "correct or delete it in the session");
        sample.push_back(std::move(source));
    }
    return sample;
}

} // namespace quincunx
