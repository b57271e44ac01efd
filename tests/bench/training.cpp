#include "tests/bench/bench.h"
#include "tests/bench/stage.h"

#include "app/window/main_window.h"
#include "views/document/flow_desk.h"

namespace quincunx::bench {

/// Frames of the densest view while a flow learns: each begins when the one before is on the screen.
std::vector<Figure> training() {
    MainWindow window(true);
    window.show();
    Document &document = window.document();
    document.change("test", [](Session &session) { session.flow.training.steps = 1'000'000; });
    window.showWorkspace(QStringLiteral("flows"));
    FlowDesk &desk = document.flow();
    while (!desk.isSettled() || !desk.result())
        QTest::qWait(10);
    View *maps = window.findChild<View *>(QStringLiteral("flow-density"));
    auto framesPerSecond = [&] {
        QElapsedTimer timer;
        timer.start();
        int frames = 0;
        double slowest = 0;
        while (timer.elapsed() < 6000) {
            slowest = std::max(slowest, milliseconds([&] {
                                   QTest::mouseMove(maps, QPoint(20 + frames % 200, 40));
                                   maps->repaint();
                                   QTest::qWait(0);
                               }));
            ++frames;
        }
        return std::pair{frames / 6., slowest};
    };
    const auto [atRest, slowestAtRest] = framesPerSecond();
    desk.run();
    while (!desk.isTrained())
        QTest::qWait(10);
    const auto [learning, slowest] = framesPerSecond();
    desk.stopAndKeep();
    return {
        atLeast("frames while a flow learns", learning, "/s", 20,
                QStringLiteral("at rest %1, slowest %2 ms").arg(atRest, 0, 'f', 0).arg(slowest, 0, 'f', 0))};
}

} // namespace quincunx::bench
