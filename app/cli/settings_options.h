#pragma once

#include "core/base/settings.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace quincunx::cli {

/// Gives `app` one option per described setting, `lambda_root` as `--lambda-root`; what the user wrote
/// arrives in `values` as JSON, ready for SettingsTable::fromJson. Wrong types and values out of range are
/// usage errors.
void addSettingsOptions(CLI::App &app, const std::vector<Setting> &settings, nlohmann::json &values);

} // namespace quincunx::cli
