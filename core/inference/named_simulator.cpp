#include "core/inference/named_simulator.h"

#include <algorithm>
#include <mutex>

namespace quincunx {
namespace {

/// In the place of one that must not be run, or whose file cannot be used.
class UnusableSimulator final : public Simulator {
public:
    UnusableSimulator(const Simulator &like, Error error)
        : Simulator(like.parameters(), like.prior(), like.data())
        , m_shape(like.dataShape())
        , m_error(std::move(error)) {}
    explicit UnusableSimulator(Error error)
        : Simulator({"theta"}, uniformPrior(1, 0, 1), {"x"})
        , m_error(std::move(error)) {}

    DataShape dataShape() const override { return m_shape; }
    int processes() const override { return 1; }
    void simulate(std::span<const double>, std::span<double>, RandomEngine &) const override {
        throw m_error;
    }

private:
    DataShape m_shape;
    Error m_error;
};

std::filesystem::path fileOf(const std::string &name) {
    return name.substr(externalPrefix.size());
}

/// Simulators of files that have been named.
struct ReadSimulators {
    enum class State { Usable, Unusable, HeldBack };
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
    void keep(SimulatorKind kind, State state) {
        const NamedSimulator *before = find(kind.name);
        const int edition = before ? before->edition + 1 : 1;
        std::erase_if(entries, [&](const Entry &entry) { return entry.simulator.name == kind.name; });
        entries.push_back({{std::move(kind), edition, state == State::HeldBack}, state == State::Usable});
    }
    /// Unless it is there already.
    void read(const std::string &name, bool holdsBack) {
        if (find(name))
            return;
        try {
            SimulatorKind kind = makeExternalSimulator(fileOf(name));
            if (holdsBack)
                kind.simulator = std::make_shared<UnusableSimulator>(
                    *kind.simulator, Error("cannot simulate with " + kind.title,
                                           "the session that was opened names it, and nobody has let it run",
                                           "choose it from the list if you trust it"));
            keep(std::move(kind), holdsBack ? State::HeldBack : State::Usable);
        } catch (const Error &error) {
            keep({{name, fileOf(name).stem().string(), "It cannot be used.", ""},
                  std::make_shared<UnusableSimulator>(error)},
                 State::Unusable);
        }
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
    all.read(name, false);
    return *all.find(name);
}

void holdBack(const std::string &name) {
    if (!name.starts_with(externalPrefix))
        return;
    ReadSimulators &all = readSimulators();
    const std::scoped_lock lock(all.mutex);
    all.read(name, true);
}

void readAgain(const std::string &name) {
    SimulatorKind kind = makeExternalSimulator(fileOf(name));
    ReadSimulators &all = readSimulators();
    const std::scoped_lock lock(all.mutex);
    all.keep(std::move(kind), ReadSimulators::State::Usable);
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
