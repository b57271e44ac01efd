#include "core/io/byte_source.h"
#include "core/io/cms_ig.h"
#include "core/io/column_mapping.h"
#include "core/io/csv.h"
#include "core/io/energy_flow.h"
#include "core/io/fastjet_text.h"
#include "core/io/hdf5_file.h"
#include "core/io/hepmc.h"
#include "core/io/jet_arrays.h"
#include "core/io/jet_json.h"
#include "core/io/les_houches.h"
#include "core/io/phoenix_json.h"
#include "core/io/text.h"

namespace quincunx {

namespace {

constexpr const char *unknownFormatRemedy =
    "open one of these, or a table whose header names px, py, pz, E or pt, eta, phi";

/// A table whose header is not understood: how to say what is in it, with what its names suggest.
UnknownColumns unknownTable(const std::filesystem::path &path, const TableHead &table) {
    const ColumnMapping guess = guessColumns(table);
    std::string names;
    for (const std::string &name : table.names)
        names += (names.empty() ? "" : ", ") + name;
    return {{"cannot open " + shown(path),
             "it is a table, but which columns hold the momenta is not clear: " + printable(names),
             "say which is which: --columns " + (guess.isComplete()
                                                     ? "'" + printable(assignmentsOf(guess, table)) + "'"
                                                     : "px=NAME,py=NAME,pz=NAME,E=NAME")},
            table};
}

} // namespace

const Registry<EventFormat> &eventFormats() {
    static const auto formats = [] {
        Registry<EventFormat> registry("event file format");
        registry.add(cmsIgFormat());
        registry.add(hepmc3Format());
        registry.add(hepmc2Format());
        registry.add(lesHouchesFormat());
        registry.add(energyFlowFormat());
        registry.add(topTaggingFormat());
        registry.add(lhcOlympicsFormat());
        registry.add(jetNetFormat());
        registry.add(aspenOpenJetsFormat());
        registry.add(lundJsonFormat());
        registry.add(ginkgoJsonFormat());
        registry.add(phoenixJsonFormat());
        registry.add(csvFormat());
        registry.add(indexedTextFormat());
        registry.add(fastjetTextFormat());
        return registry;
    }();
    return formats;
}

OpenEventFile openEvents(const std::filesystem::path &path, const std::string &columns) {
    const auto file = openBytes(path);
    const std::string bytes = file->text(0, 64 * 1024);
    const std::string_view head = withoutByteOrderMark(bytes);
    if (!columns.empty()) {
        const auto table = isText(head) ? TableHead::find(head) : std::nullopt;
        if (!table)
            throw Error("cannot take the columns of " + shown(path),
                        "it is no table with commas, tabs or semicolons",
                        "open it without telling the columns");
        return {&eventFormats().at("csv"), openTable(file, columnsFrom(columns, *table))};
    }
    for (const EventFormat &format : eventFormats().entries())
        if (format.recognises(head, *file))
            return {&format, format.open(file)};
    if (const std::string damage = file->damage(); !damage.empty())
        throw Error("cannot open " + shown(path), damage, "get the file again");
    if (isHdf5(head))
        throw Error("cannot open " + shown(path),
                    "the HDF5 file has none of /table/table, /df/block0_values, /particle_features, /PFCands",
                    "choose a file of one of the formats that quincunx list formats names");
    if (const auto table = isText(head) ? TableHead::find(head) : std::nullopt)
        throw unknownTable(path, *table);
    throw Error("cannot open " + shown(path), "its content is none of " + eventFormats().names(),
                unknownFormatRemedy);
}

} // namespace quincunx
