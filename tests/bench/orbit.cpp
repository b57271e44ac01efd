#include "tests/bench/bench.h"
#include "tests/bench/stage.h"
#include "tests/bench/synthetic.h"

#include "views/lego/lego_view.h"
#include "views/three_d/three_d_view.h"

#include <QTemporaryDir>

namespace quincunx::bench {
namespace {

struct Orbit {
    double framesPerSecond, stillFrame;
};

/// Drags the mouse around as a user would, one move a frame, then lets go and waits for the full picture.
Orbit turn(View *(*create)(Document &, QWidget *), const QString &path) {
    constexpr int frames = 60;
    Stage stage(create, path);
    QWidget *target = stage.view->childAt(stage.view->rect().center());
    if (!target)
        target = stage.view.get();
    QPoint at = target->rect().center();
    QTest::mousePress(target, Qt::LeftButton, Qt::NoModifier, at);
    auto move = [&] {
        at += QPoint(3, 1);
        QMouseEvent event(QEvent::MouseMove, at, target->mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                          Qt::NoModifier);
        QApplication::sendEvent(target, &event);
        stage.awaitFrame();
    };
    for (int i = 0; i < 5; ++i)
        move();
    const double total = milliseconds([&] {
        for (int i = 0; i < frames; ++i)
            move();
    });
    QTest::mouseRelease(target, Qt::LeftButton, Qt::NoModifier, at);
    const double still = milliseconds([&] { stage.awaitFrame(); });
    return {1000 * frames / total, still};
}

} // namespace

std::vector<Figure> orbit() {
    QTemporaryDir folder;
    const QString path = folder.filePath("collision.ig");
    writeCollision(path, 10000, 1000);
    const Orbit space = turn(makeThreeDView, path), lego = turn(makeLegoView, path);
    return {atLeast("3-D, 10⁴ towers + 10³ tracks, 1280×800, moving", space.framesPerSecond, "1/s", 25,
                    "plain vtkGlyph3DMapper: 7/s"),
            atMost("3-D, full detail after letting go", space.stillFrame, "ms", 250),
            atLeast("lego, the same event, moving", lego.framesPerSecond, "1/s", 25),
            atMost("lego, full detail after letting go", lego.stillFrame, "ms", 250)};
}

} // namespace quincunx::bench
