#pragma once

#include "tests/bench/bench.h"
#include "views/base/view.h"
#include "views/vtk/render_widget.h"

#include <QEventLoop>
#include <QTest>
#include <QTimer>

#include <memory>

namespace quincunx::bench {

inline void settle(Document &document) {
    while (!document.isSettled())
        QTest::qWait(1);
}

/// Time from a change of the session until every surface has drawn the scene that follows and the windows are
/// flushed, Qt's own painting included [ms].
inline double millisecondsUntilDrawn(Document &document, const std::vector<RenderWidget *> &surfaces,
                                     const std::function<void()> &change) {
    return milliseconds([&] {
        std::size_t waiting = surfaces.size();
        QEventLoop loop;
        bool made = false;
        QObject context;
        QObject::connect(&document, &Document::jetChanged, &context, [&] { made = true; }); // the last signal
        for (RenderWidget *surface : surfaces)
            QObject::connect(surface, &RenderWidget::frameDrawn, &context, [&, done = false]() mutable {
                if (made && !done && (done = true) && --waiting == 0)
                    QTimer::singleShot(0, &loop, &QEventLoop::quit); // after the window is flushed
            });
        change();
        loop.exec();
    });
}

/// One view in a window of 1280 × 800, showing a file.
class Stage {
public:
    Stage(View *(*create)(Document &, QWidget *), const QString &path) : view(create(document, nullptr)) {
        view->resize(1280, 800);
        view->show();
        document.open({path});
        settle(document);
        QTest::qWait(500); // the still picture, in full detail
    }

    /// Waits until the view has shown a new frame.
    void awaitFrame() {
        auto *surface = view->findChild<RenderWidget *>();
        QEventLoop loop;
        QObject::connect(surface, &RenderWidget::frameDrawn, &loop, &QEventLoop::quit, Qt::QueuedConnection);
        loop.exec(); // queued: it ends after the frame has gone to the screen
    }

    Document document;
    std::unique_ptr<View> view;
};

} // namespace quincunx::bench
