#pragma once

#include <QObject>
#include <QVariantAnimation>

namespace quincunx {

class Document;

/// Plays the collision: the protons come in, meet, and the particles fly out, in all views at once.
class Playback : public QObject {
    Q_OBJECT

public:
    explicit Playback(Document &document, QObject *parent = nullptr);

    bool isPlaying() const { return m_animation.state() == QAbstractAnimation::Running; }
    /// Starts from the beginning, or stops and shows everything.
    void toggle();
    void stop();

Q_SIGNALS:
    void playingChanged(bool playing);

private:
    Document &m_document;
    QVariantAnimation m_animation;
};

} // namespace quincunx
