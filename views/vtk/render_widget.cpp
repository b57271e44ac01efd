#include "views/vtk/render_widget.h"

#include "views/vtk/offscreen.h"

#include <QElapsedTimer>
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
    m_dirty = true;
    update();
}

void RenderWidget::look(const OrbitCamera &camera) {
    m_renderer->stage().look(camera);
    m_dirty = true;
    update();
}

void RenderWidget::setQuality(Quality quality) {
    if (quality == m_quality)
        return;
    m_quality = quality;
    m_renderer->stage().setMoving(quality == Quality::Moving);
    m_dirty = true;
    update();
}

QString RenderWidget::problem() const {
    return m_renderer->isValid() ? QString() : tr("There is no OpenGL 3.2 here to draw this view with.");
}

void RenderWidget::drawFrame(QSize size) {
    if (m_frame.size() != size)
        m_slowFrames = 0; // at another size it may be quick enough
    const bool still = m_quality == Quality::Still;
    const bool fine = still && m_slowFrames < 2;
    QElapsedTimer time;
    time.start();
    m_frame = m_renderer->frame(size, fine ? 2 : 1, still && !fine, devicePixelRatioF());
    if (fine)
        m_slowFrames = time.elapsed() > slowFrame ? m_slowFrames + 1 : 0;
    m_dirty = false;
    Q_EMIT frameDrawn();
}

void RenderWidget::paintEvent(QPaintEvent *) {
    if (!m_renderer->isValid())
        return;
    const QSize size(qRound(width() * devicePixelRatioF()), qRound(height() * devicePixelRatioF()));
    if (m_dirty || m_frame.size() != size)
        drawFrame(size);
    QPainter(this).drawImage(rect(), m_frame);
}

} // namespace quincunx
