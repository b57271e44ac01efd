#include "core/inference/observation.h"

#include "core/base/error.h"
#include "core/io/byte_source.h"
#include "core/io/column_mapping.h"
#include "core/io/text.h"

namespace quincunx {
std::vector<double> readObservation(const std::filesystem::path &path) {
    const PlainFile file(path);
    const std::string text = file.text(0, 1 << 20);
    auto failed = [&](std::uint64_t line, const std::string &why) {
        return Error("cannot read the observation " + shown(path) + ", line " + std::to_string(line), why,
                     "give one row of numbers, separated by commas, below a header or without one");
    };
    std::vector<double> observation;
    std::vector<std::string> fields;
    bool headed = false;
    Lines lines(withoutByteOrderMark(text));
    while (lines.next()) {
        if (isComment(lines.line()))
            continue;
        std::vector<double> row;
        const bool whole = splitRow(lines.line(), ',', fields);
        for (double value = 0; const std::string &field : fields)
            if (parseNumber(field, value))
                row.push_back(value);
        if (!whole || row.size() != fields.size()) {
            if (headed || !observation.empty())
                throw failed(lines.number(), "it is no row of numbers");
            headed = true;
        } else if (!observation.empty()) {
            throw failed(lines.number(), "it is a second row");
        } else {
            observation = std::move(row);
        }
    }
    if (observation.empty())
        throw failed(lines.number(), "there is no row of numbers in the file");
    return observation;
}

} // namespace quincunx
