#include "core/io/export/write.h"

#include "core/base/error.h"
#include "core/io/npy.h"
#include "core/io/text.h"
#include "core/io/zip_writer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace quincunx {

void writeFile(const std::filesystem::path &path, std::string_view bytes) {
    const auto failed = [&path](int number) {
        return Error("cannot write " + shown(path), std::generic_category().message(number),
                     "choose another folder, or make room");
    };
    std::string temporary = path.string() + ".XXXXXX";
    const int descriptor = ::mkstemp(temporary.data());
    if (descriptor < 0)
        throw failed(errno);
    int problem = 0;
    while (!bytes.empty() && problem == 0) {
        const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
        if (put < 0 && errno != EINTR)
            problem = errno;
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(put, 0)));
    }
    constexpr mode_t everyoneReads = 0644; // mkstemp lets only the owner
    if (problem == 0 && (::fchmod(descriptor, everyoneReads) != 0 || ::fsync(descriptor) != 0))
        problem = errno;
    ::close(descriptor);
    if (problem == 0 && ::rename(temporary.c_str(), path.c_str()) != 0)
        problem = errno;
    if (problem != 0) {
        ::unlink(temporary.c_str());
        throw failed(problem);
    }
}

namespace {

using nlohmann::json;
using Entries = std::vector<std::pair<std::string, std::string>>;

std::string cellText(double value) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string cellText(const std::string &text) {
    if (text.find_first_of(",\"\r\n#") == text.npos)
        return text;
    std::string quoted(1, '"');
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c == '\n' || c == '\r' ? ' ' : c;
    }
    quoted += '"';
    return quoted;
}

std::string csvText(const Table &table) {
    std::string text;
    const auto endCell = [&](const Table::Column &column) {
        text += &column == &table.columns.back() ? '\n' : ',';
    };
    for (const Table::Column &column : table.columns) {
        text += cellText(column.name);
        endCell(column);
    }
    for (std::size_t row = 0; row < table.rows(); ++row)
        for (const Table::Column &column : table.columns) {
            text += std::visit([row](const auto &cells) { return cellText(cells[row]); }, column.cells);
            endCell(column);
        }
    return text;
}

json jsonCell(double value) {
    if (std::isfinite(value))
        return value;
    return std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}
json jsonCell(const std::string &text) {
    return printable(text);
}

std::string jsonText(const Table &table) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const Table::Column &column : table.columns) {
        json cells = json::array();
        std::visit(
            [&cells](const auto &all) {
                for (const auto &cell : all)
                    cells.push_back(jsonCell(cell));
            },
            column.cells);
        object[column.name] = cells;
    }
    return object.dump() + "\n";
}

Entries arrays(const Table &table) {
    Entries entries;
    for (const Table::Column &column : table.columns) {
        const auto *numbers = std::get_if<std::vector<double>>(&column.cells);
        entries.emplace_back(column.name + ".npy",
                             numbers ? npyFile(*numbers, {numbers->size()})
                                     : npyFile(std::get<std::vector<std::string>>(column.cells)));
    }
    return entries;
}

/// As EnergyFlow keeps jets; see energy_flow.h.
Entries energyFlowArrays(const Event &event) {
    std::vector<double> values;
    for (const Particle &particle : event.particles) {
        const FourMomentum &p = particle.momentum;
        for (const double value : {p.pt(), p.rapidity(), p.phi(), double(particle.pdgId)})
            values.push_back(value);
    }
    Entries entries{{"X.npy", npyFile(values, {1, event.particles.size(), 4})}};
    if (event.sample == "quark" || event.sample == "gluon")
        entries.emplace_back("y.npy", npyFile(std::vector<double>{event.sample == "quark" ? 1.0 : 0.0}, {1}));
    return entries;
}

void write(const std::filesystem::path &path, const Table &table, Entries more) {
    const std::string ending = path.extension().string();
    if (ending == ".csv")
        return writeFile(path, csvText(table));
    if (ending == ".json")
        return writeFile(path, jsonText(table));
    if (ending != ".npz")
        throw Error("cannot write " + shown(path), "its name ends with no known format",
                    "end it with .csv, .npz, .json, or for events .phoenix.json");
    for (auto &entry : arrays(table))
        more.push_back(std::move(entry));
    writeFile(path, zipBytes(more));
}

} // namespace

void writeTable(const std::filesystem::path &path, const Table &table) {
    write(path, table, {});
}

void writeMatrices(const std::filesystem::path &path, const std::vector<NamedMatrix> &matrices) {
    if (path.extension() == ".npz") {
        Entries entries;
        for (const auto &[name, columns, values] : matrices) {
            std::vector<std::size_t> shape{static_cast<std::size_t>(values.rows())};
            if (!columns.empty())
                shape.push_back(columns.size());
            const auto size = static_cast<std::size_t>(values.size());
            entries.emplace_back(name + ".npy", npyFile({values.data(), size}, shape));
        }
        return writeFile(path, zipBytes(entries));
    }
    Table table;
    for (const auto &[name, columns, values] : matrices)
        for (std::size_t k = 0; k < std::max<std::size_t>(columns.size(), 1); ++k) {
            const auto column = values.col(static_cast<Eigen::Index>(k));
            table.columns.push_back(
                {columns.empty() ? name : columns[k], std::vector<double>(column.begin(), column.end())});
        }
    writeTable(path, table);
}

void writeEvent(const std::filesystem::path &path, const Event &event, const Clustering *clustering) {
    if (path.filename().string().ends_with(".phoenix.json"))
        return writeFile(path, phoenixJson(event, clustering));
    write(path, particleTable(event), event.particles.empty() ? Entries{} : energyFlowArrays(event));
}

} // namespace quincunx
