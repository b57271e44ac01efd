#pragma once

#include "core/inference/simulator.h"

#include <filesystem>
#include <string_view>

namespace quincunx {

/// What names of such simulators begin with; the file follows.
inline constexpr std::string_view externalPrefix = "external:";

/// A simulator that is a program of any language, described by a small JSON file; see
/// plugins/simulators/README.md for the file and the protocol.
///
/// The program is started when it is first needed, in the folder of the file, `processes` times if as many
/// threads ask, and stays until the simulator is let go. It reads a line {"theta": [...], "seed": n} and
/// answers with a line [x...] or {"x": [...]}; numbers that are not finite (null, NaN, Infinity) make the
/// simulation count as unusable. To a program that `mines`, the line also has "other", and the answer
/// "log_ratio" and "score". A program that dies is started again and asked once more. If it fails then as
/// well, is silent for longer than the timeout, or answers anything else, simulate() throws an Error with
/// the reason, what the program wrote last to its standard error, and θ; or, with "on_failure": "count", a
/// program that died or was silent makes this one simulation unusable. Answers that are wrong always throw.
///
/// \throws Error that names the file and what is wrong in it.
SimulatorKind makeExternalSimulator(const std::filesystem::path &description);

} // namespace quincunx
