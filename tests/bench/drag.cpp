#include "tests/bench/bench.h"
#include "tests/bench/stage.h"

#include "app/window/main_window.h"
#include "views/document/inference_desk.h"

#include <cmath>

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
    int updates = 0;
    Eigen::Index draws = 0;
    QObject context;
    std::shared_ptr<const PosteriorShape> last;
    QObject::connect(&desk, &InferenceDesk::estimateChanged, &context, [&] {
        if (desk.estimate() == last)
            return;
        last = desk.estimate();
        draws += last->draws.rows();
        posterior->repaint();
        ++updates;
    });
    QElapsedTimer timer;
    timer.start();
    QTimer mouse; // as often as a mouse tells where it is
    QObject::connect(&mouse, &QTimer::timeout, &context, [&] {
        desk.moveObservation(
            {{0, -0.3 + 0.6 * std::sin(1e-3 * static_cast<double>(timer.elapsed()))}, {1, 0.2}});
    });
    mouse.start(8);
    constexpr int milliseconds = 5000;
    QTest::qWait(milliseconds);
    mouse.stop();
    return {atLeast("posteriors a second while the observation is dragged", 1000. * updates / milliseconds,
                    "/s", 30, QStringLiteral("of %1 draws each").arg(draws / std::max(updates, 1)))};
}

} // namespace quincunx::bench
