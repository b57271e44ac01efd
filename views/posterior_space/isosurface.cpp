#include "views/posterior_space/isosurface.h"

#include <vtkCellArray.h>
#include <vtkFlyingEdges3D.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPolyData.h>

#include <algorithm>

namespace quincunx {
namespace {

constexpr int cells = DensityVolume::cells;
constexpr int rim = 2; // cells beyond each end: one as the last within, one of zeros

/// Cell numbers are its coordinates, and the level is at 1.
vtkNew<vtkImageData> rimmedImage(const DensityVolume &volume, double level) {
    constexpr int size = cells + 2 * rim;
    vtkNew<vtkImageData> image;
    image->SetDimensions(size, size, size);
    image->SetOrigin(-rim, -rim, -rim);
    image->AllocateScalars(VTK_FLOAT, 1);
    auto *value = static_cast<float *>(image->GetScalarPointer());
    auto isRim = [](int cell) { return cell < -1 || cell > cells; };
    auto within = [](int cell) { return std::clamp(cell, 0, cells - 1); };
    for (int z = -rim; z < cells + rim; ++z)
        for (int y = -rim; y < cells + rim; ++y)
            for (int x = -rim; x < cells + rim; ++x)
                *value++ = isRim(x) || isRim(y) || isRim(z)
                               ? 0
                               : static_cast<float>(volume.at(within(x), within(y), within(z)) / level);
    return image;
}

} // namespace

Surface isosurface(const DensityVolume &volume, double level) {
    Surface surface;
    if (!(level > 0))
        return surface;
    const vtkNew<vtkImageData> image = rimmedImage(volume, level);
    vtkNew<vtkFlyingEdges3D> edges;
    edges->SetInputData(image);
    edges->SetValue(0, 1);
    edges->ComputeNormalsOff();
    edges->ComputeGradientsOff();
    edges->ComputeScalarsOff();
    edges->Update();
    vtkPolyData *found = edges->GetOutput();
    for (vtkIdType k = 0; k < found->GetNumberOfPoints(); ++k) {
        Vector3 point;
        found->GetPoint(k, point.data());
        for (std::size_t axis = 0; axis < 3; ++axis) { // what lies beyond an end is a lid on it
            const Extent &extent = volume.extents[axis];
            point[axis] = std::clamp(extent.low + (point[axis] + 0.5) / cells * extent.length(), extent.low,
                                     extent.high);
        }
        surface.points.push_back(point);
    }
    vtkIdType corners = 0;
    const vtkIdType *corner = nullptr;
    for (found->GetPolys()->InitTraversal(); found->GetPolys()->GetNextCell(corners, corner);)
        surface.triangles.push_back({corner[0], corner[1], corner[2]});
    return surface;
}

} // namespace quincunx
