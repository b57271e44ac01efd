#include "core/trellis/leaf_file.h"

#include "core/base/error.h"
#include "core/ginkgo/ginkgo_json.h"
#include "core/io/text.h"

#include <fstream>
#include <sstream>

namespace quincunx {
namespace {

LeafFile fromText(const std::string &text) {
    const std::string_view content = trimmed(withoutByteOrderMark(text));
    LeafFile file;
    if (!content.starts_with('{') && !content.starts_with('[')) {
        file.table = similarityFromCsv(content);
        return file;
    }
    const auto document = nlohmann::json::parse(content, nullptr, false);
    if (document.is_discarded())
        throw Error("the document is damaged", "it is not JSON; numbers must be finite",
                    "write it again, or check the copy");
    if (document.contains("similarity"))
        file.table = similarityFromJson(document);
    else
        file.jets = ginkgoJetsFromJson(document);
    return file;
}

} // namespace

LeafFile readLeafFile(const std::filesystem::path &path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream || std::filesystem::is_directory(path))
        throw Error("cannot open " + shown(path), "there is no such file, or it may not be read",
                    "check the name and the permissions");
    std::ostringstream text;
    text << stream.rdbuf();
    try {
        return fromText(text.str());
    } catch (const Error &error) {
        throw Error("cannot use " + shown(path), error.problem() + ": " + error.why(), error.remedy());
    }
}

} // namespace quincunx
