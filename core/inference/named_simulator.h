#pragma once

#include "core/inference/external_simulator.h"

namespace quincunx {

/// `external:FILE.json`, or the name of one that the program knows. \throws Error if there is none.
std::shared_ptr<const Simulator> simulatorNamed(const std::string &name);

/// A simulator under its name.
struct NamedSimulator : SimulatorKind {
    enum class State { Usable, Unusable, HeldBack };
    int edition = 0; ///< of a file: how often it has been read; what was made of another does not fit
    State state = State::Usable; ///< of a file; see holdBack()
};

/// The same for a window, which goes on whatever becomes of a file: that is read when it is first named, and
/// if it cannot be used, its simulator says why as soon as it is to simulate. From any thread.
/// \throws Error if the program knows none of that name.
NamedSimulator simulatorKind(const std::string &name);
/// Keeps the program of a file from being run that nobody has chosen, as one that a session names: until
/// readAgain() its simulator refuses to simulate. What has been read before, or cannot be used, stays as it
/// is.
void holdBack(const std::string &name);
/// Reads a file anew. \throws Error if it cannot be used, and the edition before stays.
void readAgain(const std::string &name);
/// Names of files that could be used, in the order in which they were read.
std::vector<std::string> externalSimulators();

} // namespace quincunx
