#include "tests/bench/bench.h"
#include "tests/bench/stage.h"

#include <QProcess>

namespace quincunx::bench {
namespace {

/// From starting the program until its window has painted its first event; the program says when, if asked
/// to.
double windowUp() {
    QProcess process;
    const double time = milliseconds([&] {
        process.start(QStringLiteral(QUINCUNX_PROGRAM), {"--exit-when-ready"});
        process.waitForReadyRead(20000);
    });
    process.waitForFinished(20000);
    return time;
}

double versionPrinted() {
    return milliseconds([] { QProcess::execute(QStringLiteral(QUINCUNX_PROGRAM), {"--version"}); });
}

} // namespace

std::vector<Figure> startup() {
    windowUp(); // reads the libraries into memory
    std::vector<double> window, version;
    for (int i = 0; i < 5; ++i) {
        window.push_back(windowUp());
        version.push_back(versionPrinted());
    }
    return {atMost("process start until the first event is painted", median(window) / 1000, "s", 0.5,
                   QStringLiteral("quincunx --version %1 ms").arg(median(version), 0, 'f', 0))};
}

} // namespace quincunx::bench
