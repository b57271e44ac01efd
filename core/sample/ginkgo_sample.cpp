#include "core/sample/ginkgo_sample.h"

#include "core/ginkgo/ginkgo.h"

namespace quincunx {

SampleSource ginkgoSample(const std::string &kind, std::int64_t count, std::uint64_t seed) {
    const GinkgoSettings settings = ginkgoKinds().at(kind).settings;
    auto generate = [settings](RandomEngine &random) {
        Event event;
        event.isJet = true;
        for (const FourMomentum &leaf : generateGinkgoJet(settings, random).leaves)
            event.particles.push_back({.momentum = leaf});
        return event;
    };
    const std::string name = "ginkgo " + GinkgoSettings::table().toJson(settings).dump();
    return {JetGenerator{name, count, seed, generate}, kind == "w" ? "W" : kind == "qcd" ? "QCD" : kind};
}

} // namespace quincunx
