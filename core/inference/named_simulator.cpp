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
    std::mutex mutex;
    using State = NamedSimulator::State;
    std::vector<NamedSimulator> entries;

    NamedSimulator *find(const std::string &name) {
        const auto found = std::ranges::find(entries, name, &NamedSimulator::name);
        return found == entries.end() ? nullptr : &*found;
    }
    void keep(SimulatorKind kind, State state) {
        const NamedSimulator *before = find(kind.name);
        const int edition = before ? before->edition + 1 : 1;
        std::erase_if(entries, [&](const NamedSimulator &entry) { return entry.name == kind.name; });
        entries.push_back({std::move(kind), edition, state});
    }
    /// Unless it is there already. \param wanted usable, or held back.
    void read(const std::string &name, State wanted) {
        if (find(name))
            return;
        try {
            SimulatorKind kind = makeExternalSimulator(fileOf(name));
            if (wanted == State::HeldBack)
                kind.simulator = std::make_shared<UnusableSimulator>(
                    *kind.simulator, Error("cannot simulate with " + kind.title,
                                           "the session that was opened names it, and nobody has let it run",
                                           "choose it from the list if you trust it"));
            keep(std::move(kind), wanted);
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
    all.read(name, NamedSimulator::State::Usable);
    return *all.find(name);
}

void holdBack(const std::string &name) {
    if (!name.starts_with(externalPrefix))
        return;
    ReadSimulators &all = readSimulators();
    const std::scoped_lock lock(all.mutex);
    all.read(name, NamedSimulator::State::HeldBack);
}

void readAgain(const std::string &name) {
    SimulatorKind kind = makeExternalSimulator(fileOf(name));
    ReadSimulators &all = readSimulators();
    const std::scoped_lock lock(all.mutex);
    all.keep(std::move(kind), NamedSimulator::State::Usable);
}

std::vector<std::string> externalSimulators() {
    ReadSimulators &all = readSimulators();
    const std::scoped_lock lock(all.mutex);
    std::vector<std::string> names;
    for (const NamedSimulator &entry : all.entries)
        if (entry.state == NamedSimulator::State::Usable)
            names.push_back(entry.name);
    return names;
}

} // namespace quincunx
