#include "tests/bench/bench.h"
#include "tests/bench/stage.h"

#include "app/window/main_window.h"
#include "views/document/inference_desk.h"

namespace quincunx::bench {

/// The observation of two moons is dragged: each move comes when the posterior of the one before, 10⁴ draws
/// and their contours, is on the screen.
std::vector<Figure> drag() {
    MainWindow window(true);
    window.resize(1280, 800);
    window.show();
    Document &document = window.document();
    document.change("test", [](Session &session) {
        session.inference.estimator = "npe";
        session.inference.simulations = 1000; // how well it has learned does not matter here
        session.estimator.epochs = 20;
    });
    window.showWorkspace(QStringLiteral("inference"));
    InferenceDesk &desk = document.inference();
    auto settled = [&] {
        while (!desk.isSettled())
            QTest::qWait(10);
    };
    settled();
    desk.run();
    settled();
    View *posterior = window.findChild<View *>(QStringLiteral("posterior"));
    std::vector<double> times;
    for (int move = 0; move < 150; ++move)
        times.push_back(milliseconds([&] {
            QEventLoop loop;
            QObject context;
            QObject::connect(&desk, &InferenceDesk::estimateChanged, &context, [&] {
                QTimer::singleShot(0, &loop, [&] {
                    posterior->repaint();
                    loop.quit();
                });
            });
            desk.moveObservation({{0, -0.3 + 0.004 * move}, {1, 0.2}});
            loop.exec();
        }));
    return {atLeast("posteriors of 10000 draws while the observation is dragged", 1000 / median(times), "/s",
                    30)};
}

} // namespace quincunx::bench
