#include "tests/bench/bench.h"

#include "core/io/event_file.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace quincunx::bench {
namespace {

std::string contents(const std::filesystem::path &path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return std::move(text).str();
}

/// The same bytes read in blocks and thrown away: as fast as reading can be here.
double readPlainly(const std::string &path) {
    return milliseconds([&] {
        std::vector<char> block(4 << 20);
        std::FILE *file = std::fopen(path.c_str(), "rb");
        while (std::fread(block.data(), 1, block.size(), file) == block.size()) {
        }
        std::fclose(file);
    });
}

} // namespace

std::vector<Figure> hepmc() {
    const auto sample = std::filesystem::path(QUINCUNX_SHARED_DIR) / "data/hepmc/example.hepmc3";
    if (!std::filesystem::exists(sample)) {
        std::printf("hepmc     left out: no %s\n", sample.c_str());
        return {};
    }
    QTemporaryDir folder;
    const std::string path = folder.filePath("large.hepmc").toStdString();
    const std::string once = contents(sample);
    {
        std::ofstream file(path, std::ios::binary);
        for (std::size_t written = 0; written < 1'000'000'000; written += once.size())
            file << once;
    }
    const double size = static_cast<double>(std::filesystem::file_size(path)) / 1e6;
    const double plain = readPlainly(path);
    OpenEventFile opened;
    const double first = milliseconds([&] {
        opened = openEvents(path);
        opened.file->read(0);
    });
    const double index = milliseconds([&] { opened.file->indexAll({}); });
    return {atMost("HepMC3 of 1 GB, first event", first / 1000, "s", 0.3),
            atLeast("HepMC3 of 1 GB, index", size / index * 1000, "MB/s", 500,
                    QStringLiteral("reading alone %1 MB/s, ratio %2")
                        .arg(size / plain * 1000, 0, 'f', 0)
                        .arg(plain / index, 0, 'f', 2))};
}

} // namespace quincunx::bench
