#pragma once

#include "core/inference/simulator.h"
#include "views/style/theme.h"

#include <QPointF>

class QPainter;

namespace quincunx {

/// A momentum of a jet as a camera on its axis would see it.
struct SeenLeaf {
    double across, up; ///< angles from the axis [mrad]
    double share;      ///< of the energy
};

/// Whether these data are momenta (E, px, py, pz), with zeros for those that are missing.
bool areLeaves(const Simulator &simulator);

/// Those of one row of such data, seen along their sum. \param x momenta with zeros at the end.
std::vector<SeenLeaf> seenLeaves(std::span<const double> x);

/// How many leaves a row of such data has.
int leafCount(std::span<const double> x);

/// A leaf of one of many jets, and whose.
struct CloudLeaf {
    Eigen::Index simulation;
    double across, up; ///< [mrad]
};
/// Of the first simulations, some thousand.
std::vector<CloudLeaf> leavesOf(const Simulations &cloud);

/// A jet: its leaves as circles of their share of the energy, and its axis.
/// \param pixel of a place in the plane.
void paintJet(QPainter &painter, const std::vector<SeenLeaf> &leaves,
              const std::function<QPointF(QPointF)> &pixel, const Theme &theme);

} // namespace quincunx
