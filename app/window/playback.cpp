#include "app/window/playback.h"

#include "views/document/document.h"

namespace quincunx {

Playback::Playback(Document &document, QObject *parent) : QObject(parent), m_document(document) {
    m_animation.setStartValue(-0.4);
    m_animation.setEndValue(1.0);
    m_animation.setDuration(4000);
    connect(&m_animation, &QVariantAnimation::valueChanged, this,
            [this](const QVariant &phase) { m_document.setPlayback(phase.toDouble()); });
    connect(&m_animation, &QVariantAnimation::stateChanged, this,
            [this] { Q_EMIT playingChanged(isPlaying()); });
    connect(&document, &Document::sceneChanged, this, &Playback::stop);
}

void Playback::toggle() {
    if (isPlaying())
        stop();
    else
        m_animation.start();
}

void Playback::stop() {
    m_animation.stop();
    m_document.setPlayback(1);
}

} // namespace quincunx
