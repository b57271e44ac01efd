#pragma once

#include "views/base/view.h"
#include "views/vtk/render_widget.h"

#include <QEventLoop>
#include <QTest>

#include <memory>

namespace quincunx::bench {

inline void settle(Document &document) {
    while (!document.isSettled())
        QTest::qWait(1);
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
