#pragma once

#include "views/vtk/stage.h"

#include <QImage>
#include <QOffscreenSurface>
#include <QOpenGLContext>

namespace quincunx {

/// Whether OpenGL 3.2 is to be had in this process; asked once. GUI thread.
bool hasOpenGL();

/// A stage with an OpenGL context of its own and no window: it draws frames into pictures. GUI thread.
///
/// The views show such frames as ordinary pictures instead of being OpenGL widgets. One OpenGL widget would
/// make Qt compose the whole window through OpenGL, which without a graphics card costs more than the
/// drawing; and a context that belongs to no window survives docks that float and close. Reading a frame
/// back takes under a millisecond in memory, a few from a graphics card.
class OffscreenRenderer {
    class Window;

public:
    OffscreenRenderer();
    ~OffscreenRenderer();

    /// Whether there is a context to draw with.
    bool isValid() const { return m_valid; }

    void show(Drawing drawing);
    Stage &stage() { return m_stage; }

    /// Begins a frame, which is drawn on while the caller does other things.
    /// \param size [device pixels]; \param samples along each side of a pixel, 1 or 2.
    /// \param smooth edges by FXAA, for frames of one sample.
    /// \param pixelScale device pixels per pixel of the drawing, for the widths of lines.
    void begin(QSize size, int samples, bool smooth, double pixelScale);
    /// The frame begun last; waits until it is drawn.
    QImage finish();

    /// What OpenGL complains about since it was last asked; 0 for nothing.
    unsigned glError();

private:
    QOffscreenSurface m_surface;
    QOpenGLContext m_context;
    vtkSmartPointer<Window> m_window;
    Stage m_stage;
    QSize m_size;      // of the frame begun last
    int m_samples = 1; // likewise
    bool m_valid = false;
};

/// The drawing as a picture, with four samples a pixel where the size allows. GUI thread.
/// \param size [pixels] of the picture.
/// \param lineScale how much wider than on the screen lines are.
/// \throws Error if there is no OpenGL to draw it with, or the picture is larger than it can draw.
QImage renderPicture(const Drawing &drawing, const OrbitCamera &camera, QSize size, double lineScale);

} // namespace quincunx
