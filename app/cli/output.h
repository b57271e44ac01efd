#pragma once

#include "core/base/progress.h"

#include <nlohmann/json.hpp>

#include <stop_token>
#include <string>

namespace quincunx::cli {

/// JSON has no infinities: they are written as the strings "Infinity", "-Infinity", "NaN".
nlohmann::json number(double value);

/// `quincunx: problem (why); what to do`, on one line of standard error.
void printError(const std::string &text);

/// Progress as a bar on standard error if that is a terminal, silent otherwise. Ctrl-C asks the work to
/// stop; a second Ctrl-C ends the program.
class TerminalProgress {
public:
    TerminalProgress();
    ~TerminalProgress();
    TerminalProgress(const TerminalProgress &) = delete;
    TerminalProgress &operator=(const TerminalProgress &) = delete;

    const Progress &progress() const { return m_progress; }

private:
    Progress m_progress;
    bool m_drawn = false;
};

} // namespace quincunx::cli
