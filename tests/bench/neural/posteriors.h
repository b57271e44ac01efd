#pragma once

namespace quincunx::bench {

/// C2ST against the published reference samples: one amortised network a task and budget.
void posteriors();

/// What the program begins with on each simulator, `npe` after 10 000 simulations, tried on 1000 draws of the
/// prior: the least p of the ranks and of TARP, and the coverage that is farthest from what it should be.
void presets();

/// Posteriors of the rate of Ginkgo jets beside the exact ones of the same jets: of one jet by `npe`, of a
/// hundred by `alices`, which learned from 10 000 jets.
void ginkgo();

} // namespace quincunx::bench
