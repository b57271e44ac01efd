#include "views/inference/leaf_plane.h"

#include "views/inference/inference_style.h"

#include <Eigen/Geometry>
#include <QPainter>

namespace quincunx {

bool areLeaves(const Simulator &simulator) {
    return simulator.dataShape().kind == DataShape::Kind::Set && simulator.dataShape().parts == 4;
}

std::vector<SeenLeaf> seenLeaves(std::span<const double> x) {
    std::vector<Eigen::Vector3d> momenta;
    std::vector<double> energies;
    Eigen::Vector3d sum(0, 0, 0);
    double energy = 0;
    for (std::size_t k = 0; k + 3 < x.size(); k += 4)
        if (x[k] > 0) {
            momenta.emplace_back(x[k + 1], x[k + 2], x[k + 3]);
            energies.push_back(x[k]);
            sum += momenta.back();
            energy += x[k];
        }
    const Eigen::Vector3d axis = sum.normalized();
    const Eigen::Vector3d right = Eigen::Vector3d(0, 0, 1).cross(axis).norm() > 1e-6
                                      ? Eigen::Vector3d(0, 0, 1).cross(axis).normalized()
                                      : Eigen::Vector3d(1, 0, 0);
    const Eigen::Vector3d top = axis.cross(right);
    std::vector<SeenLeaf> seen;
    for (std::size_t i = 0; i < momenta.size(); ++i) {
        const double along = momenta[i].dot(axis);
        seen.push_back({1000 * std::atan2(momenta[i].dot(right), along),
                        1000 * std::atan2(momenta[i].dot(top), along), energies[i] / energy});
    }
    return seen;
}

int leafCount(std::span<const double> x) {
    int count = 0;
    for (std::size_t k = 0; k < x.size(); k += 4)
        count += x[k] > 0;
    return count;
}

std::vector<CloudLeaf> leavesOf(const Simulations &cloud) {
    constexpr std::size_t most = 4000; // more would be one blot
    std::vector<CloudLeaf> all;
    for (Eigen::Index row = 0; row < cloud.x.rows() && all.size() < most; ++row)
        for (const SeenLeaf &leaf : seenLeaves(rowOf(cloud.x, static_cast<std::size_t>(row))))
            all.push_back({row, leaf.across, leaf.up});
    return all;
}

void paintJet(QPainter &painter, const std::vector<SeenLeaf> &leaves,
              const std::function<QPointF(QPointF)> &pixel, const Theme &theme) {
    constexpr double largest = 34; // radius of all of the energy [pixels]
    const QPointF axis = pixel({0, 0});
    painter.setPen(QPen(theme.axis, 1));
    painter.drawLine(axis - QPointF(5, 0), axis + QPointF(5, 0));
    painter.drawLine(axis - QPointF(0, 5), axis + QPointF(0, 5));
    painter.setPen(QPen(theme.canvas, 1.6));
    painter.setBrush(faded(observationColour(theme), 0.8));
    for (const SeenLeaf &leaf : leaves) {
        const double radius = largest * std::sqrt(leaf.share);
        painter.drawEllipse(pixel({leaf.across, leaf.up}), radius, radius);
    }
}

} // namespace quincunx
