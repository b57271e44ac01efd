#pragma once

#include "core/trees/tree.h"
#include "core/trellis/densities.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace quincunx::cli {

/// What `trellis` and `trees` ask alike: for which leaves, and how trees are scored.
struct LeafOptions {
    std::string file, density;
    std::size_t jet = 0;
    int most = 0; ///< leaves; 0: as many as there are
    int threads = 0;
    bool asJson = false;
    nlohmann::json settings;
};

void addLeafOptions(CLI::App &command, LeafOptions &options);

struct ChosenLeaves {
    std::string density;
    LeafData data;
    Tree truth; ///< without a leaf if it is not known, or leaves were joined
    std::shared_ptr<const Splitting> splitting;
};

/// Reads what was asked for. Says on standard error when leaves were joined.
ChosenLeaves chosenLeaves(const LeafOptions &options);

/// `leaves`, `density`, and the settings or labels that belong to them.
nlohmann::json describe(const ChosenLeaves &leaves);

} // namespace quincunx::cli
