#include "views/vtk/offscreen.h"

#include "core/base/error.h"
#include "views/vtk/context_observer.h"
#include "views/vtk/stage.h"

#include <QOffscreenSurface>
#include <QOpenGLContext>

#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

namespace quincunx {
namespace {

bool start(QOpenGLContext &context, QOffscreenSurface &surface) {
    surface.create();
    return surface.isValid() && context.create() && context.makeCurrent(&surface) &&
           context.format().version() >= qMakePair(3, 2);
}

} // namespace

bool hasOpenGL() {
    static const bool has = [] {
        QOffscreenSurface surface;
        QOpenGLContext context;
        return start(context, surface);
    }();
    return has;
}

QImage renderPicture(const Drawing &drawing, const OrbitCamera &camera, QSize size, double lineScale) {
    if (size.isEmpty() || size.width() > 16000 || size.height() > 16000)
        throw Error("cannot draw the picture", "its sides must have 1 to 16000 pixels",
                    "choose another size");
    QOffscreenSurface surface;
    QOpenGLContext context;
    if (!start(context, surface))
        throw Error("cannot draw the picture", "there is no OpenGL 3.2 here",
                    "run with a display, for example under xvfb-run");
    QImage picture;
    {
        // Two samples along each side, as long as the framebuffer stays within what every driver offers.
        const int samples = std::max(size.width(), size.height()) <= 4096 ? 2 : 1;
        const QSize drawn = size * samples;
        Stage stage;
        vtkNew<vtkGenericOpenGLRenderWindow> window;
        window->SetOwnContext(0);
        window->SetFrameBlitModeToNoBlit();
        observeContext(window, [&context] { return &context; });
        window->SetForceMaximumHardwareLineWidth(1);
        window->AddRenderer(stage.renderer());
        window->SetMultiSamples(0);
        window->SetReadyForRendering(true);
        window->GetState()->Reset();
        window->OpenGLInitContext();
        window->SetSize(drawn.width(), drawn.height());
        stage.setPixelScale(lineScale * samples);
        stage.show(drawing);
        stage.look(camera);
        stage.renderer()->SetUseFXAA(samples == 1);
        window->Render();
        vtkNew<vtkUnsignedCharArray> pixels;
        window->GetPixelData(0, 0, drawn.width() - 1, drawn.height() - 1, 0, pixels.Get(), 0);
        const QImage upsideDown(pixels->GetPointer(0), drawn.width(), drawn.height(), 3 * drawn.width(),
                                QImage::Format_RGB888);
        picture = upsideDown.mirrored().convertToFormat(QImage::Format_RGB32);
        if (samples > 1)
            picture = picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        window->Finalize();
    }
    context.doneCurrent();
    return picture;
}

} // namespace quincunx
