#pragma once

#include <string>
#include <utility>
#include <vector>

namespace quincunx {

/// The bytes of a ZIP archive with these entries (name, content), deflated.
std::string zipBytes(const std::vector<std::pair<std::string, std::string>> &entries);

} // namespace quincunx
