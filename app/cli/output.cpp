#include "app/cli/output.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <thread>
#include <unistd.h>

namespace quincunx::cli {
namespace {

// A signal handler may only touch a lock-free flag; this thread turns the flag into a stop request.
volatile std::sig_atomic_t interrupted = 0;

void onInterrupt(int) {
    interrupted = 1;
    std::signal(SIGINT, SIG_DFL);
}

std::stop_token interruptToken() {
    static std::stop_source source;
    static std::jthread watcher([](const std::stop_token &end) {
        while (!end.stop_requested()) {
            if (interrupted)
                source.request_stop();
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    });
    return source.get_token();
}

} // namespace

nlohmann::json number(double value) {
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "Infinity" : "-Infinity";
    return value;
}

void printError(const std::string &text) {
    std::string line = text;
    std::ranges::replace(line, '\n', ' ');
    std::fprintf(stderr, "quincunx: %s\n", line.c_str());
}

TerminalProgress::TerminalProgress() {
    std::signal(SIGINT, onInterrupt);
    Progress::Report report;
    if (isatty(STDERR_FILENO))
        report = [this](double fraction, const std::string &doing) {
            constexpr int width = 32;
            const int full = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * width);
            std::fprintf(stderr, "\r%s [%s%s] %3.0f %%", doing.c_str(),
                         std::string(static_cast<std::size_t>(full), '#').c_str(),
                         std::string(static_cast<std::size_t>(width - full), ' ').c_str(), 100 * fraction);
            m_drawn = true;
        };
    m_progress = Progress(interruptToken(), report);
}

TerminalProgress::~TerminalProgress() {
    if (m_drawn)
        std::fprintf(stderr, "\r\033[K");
    std::signal(SIGINT, SIG_DFL);
}

} // namespace quincunx::cli
