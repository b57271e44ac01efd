#pragma once

#include <string>
#include <vector>

namespace quincunx {

/// Opens the main window with `files` and runs until it is closed. \return the exit code.
int runWindow(const std::vector<std::string> &files, int argc, char **argv);

} // namespace quincunx
