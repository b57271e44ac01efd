#include "core/io/column_mapping.h"

#include "core/base/error.h"
#include "core/io/text.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>

namespace quincunx {

namespace {

const std::map<std::string, ColumnMapping::Role, std::less<>> &roles() {
    static const std::map<std::string, ColumnMapping::Role, std::less<>> names = {
        {"px", ColumnMapping::Px},
        {"py", ColumnMapping::Py},
        {"pz", ColumnMapping::Pz},
        {"e", ColumnMapping::E},
        {"energy", ColumnMapping::E},
        {"pt", ColumnMapping::Pt},
        {"eta", ColumnMapping::Eta},
        {"y", ColumnMapping::Rapidity},
        {"rapidity", ColumnMapping::Rapidity},
        {"phi", ColumnMapping::Phi},
        {"m", ColumnMapping::Mass},
        {"mass", ColumnMapping::Mass},
        {"event", ColumnMapping::EventNumber},
        {"jet", ColumnMapping::Jet},
        {"pid", ColumnMapping::PdgId},
        {"pdgid", ColumnMapping::PdgId},
        {"pdg", ColumnMapping::PdgId},
        {"charge", ColumnMapping::Charge},
        {"q", ColumnMapping::Charge},
        {"label", ColumnMapping::Label},
    };
    return names;
}

std::string lowerCase(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::optional<ColumnMapping> parseWith(std::string_view line, char separator) {
    ColumnMapping header;
    header.separator = separator;
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
    if (!header.isComplete())
        return {};
    return header;
}

std::optional<ColumnMapping> parse(std::string_view line) {
    for (const char separator : {',', '\t', ';'})
        if (const auto header = parseWith(line, separator))
            return header;
    return {};
}

// The words of a column's name: "Part_Px [GeV]" → part, px, gev.
std::vector<std::string> wordsOf(const std::string &name) {
    std::vector<std::string> words(1);
    for (const char c : lowerCase(name)) {
        if (std::isalnum(static_cast<unsigned char>(c)))
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    return words;
}

bool hasNumber(const std::vector<std::string> &fields) {
    double value = 0;
    return std::ranges::any_of(fields, [&](const std::string &field) { return parseNumber(field, value); });
}

// Names that the command line and dialogs give to roles, in the order of the enumeration.
constexpr std::array<std::string_view, ColumnMapping::RoleCount> roleNames = {
    "px", "py", "pz", "E", "pt", "eta", "y", "phi", "m", "event", "jet", "pid", "charge", "label"};

std::optional<TableHead> splitWith(std::string_view head, char separator) {
    constexpr std::size_t fewest = 3, mostRows = 10;
    TableHead table{.separator = separator, .headerRow = false, .names = {}, .rows = {}};
    Lines lines(withoutByteOrderMark(head));
    std::vector<std::string> fields;
    while (table.rows.size() < mostRows && lines.next()) {
        const std::string_view text = trimmed(lines.line());
        if (text.empty() || text.front() == '#')
            continue;
        if (std::string_view("{[<").find(text.front()) != std::string_view::npos) // JSON or XML
            return {};
        if (!splitRow(lines.line(), separator, fields) || fields.size() < fewest)
            break;
        if (table.names.empty() && !hasNumber(fields)) {
            table.headerRow = true;
            table.names = fields;
            continue;
        }
        for (std::size_t i = table.names.size(); !table.headerRow && i < fields.size() && table.rows.empty();
             ++i)
            table.names.push_back(std::to_string(i + 1));
        if (fields.size() != table.names.size() || (table.rows.empty() && !hasNumber(fields)))
            break;
        table.rows.push_back(fields);
    }
    if (table.rows.empty())
        return {};
    for (std::string &name : table.names)
        name = printable(name);
    return table;
}

} // namespace

bool ColumnMapping::isComplete() const {
    return (has(Px) && has(Py) && has(Pz)) || (has(Pt) && has(Phi) && (has(Eta) || has(Rapidity)));
}

std::optional<ColumnMapping> ColumnMapping::find(std::string_view head) {
    Lines lines(withoutByteOrderMark(head));
    while (lines.next()) {
        std::string_view line = lines.line();
        const std::string_view text = trimmed(line);
        if (text.empty())
            continue;
        const bool comment = text.front() == '#';
        if (comment) // else as it is: a tab at its end means one more column
            line = text.substr(1);
        auto header = parse(line);
        if (header)
            header->headerRow = !comment;
        if (header || !comment)
            return header;
    }
    return {};
}

std::optional<TableHead> TableHead::find(std::string_view head) {
    std::optional<TableHead> best;
    for (const char separator : {',', '\t', ';'})
        if (auto table = splitWith(head, separator);
            table && (!best || table->names.size() > best->names.size()))
            best = std::move(table);
    return best;
}

ColumnMapping guessColumns(const TableHead &head) {
    ColumnMapping mapping;
    mapping.separator = head.separator;
    mapping.headerRow = head.headerRow;
    mapping.columns = head.names.size();
    for (std::size_t i = 0; i < head.names.size(); ++i)
        for (const std::string &word : wordsOf(head.names[i]))
            if (const auto role = roles().find(word); role != roles().end() && !mapping.has(role->second)) {
                mapping.column[role->second] = static_cast<int>(i);
                break;
            }
    return mapping;
}

ColumnMapping columnsFrom(const std::string &assignments, const TableHead &head) {
    const auto refuse = [&](const std::string &why) -> Error {
        return {"cannot take the columns " + shown(assignments), why,
                "write px=NAME,py=NAME,pz=NAME,E=NAME or pt, eta, phi"};
    };
    std::vector<std::string> pairs;
    if (!splitRow(assignments, ',', pairs))
        throw refuse("a quote does not end");
    ColumnMapping mapping;
    mapping.separator = head.separator;
    mapping.headerRow = head.headerRow;
    mapping.columns = head.names.size();
    for (const std::string &pair : pairs) {
        const std::size_t equals = pair.find('=');
        const std::string roleName(trimmed(std::string_view(pair).substr(0, equals)));
        const std::string name(equals == pair.npos ? std::string_view()
                                                   : trimmed(std::string_view(pair).substr(equals + 1)));
        const auto role = std::ranges::find(roleNames, roleName);
        if (role == roleNames.end())
            throw refuse(shown(roleName) +
                         " is not one of px, py, pz, E, pt, eta, y, phi, m, event, jet, pid, charge, label");
        auto column = static_cast<std::size_t>(std::ranges::find(head.names, name) - head.names.begin());
        std::int64_t number = 0;
        if (column == head.names.size() && parseInteger(name, number) && number >= 1 &&
            number <= static_cast<std::int64_t>(head.names.size()))
            column = static_cast<std::size_t>(number - 1);
        if (column == head.names.size())
            throw refuse("the table has no column " + shown(name));
        mapping.column[static_cast<std::size_t>(role - roleNames.begin())] = static_cast<int>(column);
    }
    if (!mapping.isComplete())
        throw refuse("px, py, pz or pt, phi and eta or y are missing");
    return mapping;
}

std::string assignmentsOf(const ColumnMapping &mapping, const TableHead &head) {
    std::string text;
    for (std::size_t role = 0; role < roleNames.size(); ++role) {
        if (mapping.column[role] < 0)
            continue;
        if (!text.empty())
            text += ',';
        text.append(roleNames[role])
            .append("=")
            .append(head.names[static_cast<std::size_t>(mapping.column[role])]);
    }
    return text;
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
