#pragma once

#include "views/document/scene.h"
#include "views/vtk/orbit_camera.h"

#include <vector>

namespace quincunx {

/// A point by which an object can be found: the tip of a tower, a sample along a track.
struct Anchor {
    Vector3 point;
    Hover target;
};

/// What is nearest to the mouse, found on the CPU: the anchors as they appear on the screen, sorted into
/// square buckets. (vtkHardwareSelector takes seconds for 10⁵ objects in software; this one milliseconds.)
class ScreenIndex {
public:
    /// Cost O(n): some 20 ns an anchor.
    void rebuild(const std::vector<Anchor> &anchors, const ScreenProjection &projection);

    /// The target nearest to (x, y) within `radius` [pixels]. Of those that are nearest to within 2 pixels
    /// the one in front wins. Jets count as `jetHandicap` further away than they are: particles lie all over
    /// them. \return {-1, -1} if there is none. Cost: the anchors of a few buckets.
    Hover nearest(double x, double y, double radius) const;

    static constexpr double jetHandicap = 2; ///< [pixels]

private:
    struct Entry {
        float x, y, depth;
        Hover target;
    };

    static constexpr double bucket = 16; // [pixels]
    int m_columns = 0, m_rows = 0;
    std::vector<int> m_starts; // of each bucket in m_entries, row by row, and the end
    std::vector<Entry> m_entries;
};

} // namespace quincunx
