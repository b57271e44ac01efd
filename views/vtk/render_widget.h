#pragma once

#include "views/vtk/stage.h"

#include <QOpenGLWidget>

#include <memory>

class vtkGenericOpenGLRenderWindow;

namespace quincunx {

/// Shows a drawing through a camera: VTK's generic render window inside a QOpenGLWidget (Debian's VTK has
/// its Qt module for Qt 5 only). It takes no input: the view around it does.
///
/// A frame at rest is drawn with four samples a pixel where that is quick enough, else with FXAA; a moving
/// one with none. The last frame is kept and shown again when only something above it has changed.
class RenderWidget : public QOpenGLWidget {
    Q_OBJECT

public:
    explicit RenderWidget(QWidget *parent = nullptr);
    ~RenderWidget() override;

    void show(const Drawing &drawing);
    void look(const OrbitCamera &camera);
    void setMoving(bool moving);

    /// Why there is nothing to be seen, in words; empty if all is well.
    QString problem() const;

Q_SIGNALS:
    void problemChanged();

protected:
    void initializeGL() override;
    void paintGL() override;

private:
    void release();
    void renderFrame(QSize size);

    std::unique_ptr<Stage> m_stage;
    vtkNew<vtkGenericOpenGLRenderWindow> m_window;
    QMetaObject::Connection m_contextGoes;
    bool m_tried = false, m_ready = false;
    bool m_dirty = true; // whether the frame VTK holds is not what should be seen
    bool m_moving = false;
    bool m_rendering = false;
    int m_slowFrames = 0; // in a row, with four samples a pixel
    int m_samples = 1;    // along each side of a pixel, in the frame VTK holds
};

} // namespace quincunx
