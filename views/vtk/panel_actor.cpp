#include "views/vtk/panel_actor.h"

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkTexture.h>

#include <algorithm>

namespace quincunx {

PanelActor::PanelActor()
    : m_actor(vtkSmartPointer<vtkActor>::New())
    , m_image(vtkSmartPointer<vtkImageData>::New())
    , m_rectangle(vtkSmartPointer<vtkPolyData>::New()) {
    vtkNew<vtkPoints> points;
    points->SetNumberOfPoints(4);
    m_rectangle->SetPoints(points);
    vtkNew<vtkCellArray> face;
    face->InsertNextCell({0, 1, 2, 3});
    m_rectangle->SetPolys(face);
    vtkNew<vtkFloatArray> places;
    places->SetNumberOfComponents(2);
    for (const auto &[u, v] : {std::pair{0.f, 0.f}, {1.f, 0.f}, {1.f, 1.f}, {0.f, 1.f}})
        places->InsertNextTuple2(u, v);
    m_rectangle->GetPointData()->SetTCoords(places);

    vtkNew<vtkTexture> texture;
    texture->SetInputData(m_image);
    texture->SetColorModeToDirectScalars();
    texture->InterpolateOff();
    texture->RepeatOff();
    texture->EdgeClampOn();
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(m_rectangle);
    m_actor->SetMapper(mapper);
    m_actor->SetTexture(texture);
    m_actor->SetForceOpaque(true);
    m_actor->GetProperty()->LightingOff();
}

PanelActor::~PanelActor() = default;
PanelActor::PanelActor(PanelActor &&) noexcept = default;
PanelActor &PanelActor::operator=(PanelActor &&) noexcept = default;

vtkActor *PanelActor::actor() const {
    return m_actor;
}

void PanelActor::show(const Panel &panel) {
    for (std::size_t k = 0; k < 4; ++k)
        m_rectangle->GetPoints()->SetPoint(static_cast<vtkIdType>(k), panel.corners[k].data());
    m_rectangle->GetPoints()->Modified();

    const int width = panel.image.width(), height = panel.image.height();
    const int *size = m_image->GetDimensions();
    if (size[0] != width || size[1] != height || !m_image->GetScalarPointer()) {
        m_image->SetDimensions(width, height, 1);
        m_image->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
    }
    for (int y = 0; y < height; ++y) // VTK's first row is the lowest
        std::copy_n(panel.image.constScanLine(y), 3 * width,
                    static_cast<unsigned char *>(m_image->GetScalarPointer(0, height - 1 - y, 0)));
    m_image->Modified();
}

} // namespace quincunx
