#pragma once

#include "views/document/scene.h"

namespace quincunx {

// How jets are drawn: the same in every view. Their axis is at the rapidity y, where a massive jet's
// constituents are, and not at the pseudorapidity of the sum.

/// The radius that jets are drawn with: the display's, or R of the clustering if that is 0.
double drawnRadius(const Scene &scene, const DisplaySettings &display);

/// How much a jet or an arrow of transverse momentum `pt` [GeV] stands out: √(p_T / p_T of the hardest jet),
/// in [0, 1]; 1 without jets.
double jetWeight(const Scene &scene, double pt);

/// The circle of radius `radius` about (y, φ), closed: pieces + 1 points (η, φ), φ not wrapped.
std::vector<std::array<double, 2>> jetCircle(double y, double phi, double radius, int pieces = 64);

/// The radius of the jets that come with a file: anti-kT, R = 0.5 was the standard of CMS in 2011 and 2012.
inline constexpr double fileJetRadius = 0.5;
/// Those that pass the cut on the jets.
std::vector<FileJet> drawnFileJets(const Scene &scene, const DisplaySettings &display);

/// The jets that are named, by falling p_T: at most five, and no crumbs. None if labels or jets are hidden.
std::vector<int> labelledJets(const Scene &scene, const DisplaySettings &display);

} // namespace quincunx
