#include "core/inference/observation.h"

#include "core/base/error.h"
#include "core/io/byte_source.h"
#include "core/io/text.h"

namespace quincunx {
namespace {

/// \return false if a field is no number.
bool parseRow(std::string_view line, std::vector<double> &row) {
    for (std::size_t end = 0; end != line.npos;) {
        end = line.find(',');
        double value = 0;
        if (!parseNumber(trimmed(line.substr(0, end)), value))
            return false;
        row.push_back(value);
        line.remove_prefix(end == line.npos ? line.size() : end + 1);
    }
    return true;
}

} // namespace

std::vector<double> readObservation(const std::filesystem::path &path) {
    const PlainFile file(path);
    const std::string text = file.text(0, 1 << 20);
    auto failed = [&](std::uint64_t line, const std::string &why) {
        return Error("cannot read the observation " + shown(path) + ", line " + std::to_string(line), why,
                     "give one row of numbers, separated by commas, below a header or without one");
    };
    std::vector<double> observation;
    bool headed = false;
    Lines lines(withoutByteOrderMark(text));
    while (lines.next()) {
        if (isComment(lines.line()))
            continue;
        std::vector<double> row;
        if (!parseRow(lines.line(), row)) {
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
