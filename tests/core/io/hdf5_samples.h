#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace quincunx::test {

/// A data set to write: doubles, kept as 4-byte floats.
struct Hdf5Set {
    std::string name; ///< "/df/block0_values"; groups are made
    std::vector<std::size_t> shape;
    std::vector<double> values;
    std::vector<std::size_t> chunk = {}; ///< empty: contiguous, not packed
    unsigned filter = 1;                 ///< of a chunked set; 1 deflate
};

/// The bytes of an HDF5 file with these data sets.
std::string hdf5File(const std::vector<Hdf5Set> &sets);

/// Jets of the four layouts. Jet k has k % 3 + 1 particles with pT = 10 (k + 1), and odd jets are signal.
std::string topTaggingFile(std::size_t jets, const std::vector<std::string> &order = {"E", "PX", "PY", "PZ"});
std::string lhcOlympicsFile(std::size_t jets, std::vector<std::size_t> chunk = {});
std::string jetNetFile(std::size_t jets);
std::string aspenOpenJetsFile(std::size_t jets);

} // namespace quincunx::test
