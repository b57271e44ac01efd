#pragma once

#include "views/vtk/mesh.h"
#include "views/vtk/orbit_camera.h"
#include "views/vtk/panel_actor.h"

#include <vtkNew.h>
#include <vtkSmartPointer.h>

#include <vector>

class vtkActor;
class vtkPolyData;
class vtkOpenGLPolyDataMapper;
class vtkRenderer;

namespace quincunx {

/// A drawing in VTK: one renderer with one actor per layer and panel. Belongs to one render window.
class Stage {
public:
    Stage();
    ~Stage();

    vtkRenderer *renderer() const { return m_renderer; }

    void show(Drawing drawing);
    /// Looks through `camera` and puts the clipping planes around what there is.
    void look(const OrbitCamera &camera);
    /// Which of the layers' details are drawn.
    void setMoving(bool moving);
    /// Device pixels per pixel of the drawing, for the widths of lines.
    void setPixelScale(double scale);

private:
    struct Part {
        vtkSmartPointer<vtkPolyData> data;
        vtkSmartPointer<vtkOpenGLPolyDataMapper> mapper;
        vtkSmartPointer<vtkActor> actor;
        double lineWidth = 1;
        Layer::Detail detail = Layer::Detail::Always;
        Mesh mesh;
        bool stale = true; // whether the data have yet to get the mesh
    };
    Part addPart();

    vtkNew<vtkRenderer> m_renderer;
    std::vector<Part> m_parts;
    std::vector<PanelActor> m_panels;
    bool m_moving = false;
    double m_pixelScale = 1;
};

} // namespace quincunx
