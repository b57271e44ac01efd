#pragma once

namespace quincunx::bench {

/// Training and drawing of flows on T² and S², against plain torch.
void flowSpeed();
/// KL and ESS of the targets that are published, over five seeds.
void flowTargets();

} // namespace quincunx::bench
