#pragma once

#include "core/inference/estimator.h"

#include <filesystem>

namespace quincunx {

/// A posterior with the names that a model file keeps it under.
struct NamedPosterior {
    std::string simulator, estimator;
    std::shared_ptr<const Posterior> posterior;
};

/// Writes JSON: {"format": "quincunx posterior", "version": 1, "simulator", "estimator", "model"}. The file
/// is whole, or it is not there. \throws Error if this estimator learns nothing that could be saved, or the
/// file cannot be written.
void savePosterior(const std::filesystem::path &path, const NamedPosterior &named);

/// \throws Error if the file is none, cut short, of a newer version, or names what this program has not.
NamedPosterior loadPosterior(const std::filesystem::path &path);

} // namespace quincunx
