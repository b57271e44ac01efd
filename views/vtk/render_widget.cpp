#include "views/vtk/render_widget.h"

#include "views/vtk/offscreen.h"

#include <QPainter>

namespace quincunx {
namespace {

constexpr int slowFrame = 250; // [ms]: what a frame at rest may take

} // namespace

RenderWidget::RenderWidget(QWidget *parent)
    : QWidget(parent)
    , m_renderer(std::make_unique<OffscreenRenderer>()) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::NoFocus);
}

RenderWidget::~RenderWidget() = default;

void RenderWidget::show(Drawing drawing) {
    m_renderer->show(std::move(drawing));
    setDirty();
}

void RenderWidget::look(const OrbitCamera &camera) {
    m_renderer->stage().look(camera);
    setDirty();
}

void RenderWidget::setQuality(Quality quality) {
    if (quality == m_quality)
        return;
    m_quality = quality;
    m_renderer->stage().setMoving(quality == Quality::Moving);
    setDirty();
}

QString RenderWidget::problem() const {
    return m_renderer->isValid() ? QString() : tr("There is no OpenGL 3.2 here to draw this view with.");
}

void RenderWidget::setDirty() {
    m_dirty = true;
    m_begun = false;
    update();
}

QSize RenderWidget::frameSize() const {
    return (QSizeF(size()) * devicePixelRatioF()).toSize();
}

bool RenderWidget::isFine() const {
    return m_quality == Quality::Still && m_slowFrames < 2;
}

void RenderWidget::begin() {
    if (!m_dirty || m_begun || !isVisible() || !m_renderer->isValid())
        return;
    if (m_frame.size() != frameSize())
        m_slowFrames = 0; // at another size it may be quick enough
    m_sinceBegin.start();
    m_renderer->begin(frameSize(), isFine() ? 2 : 1, m_quality == Quality::Still && !isFine(),
                      devicePixelRatioF());
    m_begunSize = frameSize();
    m_begun = true;
}

void RenderWidget::finish() {
    m_frame = m_renderer->finish();
    if (isFine())
        m_slowFrames = m_sinceBegin.elapsed() > slowFrame ? m_slowFrames + 1 : 0;
    m_dirty = m_begun = false;
    Q_EMIT frameDrawn();
}

void RenderWidget::paintEvent(QPaintEvent *) {
    if (!m_renderer->isValid())
        return;
    if ((m_begun ? m_begunSize : m_frame.size()) != frameSize()) {
        m_dirty = true;
        m_begun = false;
    }
    begin();
    if (m_begun)
        finish();
    QPainter(this).drawImage(rect(), m_frame);
}

} // namespace quincunx
