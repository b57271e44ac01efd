#include "tests/bench/bench.h"

#include "core/io/event_file.h"
#include "tests/core/io/hdf5_samples.h"

#include <QTemporaryDir>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <zlib.h>

namespace quincunx::bench {
namespace {

constexpr std::size_t jets = 100'000;

/// 10⁵ jets of up to 200 particles, in packed chunks as pandas and h5py write them.
void writeJets(const std::string &path) {
    constexpr std::size_t row = 601, particles = 100;
    std::mt19937 random(1);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::vector<double> values(jets * row);
    for (std::size_t k = 0; k < jets; ++k)
        for (std::size_t i = 0; i < particles; ++i) {
            values[k * row + 3 * i] = 1 + 100 * uniform(random);
            values[k * row + 3 * i + 1] = 4 * uniform(random) - 2;
            values[k * row + 3 * i + 2] = 6 * uniform(random) - 3;
        }
    std::ofstream(path, std::ios::binary)
        << test::hdf5File({{"/df/block0_values", {jets, row}, values, {128, row}}});
}

} // namespace

std::vector<Figure> hdf5() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath("jets.h5").toStdString();
    writeJets(path);
    OpenEventFile opened;
    const double first = milliseconds([&] {
        opened = openEvents(path);
        opened.file->read(0);
    });
    std::mt19937 random(2);
    std::vector<double> times;
    for (int i = 0; i < 200; ++i)
        times.push_back(milliseconds([&] { opened.file->read(random() % jets); }));
    return {atMost("HDF5 of 10⁵ jets, first event", first / 1000, "s", 0.2),
            atMost("HDF5 of 10⁵ jets, random event, slowest of 200", *std::ranges::max_element(times), "ms",
                   20, QStringLiteral("median %1 ms").arg(median(times), 0, 'g', 2))};
}

std::vector<Figure> gzip() {
    const auto sample = std::filesystem::path(QUINCUNX_SHARED_DIR) / "data/hepmc/example.hepmc3";
    if (!std::filesystem::exists(sample)) {
        std::printf("gzip      left out: no %s\n", sample.c_str());
        return {};
    }
    std::ostringstream text;
    text << std::ifstream(sample, std::ios::binary).rdbuf();
    const std::string once = text.str();
    const QTemporaryDir folder;
    const std::string path = folder.filePath("large.hepmc.gz").toStdString();
    double size = 0;
    gzFile file = gzopen(path.c_str(), "wb1");
    for (; size < 200e6; size += static_cast<double>(once.size()))
        gzwrite(file, once.data(), static_cast<unsigned>(once.size()));
    gzclose(file);
    const double plain = milliseconds([&] {
        std::vector<char> block(4 << 20);
        gzFile packed = gzopen(path.c_str(), "rb");
        while (gzread(packed, block.data(), static_cast<unsigned>(block.size())) > 0) {
        }
        gzclose(packed);
    });
    OpenEventFile opened;
    const double first = milliseconds([&] {
        opened = openEvents(path);
        opened.file->read(0);
    });
    const double index = milliseconds([&] { opened.file->indexAll({}); });
    return {atMost("HepMC3.gz of 200 MB, first event", first / 1000, "s", 0.3),
            atLeast("HepMC3.gz of 200 MB, index", size / 1e6 / index * 1000, "MB/s", 100,
                    QStringLiteral("unpacking alone %1 MB/s, ratio %2")
                        .arg(size / 1e6 / plain * 1000, 0, 'f', 0)
                        .arg(plain / index, 0, 'f', 2))};
}

} // namespace quincunx::bench
