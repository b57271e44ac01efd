#include "tests/bench/bench.h"
#include "tests/bench/stage.h"
#include "tests/bench/synthetic.h"

#include "views/registry/view_registry.h"

#include <QTemporaryDir>

#include <algorithm>

namespace quincunx::bench {

std::vector<Figure> hover() {
    QTemporaryDir folder;
    const QString path = folder.filePath("particles.dat");
    writeParticles(path, 100000);
    std::vector<Figure> figures;
    for (const ViewKind &kind : viewKinds().entries()) {
        Stage stage(kind.create, path);
        std::vector<double> times;
        for (int i = 0; i < 200; ++i) {
            const QPoint at(200 + 4 * i, 200 + 2 * i);
            times.push_back(milliseconds([&] {
                QMouseEvent event(QEvent::MouseMove, at, stage.view->mapToGlobal(at), Qt::NoButton,
                                  Qt::NoButton, Qt::NoModifier);
                QApplication::sendEvent(stage.view.get(), &event);
            }));
        }
        figures.push_back(atMost(QString::fromStdString(kind.title) + ", 10⁵ particles, a mouse move",
                                 median(times), "ms", 5,
                                 QStringLiteral("the first: %1 ms").arg(times.front(), 0, 'f', 1)));
    }
    return figures;
}

} // namespace quincunx::bench
