#pragma once

#include "core/ginkgo/ginkgo_settings.h"
#include "core/sample/sample_source.h"

namespace quincunx {

/// `count` jets of the Ginkgo shower, to have a labelled sample where no file is at hand.
/// \param kind a name in ginkgoKinds(); the label is `W` or `QCD`, as files of Ginkgo jets have it.
/// \throws Error that lists the kinds, if `kind` is none.
SampleSource ginkgoSample(const std::string &kind, std::int64_t count, std::uint64_t seed);

} // namespace quincunx
