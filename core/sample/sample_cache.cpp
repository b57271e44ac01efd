#include "core/sample/sample_cache.h"

#include "core/base/error.h"
#include "core/substructure/jet_quantities.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace quincunx {
namespace {

using nlohmann::json;

// A line of text, then CBOR: version and checksum are checked before anything is decoded.
constexpr int version = 1;

std::string header(const std::vector<std::uint8_t> &body) {
    std::uint64_t hash = 0xcbf29ce484222325; // FNV-1a
    for (std::uint8_t byte : body)
        hash = (hash ^ byte) * 0x100000001b3;
    return "quincunx sample " + std::to_string(version) + ' ' + std::to_string(hash) + '\n';
}

json toJson(const Eigen::MatrixXd &matrix) {
    return std::vector<double>(matrix.data(), matrix.data() + matrix.size());
}

/// Into a matrix that already has its shape.
void fromJson(const json &values, Eigen::MatrixXd &matrix) {
    const auto numbers = values.get<std::vector<double>>();
    if (static_cast<Eigen::Index>(numbers.size()) != matrix.size())
        throw Error("the cache is damaged", "a picture has another size", "scan again");
    std::ranges::copy(numbers, matrix.data());
}

json toJson(const ImageStatistics &images) {
    return {{"count", images.count}, {"sum", toJson(images.sum)}, {"squares", toJson(images.sumOfSquares)}};
}

void fromJson(const json &object, ImageStatistics &images) {
    object.at("count").get_to(images.count);
    fromJson(object.at("sum"), images.sum);
    fromJson(object.at("squares"), images.sumOfSquares);
}

json toJson(const SampleTable &table) {
    json summaries = json::array();
    for (const LabelSummary &summary : table.summaries)
        summaries.push_back({{"raw", toJson(summary.raw)},
                             {"aligned", toJson(summary.aligned)},
                             {"lund", toJson(summary.lund.counts)},
                             {"outside", summary.lund.outside}});
    return {{"labels", table.labels}, {"summaries", summaries},       {"label", table.label},
            {"source", table.source}, {"event", table.event},         {"columns", table.columns},
            {"damage", table.damage}, {"malformed", table.malformed}, {"without_jet", table.withoutJet}};
}

/// Of a file that our own version wrote; \throws std::exception if it is not one after all.
SampleTable tableFromJson(const json &object) {
    SampleTable table;
    object.at("labels").get_to(table.labels);
    for (const json &one : object.at("summaries")) {
        LabelSummary &summary = table.summaries.emplace_back();
        fromJson(one.at("raw"), summary.raw);
        fromJson(one.at("aligned"), summary.aligned);
        fromJson(one.at("lund"), summary.lund.counts);
        one.at("outside").get_to(summary.lund.outside);
    }
    object.at("label").get_to(table.label);
    object.at("source").get_to(table.source);
    object.at("event").get_to(table.event);
    object.at("columns").get_to(table.columns);
    object.at("damage").get_to(table.damage);
    object.at("malformed").get_to(table.malformed);
    object.at("without_jet").get_to(table.withoutJet);

    const std::size_t jets = table.label.size();
    const int labels = static_cast<int>(table.labels.size());
    if (table.summaries.size() != table.labels.size() || table.source.size() != jets ||
        table.event.size() != jets || table.columns.size() != jetQuantities().entries().size() ||
        !std::ranges::all_of(table.columns, [&](const auto &column) { return column.size() == jets; }) ||
        !std::ranges::all_of(table.label, [&](int label) { return label >= 0 && label < labels; }))
        throw Error("the cache is damaged", "its parts do not fit together", "scan again");
    return table;
}

} // namespace

std::string sampleKey(std::span<const SampleSource> sources, const SampleSettings &settings) {
    json key = {{"clustering", ClusteringSettings::table().toJson(settings.clustering)},
                {"cuts", CutSettings::table().toJson(settings.cuts)},
                {"jet", JetSettings::table().toJson(settings.jet)},
                {"quantities", jetQuantities().names()}};
    for (const SampleSource &source : sources) {
        json one = {{"label", source.label}};
        if (const auto *path = std::get_if<std::filesystem::path>(&source.origin)) {
            std::error_code error; // a file that is gone is another file: it has neither size nor time
            one["file"] = std::filesystem::absolute(*path, error).string();
            one["size"] = std::filesystem::file_size(*path, error);
            one["time"] = std::filesystem::last_write_time(*path, error).time_since_epoch().count();
        } else {
            const auto &generator = std::get<JetGenerator>(source.origin);
            one["generator"] = generator.name;
            one["count"] = generator.count;
            one["seed"] = generator.seed;
        }
        key["sources"].push_back(one);
    }
    return key.dump(-1, ' ', false, json::error_handler_t::replace); // paths need not be UTF-8
}

std::optional<SampleTable> cachedSample(const std::filesystem::path &file, const std::string &key) {
    std::ifstream stream(file, std::ios::binary);
    std::string line;
    if (!std::getline(stream, line))
        return std::nullopt;
    const std::vector<std::uint8_t> body{std::istreambuf_iterator<char>(stream), {}};
    if (line + '\n' != header(body))
        return std::nullopt;
    try {
        const json document = json::from_cbor(body);
        if (document.at("key") != key)
            return std::nullopt;
        return tableFromJson(document.at("table"));
    } catch (const std::exception &) {
        return std::nullopt;
    }
}

void cacheSample(const std::filesystem::path &file, const std::string &key, const SampleTable &table) {
    const std::vector<std::uint8_t> body = json::to_cbor({{"key", key}, {"table", toJson(table)}});
    std::filesystem::path fresh = file;
    fresh += ".new";
    {
        std::ofstream stream(fresh, std::ios::binary);
        stream << header(body);
        stream.write(reinterpret_cast<const char *>(body.data()), static_cast<std::streamsize>(body.size()));
        if (!stream.flush())
            throw Error("cannot keep the sample in " + file.string(), "the file cannot be written",
                        "choose another folder or make room");
    }
    std::error_code error;
    std::filesystem::rename(fresh, file, error);
    if (error)
        throw Error("cannot keep the sample in " + file.string(), error.message(), "choose another file");
}

} // namespace quincunx
