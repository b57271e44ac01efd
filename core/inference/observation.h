#pragma once

#include <filesystem>
#include <vector>

namespace quincunx {

/// The numbers of one observation: a CSV with one row, below a header if there is one, as the published
/// benchmark keeps them. \throws Error with file, line and reason if it is not that.
std::vector<double> readObservation(const std::filesystem::path &path);

} // namespace quincunx
