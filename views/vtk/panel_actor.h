#pragma once

#include "views/vtk/mesh.h"

#include <vtkSmartPointer.h>

class vtkActor;
class vtkImageData;
class vtkPolyData;

namespace quincunx {

/// A panel in VTK: one textured rectangle. A new image of the same size goes into the texture that is there.
class PanelActor {
public:
    PanelActor();
    ~PanelActor();
    PanelActor(PanelActor &&) noexcept;
    PanelActor &operator=(PanelActor &&) noexcept;

    vtkActor *actor() const;
    void show(const Panel &panel);

private:
    vtkSmartPointer<vtkActor> m_actor;
    vtkSmartPointer<vtkImageData> m_image;
    vtkSmartPointer<vtkPolyData> m_rectangle;
};

} // namespace quincunx
