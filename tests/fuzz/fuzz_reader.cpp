// fuzz_reader FORMAT SECONDS SEED [FILE...]: opens damaged files of a format for so many seconds. They may
// give an Error or sound events; all else ends the program, with the file kept and its path printed.
#include "core/base/error.h"
#include "core/io/event_file.h"
#include "tests/core/io/samples.h"
#include "tests/fuzz/mutations.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <exception>
#include <fstream>
#include <sstream>

#include <unistd.h>

using namespace quincunx;

namespace {

using Clock = std::chrono::steady_clock;

struct Count {
    std::size_t files = 0, opened = 0, read = 0, errors = 0;
};

std::filesystem::path current;

[[noreturn]] void fail(const std::string &why) {
    std::fprintf(stderr, "fuzz_reader: %s: %s\n", current.c_str(), why.c_str());
    std::abort();
}

void checkMessage(const std::string &message) {
    if (message.find_first_of("\n\r") != std::string::npos || message.find("); ") == std::string::npos)
        fail("the error is not one line with a remedy: " + message);
}

void checkEvent(const Event &event) {
    static_cast<void>(nlohmann::json(event.label).dump()); // throws if it is no UTF-8
    static_cast<void>(nlohmann::json(event.subEvents).dump());
    for (const Particle &particle : event.particles) {
        const FourMomentum &p = particle.momentum;
        for (const double value : {p.px, p.py, p.pz, p.E, p.rapidity(), p.eta(), p.phi(), p.pt(), p.mass()})
            if (!std::isfinite(value))
                fail("a particle is not finite");
        if (particle.detail >= static_cast<int>(std::max(event.tracks.size(), event.cells.size())))
            fail("a detail is out of range");
        if (particle.subEvent < 0 ||
            particle.subEvent >= static_cast<int>(std::max<std::size_t>(event.subEvents.size(), 1)))
            fail("a sub-event is out of range");
    }
}

void readFile(const std::filesystem::path &path, Count &count) {
    constexpr std::size_t mostEvents = 50;
    ++count.files;
    try {
        const OpenEventFile events = openEvents(path);
        if (events.file->knownEvents() == 0)
            fail("opened without an event");
        events.file->indexAll({});
        if (!events.file->indexed())
            fail("indexAll left events out");
        ++count.opened;
        for (std::size_t k = 0; k < std::min(mostEvents, events.file->knownEvents()); ++k) {
            try {
                checkEvent(events.file->read(k));
                ++count.read;
            } catch (const Error &error) {
                checkMessage(error.what());
                ++count.errors;
            }
        }
    } catch (const Error &error) {
        checkMessage(error.what());
        ++count.errors;
    }
}

// A damaged archive seldom unpacks, and damaged JSON seldom parses: most changes leave both whole.
std::string damaged(const std::string &format, const std::string &seed, test::Mutations &mutations) {
    const std::size_t choice = mutations.below(4);
    if (format != "cms-ig" || choice == 0)
        return mutations.mutated(seed);
    return test::igArchive(
        {choice == 1 ? mutations.mutated(test::igEvent()) : mutations.withOtherNumbers(test::igEvent())});
}

void run(const std::string &format, double seconds, std::uint32_t seedNumber,
         const std::vector<std::string> &files) {
    std::vector<std::string> seeds, all;
    for (const test::Sample &sample : test::samples()) {
        all.push_back(sample.content);
        if (sample.format == format)
            seeds.push_back(sample.content);
    }
    for (const std::string &file : files) {
        std::ostringstream content;
        content << std::ifstream(file, std::ios::binary).rdbuf();
        seeds.push_back(content.str());
    }
    if (seeds.empty())
        throw std::invalid_argument("no format '" + format + "'");
    test::Mutations mutations(seedNumber, std::move(all));
    Count count;
    const auto begin = Clock::now();
    const auto since = [](Clock::time_point t) {
        return std::chrono::duration<double>(Clock::now() - t).count();
    };
    while (since(begin) < seconds) {
        const std::string content = damaged(format, seeds[mutations.below(seeds.size())], mutations);
        std::filesystem::remove(current); // writing over a file waits for the disk
        std::ofstream(current, std::ios::binary) << content;
        const auto fileBegin = Clock::now();
        readFile(current, count);
        if (since(fileBegin) > 5)
            fail("reading it took longer than 5 s");
    }
    std::filesystem::remove(current);
    std::printf("%s: %zu files, %zu opened, %zu events read, %zu errors\n", format.c_str(), count.files,
                count.opened, count.read, count.errors);
}

} // namespace

int main(int count, char **arguments) {
    if (count < 4) {
        std::fprintf(stderr, "usage: fuzz_reader FORMAT SECONDS SEED [FILE...]\n");
        return 2;
    }
    const std::string format = arguments[1];
    current = std::filesystem::temp_directory_path() / ("fuzz-" + format + "-" + std::to_string(::getpid()));
    try {
        run(format, std::atof(arguments[2]), static_cast<std::uint32_t>(std::atoll(arguments[3])),
            {arguments + 4, arguments + count});
    } catch (const std::exception &error) {
        fail(error.what());
    } catch (...) {
        fail("something was thrown that is no Error");
    }
}
