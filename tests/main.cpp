#include "tests/registry.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace {

bool watchdogLives() {
    std::error_code unknown; // where there is no /proc
    for (const auto &task : std::filesystem::directory_iterator("/proc/self/task", unknown)) {
        std::string name;
        std::getline(std::ifstream(task.path() / "comm"), name);
        if (name == "QtTest Watchdog")
            return true;
    }
    return false;
}

/// Qt Test has waited for its watchdog's work, not for the end of that thread. If the process ends first, Qt
/// no longer tidies up after the thread, and the address sanitizer finds a leak.
void waitForWatchdog() {
    for (int tries = 0; tries < 5000 && watchdogLives(); ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

} // namespace

int main(int argc, char **argv) {
    unsetenv("LD_PRELOAD"); // programs that tests start are not watched (tests/watched/run)
    const auto &tests = quincunx::test::tests();
    const auto test = argc > 1 ? tests.find(argv[1]) : tests.end();
    if (test != tests.end()) {
        const int failed = test->second(argc - 1, argv + 1);
        waitForWatchdog();
        return failed;
    }
    std::fprintf(stderr, "usage: %s TEST [options of Qt Test]; there are:\n", argv[0]);
    for (const auto &[name, run] : tests)
        std::fprintf(stderr, "  %s\n", name.c_str());
    return 2;
}
