#include "tests/bench/bench.h"
#include "tests/bench/stage.h"
#include "tests/bench/synthetic.h"

#include "app/window/main_window.h"

#include <QTemporaryDir>

namespace quincunx::bench {

std::vector<Figure> recluster() {
    QTemporaryDir folder;
    const QString path = folder.filePath("particles.dat");
    writeOverlay(path, 1000);
    MainWindow window(true);
    window.show();
    window.begin({path});
    Document &document = window.document();
    settle(document);
    QTest::qWait(500);

    // From the change of the slider until every view, 3-D included, has drawn the new jets.
    std::vector<double> times, plain;
    std::vector<RenderWidget *> surfaces;
    for (View *view : window.events().views())
        if (auto *surface = view->findChild<RenderWidget *>())
            surfaces.push_back(surface);
    for (int i = 0; i < 40; ++i) {
        times.push_back(millisecondsUntilDrawn(document, surfaces, [&] {
            document.change(
                "radius", [&](Session &session) { session.clustering.radius = 0.41 + 0.01 * (i % 20); },
                "drag");
        }));
        plain.push_back(milliseconds([&] {
            cluster(*document.scene().event, document.scene().clustering->inputs,
                    document.session().clustering, 5);
        }));
    }
    return {atMost("1000 particles, new jets drawn in all views", median(times), "ms", 33,
                   QStringLiteral("clustering alone %1 ms, ratio %2")
                       .arg(median(plain), 0, 'f', 2)
                       .arg(median(times) / median(plain), 0, 'f', 1))};
}

} // namespace quincunx::bench
