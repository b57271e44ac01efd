#include "views/vtk/offscreen.h"

#include "core/base/error.h"
#include "views/vtk/context_observer.h"

#include <QOpenGLFunctions>

#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkObjectFactory.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>

namespace quincunx {
namespace {

bool start(QOpenGLContext &context, QOffscreenSurface &surface) {
    surface.create();
    return surface.isValid() && context.create() && context.makeCurrent(&surface) &&
           context.format().version() >= qMakePair(3, 2);
}

} // namespace

/// Leaves a frame where it has been drawn: the copy into a second framebuffer would be for a window.
class OffscreenRenderer::Window : public vtkGenericOpenGLRenderWindow {
public:
    static Window *New() { VTK_STANDARD_NEW_BODY(Window); }
    void Frame() override {}
};

bool hasOpenGL() {
    static const bool has = [] {
        QOffscreenSurface surface;
        QOpenGLContext context;
        return start(context, surface);
    }();
    return has;
}

OffscreenRenderer::OffscreenRenderer() : m_window(vtkSmartPointer<Window>::New()) {
    m_window->SetReadyForRendering(false);
    m_window->SetOwnContext(0);
    m_window->SetForceMaximumHardwareLineWidth(1); // core profiles need not draw wider; VTK's shader does
    m_window->SetMultiSamples(0);
    observeContext(m_window, [this] { return &m_context; });
    m_window->AddRenderer(m_stage.renderer());
    m_valid = start(m_context, m_surface);
    if (m_valid) {
        m_window->SetReadyForRendering(true);
        m_window->GetState()->Reset();
        m_window->OpenGLInitContext();
        m_context.doneCurrent();
    }
}

OffscreenRenderer::~OffscreenRenderer() {
    if (m_valid && m_context.makeCurrent(&m_surface)) {
        m_window->Finalize();
        m_window->SetReadyForRendering(false);
    }
}

void OffscreenRenderer::show(Drawing drawing) {
    if (m_valid)
        m_context.makeCurrent(&m_surface); // dropped actors free their buffers: the context must be there
    m_stage.show(std::move(drawing));
}

void OffscreenRenderer::begin(QSize size, int samples, bool smooth, double pixelScale) {
    m_context.makeCurrent(&m_surface);
    m_size = size;
    m_samples = samples;
    const QSize drawn = size * samples;
    m_stage.setPixelScale(pixelScale * samples);
    m_stage.renderer()->SetUseFXAA(smooth);
    m_window->GetState()->Reset(); // another renderer may have had the context's thread
    m_window->SetSize(drawn.width(), drawn.height());
    m_stage.renderer()->ResetCameraClippingRange();
    m_window->Render();
    m_context.functions()->glFlush();
}

QImage OffscreenRenderer::finish() {
    m_context.makeCurrent(&m_surface);
    QImage image(m_size * m_samples, QImage::Format_RGB32);
    m_window->GetState()->PushReadFramebufferBinding();
    m_window->GetRenderFramebuffer()->Bind(GL_READ_FRAMEBUFFER);
    m_window->GetRenderFramebuffer()->ActivateReadBuffer(0);
    QOpenGLFunctions *gl = m_context.functions();
    gl->glPixelStorei(GL_PACK_ALIGNMENT, 4);
    gl->glReadPixels(0, 0, image.width(), image.height(), 0x80E1 /* GL_BGRA */, GL_UNSIGNED_BYTE,
                     image.bits());
    m_window->GetState()->PopReadFramebufferBinding();
    image = std::move(image).mirrored(); // OpenGL's first row is the lowest
    return m_samples == 1 ? image : image.scaled(m_size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

unsigned OffscreenRenderer::glError() {
    m_context.makeCurrent(&m_surface);
    return m_context.functions()->glGetError();
}

QImage renderPicture(const Drawing &drawing, const OrbitCamera &camera, QSize size, double lineScale) {
    if (size.isEmpty() || size.width() > 16000 || size.height() > 16000)
        throw Error("cannot draw the picture", "its sides must have 1 to 16000 pixels",
                    "choose another size");
    OffscreenRenderer renderer;
    if (!renderer.isValid())
        throw Error("cannot draw the picture", "there is no OpenGL 3.2 here",
                    "run with a display, for example under xvfb-run");
    // Two samples along each side, as long as the framebuffer stays within what every driver offers.
    const int samples = std::max(size.width(), size.height()) <= 4096 ? 2 : 1;
    renderer.show(drawing);
    renderer.stage().look(camera);
    renderer.begin(size, samples, samples == 1, lineScale);
    return renderer.finish();
}

} // namespace quincunx
