#include "core/io/csv_header.h"

#include "core/io/text.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace quincunx {

namespace {

const std::map<std::string, CsvHeader::Role, std::less<>> &roles() {
    static const std::map<std::string, CsvHeader::Role, std::less<>> names = {
        {"px", CsvHeader::Px},
        {"py", CsvHeader::Py},
        {"pz", CsvHeader::Pz},
        {"e", CsvHeader::E},
        {"energy", CsvHeader::E},
        {"pt", CsvHeader::Pt},
        {"eta", CsvHeader::Eta},
        {"y", CsvHeader::Rapidity},
        {"rapidity", CsvHeader::Rapidity},
        {"phi", CsvHeader::Phi},
        {"m", CsvHeader::Mass},
        {"mass", CsvHeader::Mass},
        {"event", CsvHeader::EventNumber},
        {"jet", CsvHeader::Jet},
        {"pid", CsvHeader::PdgId},
        {"pdgid", CsvHeader::PdgId},
        {"pdg", CsvHeader::PdgId},
        {"charge", CsvHeader::Charge},
        {"q", CsvHeader::Charge},
        {"label", CsvHeader::Label},
    };
    return names;
}

std::string lowerCase(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::optional<CsvHeader> parseWith(std::string_view line, char separator) {
    CsvHeader header;
    header.separator = separator;
    header.column.fill(-1);
    std::vector<std::string> names;
    if (!splitRow(line, separator, names))
        return {};
    header.columns = names.size();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto role = roles().find(lowerCase(names[i]));
        if (role == roles().end())
            continue;
        if (header.has(role->second))
            return {};
        header.column[role->second] = static_cast<int>(i);
    }
    const bool cartesian =
        header.has(CsvHeader::Px) && header.has(CsvHeader::Py) && header.has(CsvHeader::Pz);
    const bool cylindrical = header.has(CsvHeader::Pt) && header.has(CsvHeader::Phi) &&
                             (header.has(CsvHeader::Eta) || header.has(CsvHeader::Rapidity));
    if (!cartesian && !cylindrical)
        return {};
    return header;
}

} // namespace

std::optional<CsvHeader> CsvHeader::parse(std::string_view line) {
    for (const char separator : {',', '\t', ';'})
        if (const auto header = parseWith(line, separator))
            return header;
    return {};
}

std::optional<CsvHeader> CsvHeader::find(std::string_view head) {
    Lines lines(withoutByteOrderMark(head));
    while (lines.next()) {
        std::string_view line = lines.line();
        const std::string_view text = trimmed(line);
        if (text.empty())
            continue;
        const bool comment = text.front() == '#';
        if (comment) // else as it is: a tab at its end means one more column
            line = text.substr(1);
        if (const auto header = parse(line); header || !comment)
            return header;
    }
    return {};
}

bool splitRow(std::string_view line, char separator, std::vector<std::string> &fields) {
    std::size_t count = 0;
    for (bool more = true; more;) {
        if (fields.size() == count)
            fields.emplace_back();
        std::string &field = fields[count++];
        field.clear();
        const std::size_t first = line.find_first_not_of(' ');
        if (first != std::string_view::npos && line[first] == '"') {
            line.remove_prefix(first + 1);
            while (true) {
                const std::size_t quote = line.find('"');
                if (quote == std::string_view::npos)
                    return false;
                field += line.substr(0, quote);
                line.remove_prefix(quote + 1);
                if (!line.starts_with('"'))
                    break;
                field += '"';
                line.remove_prefix(1);
            }
        }
        const std::size_t end = line.find(separator);
        more = end != std::string_view::npos;
        field += trimmed(line.substr(0, end));
        line.remove_prefix(more ? end + 1 : line.size());
    }
    fields.resize(count);
    return true;
}

} // namespace quincunx
