#include "views/style/colours.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

QColor kindColour(const Theme &theme, const Event &event, const Particle &particle) {
    switch (particle.kind) {
    case ObjectKind::Particle:
        return particle.charge != 0 ? theme.track : theme.particle;
    case ObjectKind::Track:
        return theme.track;
    case ObjectKind::Hit:
        break;
    }
    if (particle.detail < 0)
        return theme.electromagnetic;
    switch (event.cells[static_cast<std::size_t>(particle.detail)].part) {
    case Calorimeter::Electromagnetic:
    case Calorimeter::Preshower:
        return theme.electromagnetic;
    case Calorimeter::Hadronic:
        return theme.hadronic;
    case Calorimeter::Forward:
        break;
    }
    return theme.forward;
}

} // namespace

QColor jetColour(const Theme &theme, int jet) {
    const int hues = static_cast<int>(theme.jets.size());
    const QColor colour = theme.jets[static_cast<std::size_t>(jet % hues)];
    const int round = std::min(jet / hues, 2); // the palette again, towards the background
    return round == 0   ? colour
           : theme.dark ? colour.darker(100 + 30 * round)
                        : colour.lighter(100 + 25 * round);
}

QColor particleColour(const Theme &theme, const Scene &scene, DisplaySettings::Colour by, int particle) {
    const auto i = static_cast<std::size_t>(particle);
    switch (by) {
    case DisplaySettings::Colour::Jet: {
        if (!scene.branchOfParticle.empty()) { // one jet is being taken apart: the others step back
            const int branch = scene.branchOf(i);
            return branch < 0 ? theme.unclustered : jetColour(theme, branch);
        }
        const auto &jets = scene.clustering->jetOfParticle;
        const int jet = i < jets.size() ? jets[i] : -1;
        return jet < 0 ? theme.unclustered : jetColour(theme, jet);
    }
    case DisplaySettings::Colour::Kind:
        return kindColour(theme, *scene.event, scene.event->particles[i]);
    case DisplaySettings::Colour::SubEvent: {
        const int sub = scene.event->particles[i].subEvent;
        return sub == 0 ? theme.jets[0] : jetColour(theme, 1 + (sub - 1) % 7);
    }
    case DisplaySettings::Colour::Momentum:
        break;
    }
    // 0.1 GeV ... 1 TeV over the whole map, so that a colour means the same in every event.
    return sequentialColour((std::log10(std::max(scene.pt[i], 1e-9)) + 1) / 4);
}

QColor sequentialColour(double t) {
    // Every eighth of viridis (Smith, van der Walt, Firing 2015; CC0), interpolated in RGB.
    static constexpr double map[][3] = {{0.267, 0.005, 0.329}, {0.283, 0.141, 0.458}, {0.254, 0.265, 0.530},
                                        {0.207, 0.372, 0.553}, {0.164, 0.471, 0.558}, {0.128, 0.567, 0.551},
                                        {0.267, 0.679, 0.480}, {0.478, 0.821, 0.318}, {0.993, 0.906, 0.144}};
    constexpr int last = static_cast<int>(std::size(map)) - 1;
    const double x = std::clamp(t, 0.0, 1.0) * last;
    const int k = std::min(static_cast<int>(x), last - 1);
    const double f = x - k;
    auto mix = [&](int c) { return static_cast<float>(map[k][c] * (1 - f) + map[k + 1][c] * f); };
    return QColor::fromRgbF(mix(0), mix(1), mix(2));
}

QColor divergingColour(double t, const Theme &theme) {
    const QColor hue = t < 0 ? theme.jets[1] : theme.jets[0];
    const QColor end = theme.dark ? hue.lighter(130) : hue.darker(150);
    // Towards the hue, then beyond it, away from the canvas: lightness is monotonic on either side.
    constexpr double middle = 0.65;
    const double x = std::min(std::fabs(t), 1.0);
    const double f = x < middle ? x / middle : (x - middle) / (1 - middle);
    const QColor from = x < middle ? theme.canvas : hue, to = x < middle ? hue : end;
    auto mix = [f](float a, float b) { return static_cast<float>(a + (b - a) * f); };
    return QColor::fromRgbF(mix(from.redF(), to.redF()), mix(from.greenF(), to.greenF()),
                            mix(from.blueF(), to.blueF()));
}

} // namespace quincunx
