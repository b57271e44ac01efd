#include "core/io/hdf5_file.h"
#include "core/io/jet_arrays.h"
#include "core/io/record_file.h"
#include "core/io/text.h"

#include <array>
#include <map>

namespace quincunx {

namespace {

const std::string tableName = "/table/table";

// Names out of a pickled list of texts, in their order: each stands on a line of its own behind V (Python 3)
// or S, and quotes (Python 2); 'a' appends the one before. Source: Python's pickletools, protocol 0.
std::vector<std::string> unpickled(const std::string &pickle) {
    std::vector<std::string> names;
    Lines lines(pickle);
    while (lines.next()) {
        std::string_view line = lines.line();
        if (line.starts_with('a'))
            line.remove_prefix(1);
        if (line.starts_with('V'))
            names.emplace_back(line.substr(1));
        else if (line.size() >= 3 && line.starts_with('S') && line.back() == line[1])
            names.emplace_back(line.substr(2, line.size() - 3));
    }
    return names;
}

class TopTaggingFile : public RecordFile {
public:
    explicit TopTaggingFile(const std::filesystem::path &path) : TopTaggingFile(path, *openHdf5(path)) {}

    std::size_t knownEvents() const override { return m_rows->count(); }

private:
    using Columns = std::map<std::string, std::size_t, std::less<>>;

    TopTaggingFile(const std::filesystem::path &path, const Hdf5File &file)
        : RecordFile(path)
        , m_rows(file.rows(tableName, blocks(file))) {
        const Columns columns = columnsOf(file);
        for (std::size_t i = 0;; ++i) {
            std::array<std::size_t, 4> place{};
            bool known = true;
            for (std::size_t c = 0; c < 4 && known; ++c) {
                constexpr std::array names = {"PX_", "PY_", "PZ_", "E_"};
                const auto found = columns.find(names[c] + std::to_string(i));
                known = found != columns.end();
                place[c] = known ? found->second : 0;
            }
            if (!known)
                break;
            m_particles.push_back(place);
        }
        if (m_particles.empty())
            throw Error("cannot read " + shown(path), "its table has no columns E_0, PX_0, PY_0, PZ_0",
                        "choose a file of the top tagging reference data");
        if (const auto signal = columns.find("is_signal_new"); signal != columns.end())
            m_signal = static_cast<int>(signal->second);
    }

    static std::vector<std::string> blocks(const Hdf5File &file) {
        std::vector<std::string> names;
        for (int k = 0;; ++k) {
            const std::string block = "values_block_" + std::to_string(k);
            if (k > 20 || file.attribute(tableName, block + "_kind").empty())
                break;
            names.push_back(block);
        }
        return names.empty() ? std::vector<std::string>{"values_block_0"} : names;
    }

    Columns columnsOf(const Hdf5File &file) const {
        Columns columns;
        std::size_t begin = 0;
        const std::vector<std::string> names = blocks(file);
        for (std::size_t block = 0; block < names.size(); ++block) {
            const auto inBlock = unpickled(file.attribute(tableName, names[block] + "_kind"));
            for (std::size_t i = 0; i < inBlock.size() && i < m_rows->shape()[block]; ++i)
                columns[inBlock[i]] = begin + i;
            begin += m_rows->shape()[block];
        }
        return columns;
    }

    Event decode(std::size_t k) const override {
        std::vector<double> row(m_rows->rowSize());
        m_rows->read(k, row);
        Event event;
        event.isJet = true;
        for (const auto &place : m_particles) {
            const FourMomentum p{row[place[0]], row[place[1]], row[place[2]], row[place[3]]};
            if (p != FourMomentum{})
                event.particles.push_back({.momentum = checked(p)});
        }
        if (m_signal >= 0)
            event.sample = row[static_cast<std::size_t>(m_signal)] != 0 ? "top" : "QCD";
        return event;
    }

    const std::unique_ptr<const Hdf5Rows> m_rows;
    std::vector<std::array<std::size_t, 4>> m_particles; ///< columns of px, py, pz, E
    int m_signal = -1;
};

bool recognisesTopTagging(std::span<const char> head, const ByteSource &file) {
    return isHdf5(head) && openHdf5(file.plainPath())->hasDataSet(tableName);
}

std::unique_ptr<EventFile> openTopTagging(const std::shared_ptr<const ByteSource> &file) {
    return std::make_unique<TopTaggingFile>(file->plainPath());
}

} // namespace

EventFormat topTaggingFormat() {
    return {{"toptagging", "Top tagging (HDF5)",
             "Jets of the top tagging reference data: top quarks and QCD.",
             "G. Kasieczka et al., SciPost Phys. 7 (2019) 014"},
            recognisesTopTagging,
            openTopTagging};
}

} // namespace quincunx
