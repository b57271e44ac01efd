#pragma once

#include "core/tape/tape.h"

namespace quincunx {

/// The numbers of a tape as its steps see them. Internal to Tape.
struct TapeMemory {
    double *values, *gradients; ///< rows of `lanes`
    std::size_t lanes;
    const double *parameters;
    double *parameterGradients;
};

void tapeForward(const Tape::Step &step, const TapeMemory &memory);
void tapeBackward(const Tape::Step &step, const TapeMemory &memory);

} // namespace quincunx
