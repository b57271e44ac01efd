#include "views/vtk/render_widget.h"

#include "views/vtk/context_observer.h"

#include <QElapsedTimer>
#include <QOpenGLContext>
#include <QOpenGLFunctions>

#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>

namespace quincunx {
namespace {

constexpr int slowFrame = 250; // [ms]: what a frame at rest may take

} // namespace

RenderWidget::RenderWidget(QWidget *parent) : QOpenGLWidget(parent), m_stage(std::make_unique<Stage>()) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    // Until initializeGL() nothing may touch OpenGL; the context is Qt's, and so is the place on the screen.
    m_window->SetReadyForRendering(false);
    m_window->SetOwnContext(0);
    m_window->SetFrameBlitModeToNoBlit();
    m_window->SetForceMaximumHardwareLineWidth(1); // core profiles need not draw wider; VTK's shader does
    m_window->AddRenderer(m_stage->renderer());
    observeContext(m_window, [this] { return context(); });
}

RenderWidget::~RenderWidget() {
    disconnect(m_contextGoes); // else it fires from QOpenGLWidget's destructor, when *this is half gone
    release();
}

void RenderWidget::show(const Drawing &drawing) {
    // Dropped actors free their buffers: the context must be there.
    if (m_ready)
        makeCurrent();
    m_stage->show(drawing);
    if (m_ready)
        doneCurrent();
    m_dirty = true;
    update();
}

void RenderWidget::look(const OrbitCamera &camera) {
    m_stage->look(camera);
    m_dirty = true;
    update();
}

void RenderWidget::setMoving(bool moving) {
    if (moving == m_moving)
        return;
    m_moving = moving;
    m_stage->setMoving(moving);
    m_dirty = true;
    update();
}

QString RenderWidget::problem() const {
    if (m_ready || !m_tried)
        return {};
    return tr("There is no OpenGL 3.2 here to draw this view with.");
}

void RenderWidget::initializeGL() {
    m_tried = true;
    const bool capable =
        context() && context()->isValid() && context()->format().version() >= qMakePair(3, 2);
    if (capable) {
        m_contextGoes = connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &RenderWidget::release,
                                Qt::DirectConnection);
        m_window->GetState()->Reset();
        m_window->SetMultiSamples(0);
        m_window->SetReadyForRendering(true);
        m_window->OpenGLInitContext();
        m_ready = true;
        m_dirty = true;
    }
    Q_EMIT problemChanged();
}

void RenderWidget::release() {
    if (!m_ready)
        return;
    m_ready = false;
    makeCurrent();
    m_window->Finalize();
    m_window->SetReadyForRendering(false);
    doneCurrent();
}

void RenderWidget::renderFrame(QSize size) {
    const bool fine = !m_moving && m_slowFrames < 2;
    m_samples = fine ? 2 : 1;
    m_stage->renderer()->SetUseFXAA(!m_moving && !fine);
    m_stage->setPixelScale(devicePixelRatioF() * m_samples);
    m_window->SetSize(size.width() * m_samples, size.height() * m_samples);
    m_stage->renderer()->ResetCameraClippingRange();
    QElapsedTimer time;
    time.start();
    m_window->Render();
    if (fine) {
        context()->functions()->glFinish();
        m_slowFrames = time.elapsed() > slowFrame ? m_slowFrames + 1 : 0;
    }
    m_dirty = false;
}

void RenderWidget::paintGL() {
    if (!m_ready || m_rendering)
        return;
    m_rendering = true;
    const QSize size(qRound(width() * devicePixelRatioF()), qRound(height() * devicePixelRatioF()));
    vtkOpenGLState *state = m_window->GetState();
    state->Reset();
    state->Push();
    const int *held = m_window->GetSize();
    if (held[0] != size.width() * m_samples || held[1] != size.height() * m_samples)
        m_slowFrames = 0; // at another size it may be quick enough
    if (m_dirty || held[0] != size.width() * m_samples || held[1] != size.height() * m_samples)
        renderFrame(size);

    context()->makeCurrent(context()->surface());
    QOpenGLFunctions *gl = context()->functions();
    gl->glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
    state->ResetFramebufferBindings();
    state->vtkglDisable(GL_SCISSOR_TEST);
    m_window->BlitDisplayFramebuffer(0, 0, 0, size.width() * m_samples, size.height() * m_samples, 0, 0,
                                     size.width(), size.height(), GL_COLOR_BUFFER_BIT, GL_LINEAR);
    gl->glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
    gl->glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_TRUE);
    gl->glClearColor(0, 0, 0, 1); // opaque, or what is behind the window would shine through
    gl->glClear(GL_COLOR_BUFFER_BIT);
    gl->glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    state->Reset();
    state->Pop();
    m_rendering = false;
}

} // namespace quincunx
