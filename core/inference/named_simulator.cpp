#include "core/inference/named_simulator.h"

#include <algorithm>
#include <mutex>

namespace quincunx {
namespace {

/// In the place of one whose file cannot be used.
class UnusableSimulator final : public Simulator {
public:
    explicit UnusableSimulator(Error error)
        : Simulator({"theta"}, uniformPrior(1, 0, 1), {"x"})
        , m_error(std::move(error)) {}

    int processes() const override { return 1; }
    void simulate(std::span<const double>, std::span<double>, RandomEngine &) const override {
        throw m_error;
    }

private:
    Error m_error;
};

std::filesystem::path fileOf(const std::string &name) {
    return name.substr(externalPrefix.size());
}

/// Simulators of files that have been named.
struct ReadSimulators {
    struct Entry {
        NamedSimulator simulator;
        bool usable;
    };
    std::mutex mutex;
    std::vector<Entry> entries;

    NamedSimulator *find(const std::string &name) {
        const auto found =
            std::ranges::find(entries, name, [](const Entry &entry) { return entry.simulator.name; });
        return found == entries.end() ? nullptr : &found->simulator;
    }
    void keep(SimulatorKind kind, bool usable) {
        const NamedSimulator *before = find(kind.name);
        const int edition = before ? before->edition + 1 : 1;
        std::erase_if(entries, [&](const Entry &entry) { return entry.simulator.name == kind.name; });
        entries.push_back({{std::move(kind), edition}, usable});
    }
};

ReadSimulators &readSimulators() {
    static ReadSimulators all;
    return all;
}

} // namespace

std::shared_ptr<const Simulator> simulatorNamed(const std::string &name) {
    if (name.starts_with(externalPrefix))
        return makeExternalSimulator(fileOf(name)).simulator;
    if (const SimulatorKind *kind = simulators().find(name))
        return kind->simulator;
    throw Error("unknown simulator '" + name + "'", "nothing of that name is registered",
                "choose one of " + simulators().names() +
                    ", or external:FILE.json for a program of your own");
}

NamedSimulator simulatorKind(const std::string &name) {
    if (!name.starts_with(externalPrefix))
        return {simulators().at(name), 0};
    ReadSimulators &all = readSimulators();
    const std::scoped_lock lock(all.mutex);
    if (!all.find(name))
        try {
            all.keep(makeExternalSimulator(fileOf(name)), true);
        } catch (const Error &error) {
            all.keep({{name, fileOf(name).stem().string(), "It cannot be used.", ""},
                      std::make_shared<UnusableSimulator>(error)},
                     false);
        }
    return *all.find(name);
}

void readAgain(const std::string &name) {
    SimulatorKind kind = makeExternalSimulator(fileOf(name));
    ReadSimulators &all = readSimulators();
    const std::scoped_lock lock(all.mutex);
    all.keep(std::move(kind), true);
}

std::vector<std::string> externalSimulators() {
    ReadSimulators &all = readSimulators();
    const std::scoped_lock lock(all.mutex);
    std::vector<std::string> names;
    for (const auto &[simulator, usable] : all.entries)
        if (usable)
            names.push_back(simulator.name);
    return names;
}

} // namespace quincunx
