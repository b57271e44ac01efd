#pragma once

#include "views/base/view.h"

#include <QEventLoop>
#include <QOpenGLWidget>
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
        auto *surface = view->findChild<QOpenGLWidget *>();
        QEventLoop loop;
        QObject::connect(surface, &QOpenGLWidget::frameSwapped, &loop, &QEventLoop::quit);
        loop.exec();
    }

    Document document;
    std::unique_ptr<View> view;
};

} // namespace quincunx::bench
