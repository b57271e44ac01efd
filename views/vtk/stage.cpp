#include "views/vtk/stage.h"

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkOpenGLPolyDataMapper.h>
#include <vtkOpenGLVertexBufferObject.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkTypeInt64Array.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <utility>

namespace quincunx {
namespace {

template <class Array, class Value>
vtkSmartPointer<Array> filled(const std::vector<Value> &values, int components = 1) {
    auto array = vtkSmartPointer<Array>::New();
    array->SetNumberOfComponents(components);
    array->SetNumberOfValues(static_cast<vtkIdType>(values.size()));
    std::copy(values.begin(), values.end(), array->GetPointer(0));
    return array;
}

template <class Array, class Value>
bool holds(Array *array, const std::vector<Value> &values) {
    return array && array->GetNumberOfValues() == static_cast<vtkIdType>(values.size()) &&
           std::equal(values.begin(), values.end(), array->GetPointer(0));
}

bool holds(vtkCellArray *cells, const std::vector<std::int64_t> &starts,
           const std::vector<std::int64_t> &vertices) {
    return cells && cells->IsStorage64Bit() && holds(cells->GetConnectivityArray64(), vertices) &&
           holds(cells->GetOffsetsArray64(), starts);
}

vtkSmartPointer<vtkCellArray> cellsOf(const std::vector<std::int64_t> &starts,
                                      const std::vector<std::int64_t> &vertices) {
    auto cells = vtkSmartPointer<vtkCellArray>::New();
    cells->SetData(filled<vtkTypeInt64Array>(starts), filled<vtkTypeInt64Array>(vertices));
    return cells;
}

// Replaces the arrays that differ from the mesh: what is the same stays in the memory that is drawn from. New
// jets change the colours of most layers, but not where anything is.
void renew(vtkPolyData &data, const Mesh &mesh) {
    if (!data.GetPoints() || !holds(vtkFloatArray::SafeDownCast(data.GetPoints()->GetData()), mesh.points)) {
        vtkNew<vtkPoints> points;
        points->SetData(filled<vtkFloatArray>(mesh.points, 3));
        data.SetPoints(points);
    }
    if (mesh.lineVertices.empty())
        data.SetLines(nullptr);
    else if (!holds(data.GetLines(), mesh.lineStarts, mesh.lineVertices))
        data.SetLines(cellsOf(mesh.lineStarts, mesh.lineVertices));
    std::vector<std::int64_t> starts(mesh.triangles.size() / 3 + 1);
    for (std::size_t k = 0; k < starts.size(); ++k)
        starts[k] = static_cast<std::int64_t>(3 * k);
    if (mesh.triangles.empty())
        data.SetPolys(nullptr);
    else if (!holds(data.GetPolys(), starts, mesh.triangles))
        data.SetPolys(cellsOf(starts, mesh.triangles));
    if (!holds(vtkUnsignedCharArray::SafeDownCast(data.GetPointData()->GetScalars()), mesh.colours)) {
        const auto colours = filled<vtkUnsignedCharArray>(mesh.colours, 4);
        colours->SetName("colour");
        data.GetPointData()->SetScalars(colours);
    }
}

} // namespace

Stage::Stage() {
    m_renderer->SetAutomaticLightCreation(false);
}

Stage::~Stage() = default;

void Stage::show(Drawing drawing) {
    m_renderer->SetBackground(drawing.background.redF(), drawing.background.greenF(),
                              drawing.background.blueF());
    for (; m_parts.size() > drawing.layers.size(); m_parts.pop_back())
        m_renderer->RemoveActor(m_parts.back().actor);
    while (m_parts.size() < drawing.layers.size())
        m_parts.push_back(addPart());
    // The same actors again: a new mapper would have to find its shaders anew, in longer than it draws.
    for (std::size_t k = 0; k < m_parts.size(); ++k) {
        Layer &layer = drawing.layers[k];
        Part &part = m_parts[k];
        part.stale = part.stale || part.mesh != layer.mesh;
        part.mesh = std::move(layer.mesh);
        // Flatter and cheaper than VTK's guess, which would look at every colour's alpha.
        part.actor->SetForceTranslucent(layer.translucent);
        part.actor->SetForceOpaque(!layer.translucent);
        part.actor->GetProperty()->SetBackfaceCulling(layer.sides == Layer::Sides::Front);
        part.actor->GetProperty()->SetFrontfaceCulling(layer.sides == Layer::Sides::Back);
        part.lineWidth = layer.lineWidth;
        part.detail = layer.detail;
    }
    for (; m_panels.size() > drawing.panels.size(); m_panels.pop_back())
        m_renderer->RemoveActor(m_panels.back().actor());
    for (std::size_t k = 0; k < drawing.panels.size(); ++k) {
        if (k == m_panels.size())
            m_renderer->AddActor(m_panels.emplace_back().actor());
        m_panels[k].show(drawing.panels[k]);
    }
    setPixelScale(m_pixelScale);
    setMoving(m_moving);
}

Stage::Part Stage::addPart() {
    Part part;
    part.mapper = vtkSmartPointer<vtkOpenGLPolyDataMapper>::New();
    // Coordinates near one need no shift and scale, which would be looked for in every new array.
    part.mapper->SetVBOShiftScaleMethod(vtkOpenGLVertexBufferObject::DISABLE_SHIFT_SCALE);
    part.mapper->SetColorModeToDirectScalars();
    part.mapper->SetScalarModeToUsePointData();
    part.mapper->SetStatic(true);
    part.data = vtkSmartPointer<vtkPolyData>::New();
    part.mapper->SetInputData(part.data);
    part.actor = vtkSmartPointer<vtkActor>::New();
    part.actor->SetMapper(part.mapper);
    part.actor->GetProperty()->LightingOff();
    m_renderer->AddActor(part.actor);
    return part;
}

void Stage::look(const OrbitCamera &from) {
    vtkCamera *camera = m_renderer->GetActiveCamera();
    camera->SetPosition(from.position.data());
    camera->SetFocalPoint(from.focalPoint.data());
    camera->SetViewUp(from.viewUp.data());
    camera->SetViewAngle(from.viewAngle);
    camera->SetParallelProjection(from.parallel);
    camera->SetParallelScale(from.parallelScale);
    m_renderer->ResetCameraClippingRange();
}

void Stage::setMoving(bool moving) {
    m_moving = moving;
    for (Part &part : m_parts) {
        const bool visible = !part.mesh.empty() && (part.detail == Layer::Detail::Always ||
                                                    (part.detail == Layer::Detail::Moving) == moving);
        part.actor->SetVisibility(visible);
        if (visible && std::exchange(part.stale, false)) // what a moving frame leaves out can wait
            renew(*part.data, part.mesh);
    }
    setPixelScale(m_pixelScale);
}

void Stage::setPixelScale(double scale) {
    m_pixelScale = scale;
    // Wider than a pixel costs a geometry shader, twice the time; under way only what must be seen has that.
    for (const Part &part : m_parts) {
        const double width = m_moving && part.lineWidth < 2 ? 1 : part.lineWidth * scale;
        part.actor->GetProperty()->SetLineWidth(static_cast<float>(width));
    }
}

} // namespace quincunx
