#pragma once

#include <string>
#include <vector>

namespace quincunx {

/// Opens the main window with `files` and runs until it is closed, or, with `exitWhenReady`, until the
/// first event is painted. \return the exit code.
int runWindow(const std::vector<std::string> &files, bool exitWhenReady, int argc, char **argv);

} // namespace quincunx
