#pragma once

namespace quincunx {

/// How the angle enters d_ij: FastJet's ΔR²/R², or ΔR/R of Henrion et al. 2017 (*Neural Message Passing for
/// Jet Physics*).
enum class AngularDistance { Squared, Linear };

} // namespace quincunx
