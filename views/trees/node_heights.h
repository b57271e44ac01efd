#pragma once

#include "views/document/trees_result.h"
#include "views/geometry/axis_scale.h"

#include <QString>

namespace quincunx {

/// What the height of a node says, the same for all trees over the same leaves: its mass (logarithmic); for a
/// table, how much less similar than the most similar pair the two parts are on average; or how many leaves
/// are below it.
class NodeHeights {
public:
    /// \param trees that must fit in.
    NodeHeights(const TreesResult &result, TreesDisplay::Height height, std::span<const Tree *const> trees);

    /// Of the nodes of `tree`, in [0, 1], leaves 0.
    std::vector<double> fractions(const Tree &tree) const;
    const AxisScale &scale() const { return m_scale; }
    const QString &title() const { return m_title; } ///< with the unit

private:
    std::vector<double> values(const Tree &tree) const;

    const TreesResult &m_result;
    bool m_byLeaves;
    double m_mostSimilar = 0;
    AxisScale m_scale;
    QString m_title;
};

} // namespace quincunx
