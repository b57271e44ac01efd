#include "tests/bench/bench.h"
#include "tests/bench/stage.h"

#include "app/window/main_window.h"
#include "core/io/event_file.h"

#include <QTemporaryDir>
#include <QTimer>

#include <fstream>

namespace quincunx::bench {

namespace {

/// The first 1000 particles of real (simulated LHC) events laid over each other.
void writeOverlay(const QString &path) {
    const auto events = openEvents(std::string(QUINCUNX_EXAMPLES_DIR) + "/Pythia-PtMin1000-LHC-10ev.dat");
    std::ofstream file(path.toStdString());
    file.precision(12);
    int written = 0;
    for (std::size_t k = 0; written < 1000; ++k)
        for (const Particle &particle : events.file->read(k).particles)
            if (written++ < 1000)
                file << particle.momentum.px << ' ' << particle.momentum.py << ' ' << particle.momentum.pz
                     << ' ' << particle.momentum.E << '\n';
}

} // namespace

std::vector<Figure> recluster() {
    QTemporaryDir folder;
    const QString path = folder.filePath("particles.dat");
    writeOverlay(path);
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
        times.push_back(milliseconds([&] {
            std::size_t waiting = surfaces.size();
            QEventLoop loop;
            bool clustered = false;
            QObject context;
            QObject::connect(&document, &Document::sceneChanged, &context, [&] { clustered = true; });
            for (RenderWidget *surface : surfaces)
                QObject::connect(surface, &RenderWidget::frameDrawn, &context, [&, done = false]() mutable {
                    if (clustered && !done && (done = true) && --waiting == 0)
                        QTimer::singleShot(0, &loop, &QEventLoop::quit); // after the window is flushed
                });
            document.change(
                "radius", [&](Session &session) { session.clustering.radius = 0.41 + 0.01 * (i % 20); },
                "drag");
            loop.exec();
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
