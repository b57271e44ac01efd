#pragma once

#include "views/vtk/mesh.h"
#include "views/vtk/orbit_camera.h"

#include <QElapsedTimer>
#include <QImage>
#include <QWidget>

#include <memory>

namespace quincunx {

class OffscreenRenderer;

/// Shows a drawing through a camera, frame by frame (Debian's VTK has its Qt module for Qt 5 only). It takes
/// no input: the view around it does.
///
/// A frame at rest is drawn with four samples a pixel where that is quick enough, else with FXAA; a moving
/// one or a draft with none. The last frame is kept and shown again when only something above it has changed.
class RenderWidget : public QWidget {
    Q_OBJECT

public:
    explicit RenderWidget(QWidget *parent = nullptr);
    ~RenderWidget() override;

    void show(Drawing drawing);
    void look(const OrbitCamera &camera);
    /// How much time a frame may take: Moving leaves out detail, Draft only smooth edges, Still nothing.
    enum class Quality { Moving, Draft, Still };
    void setQuality(Quality quality);
    /// Begins to draw, if anything has changed, before the window is painted: OpenGL goes on with it while
    /// the views prepare theirs.
    void begin();

    /// Why there is nothing to be seen, in words; empty if all is well.
    QString problem() const;
    OffscreenRenderer &renderer() { return *m_renderer; }
    /// The last frame, in device pixels.
    const QImage &frame() const { return m_frame; }

Q_SIGNALS:
    void frameDrawn();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void setDirty();
    QSize frameSize() const; // [device pixels]
    bool isFine() const;     // whether a frame begun now has four samples a pixel
    void finish();

    std::unique_ptr<OffscreenRenderer> m_renderer;
    QImage m_frame;
    bool m_dirty = true;  // whether m_frame is not what should be seen
    bool m_begun = false; // a frame of what should be seen is being drawn
    QSize m_begunSize;
    QElapsedTimer m_sinceBegin;
    Quality m_quality = Quality::Still;
    int m_slowFrames = 0; // in a row, with four samples a pixel
};

} // namespace quincunx
