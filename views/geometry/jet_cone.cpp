#include "views/geometry/jet_cone.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

namespace quincunx {

double drawnRadius(const Scene &scene, const DisplaySettings &display) {
    return display.coneRadius > 0 ? display.coneRadius : scene.clusteringUsed.radius;
}

double jetWeight(const Scene &scene, double pt) {
    const auto &jets = scene.clustering->jets; // by falling p_T
    const double hardest = jets.empty() ? 0 : jets.front().momentum.pt();
    return hardest > 0 ? std::sqrt(std::clamp(pt / hardest, 0.0, 1.0)) : 1;
}

std::vector<std::array<double, 2>> jetCircle(double y, double phi, double radius, int pieces) {
    std::vector<std::array<double, 2>> circle;
    for (int k = 0; k <= pieces; ++k) {
        const double t = 2 * std::numbers::pi * k / pieces;
        circle.push_back({y + radius * std::cos(t), phi + radius * std::sin(t)});
    }
    return circle;
}

std::vector<FileJet> drawnFileJets(const Scene &scene, const DisplaySettings &display) {
    std::vector<FileJet> drawn;
    if (display.fileJets)
        std::ranges::copy_if(scene.event->fileJets, std::back_inserter(drawn),
                             [&](const FileJet &jet) { return jet.et >= scene.cutsUsed.jetPt; });
    return drawn;
}

std::vector<int> labelledJets(const Scene &scene, const DisplaySettings &display) {
    constexpr std::size_t atMost = 5;
    constexpr double crumb = 0.18; // about 3 % of the momentum of the hardest
    std::vector<int> labelled;
    if (!display.labels || display.jetShape == DisplaySettings::JetShape::Hidden)
        return labelled;
    const auto &jets = scene.clustering->jets;
    for (std::size_t j = 0; j < std::min(atMost, jets.size()); ++j)
        if (jetWeight(scene, jets[j].momentum.pt()) >= crumb)
            labelled.push_back(static_cast<int>(j));
    return labelled;
}

} // namespace quincunx
