#include "tests/bench/bench.h"
#include "tests/bench/stage.h"
#include "tests/bench/synthetic.h"

#include "app/window/main_window.h"
#include "core/substructure/jet_analysis.h"
#include "views/registry/view_registry.h"

#include <QHBoxLayout>
#include <QTemporaryDir>

namespace quincunx::bench {
namespace {

std::vector<RenderWidget *> surfacesOf(const std::vector<View *> &views) {
    std::vector<RenderWidget *> surfaces;
    for (View *view : views)
        if (auto *surface = view->findChild<RenderWidget *>(); surface && !surface->visibleRegion().isEmpty())
            surfaces.push_back(surface);
    return surfaces;
}

/// α to and fro between anti-kT and kT.
double alphaOf(int step) {
    return std::cos(0.1 * (step + 1));
}

/// Matrix and tree of 200 constituents side by side.
Figure matrixAndTree(const QString &path) {
    Document document;
    document.watchJet(true);
    QWidget window;
    auto *row = new QHBoxLayout(&window);
    std::vector<View *> views;
    for (const char *name : {"matrix", "jet-tree"})
        row->addWidget(views.emplace_back(viewKinds().at(name).create(document, &window)));
    window.resize(1280, 640);
    window.show();
    document.open({path});
    settle(document);
    QTest::qWait(300);

    std::vector<double> times, plain;
    const auto surfaces = surfacesOf(views);
    for (int i = 0; i < 60; ++i) {
        times.push_back(millisecondsUntilDrawn(document, surfaces, [&] {
            document.change(
                "alpha", [&](Session &session) { session.jetSettings.alpha = alphaOf(i); }, "drag");
        }));
        const JetAnalysis &jet = *document.scene().jet;
        plain.push_back(milliseconds([&] {
            analyseJet(*document.scene().event, jet.substructure->particles, jet.substructure->radius,
                       jet.settings, &jet);
        }));
    }
    return atMost(QStringLiteral("α of %1 constituents: matrix and tree drawn")
                      .arg(document.scene().jet->tree.leafCount()),
                  median(times), "ms", 16,
                  QStringLiteral("analysis alone %1 ms, ratio %2")
                      .arg(median(plain), 0, 'f', 2)
                      .arg(median(times) / median(plain), 0, 'f', 1));
}

/// The page of the jet with all its views, while the event is clustered with the same α.
Figure page(const QString &path) {
    MainWindow window(true);
    window.resize(1280, 800);
    window.show();
    window.begin({path});
    Document &document = window.document();
    settle(document);
    window.showWorkspace(QStringLiteral("jet"));
    document.change("genkt", [](Session &session) { session.clustering.algorithm = "genkt"; });
    settle(document);
    QTest::qWait(500);

    std::vector<double> times;
    const auto surfaces = surfacesOf(window.workspace().views());
    for (int i = 0; i < 40; ++i)
        times.push_back(millisecondsUntilDrawn(document, surfaces, [&] {
            document.change(
                "alpha",
                [&](Session &session) { session.jetSettings.alpha = session.clustering.power = alphaOf(i); },
                "drag");
        }));
    return atMost("α of 1000 particles: jets, and the jet's page, drawn", median(times), "ms", 33);
}

} // namespace

std::vector<Figure> jet() {
    QTemporaryDir folder;
    const QString constituents = folder.filePath("jet.dat"), particles = folder.filePath("particles.dat");
    writeJet(constituents, 200);
    writeOverlay(particles, 1000);
    return {matrixAndTree(constituents), page(particles)};
}

} // namespace quincunx::bench
