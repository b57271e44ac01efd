// quincunx_bench [NAME ...]: prints each figure beside its aim and its reference.
#include "tests/bench/bench.h"

#include "app/startup.h"

#include <QApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

namespace quincunx::bench {

Figure atLeast(const QString &what, double value, const QString &unit, double aim, const QString &reference) {
    return {what, value, unit, QStringLiteral("≥ %1").arg(aim), value >= aim, reference};
}

Figure atMost(const QString &what, double value, const QString &unit, double aim, const QString &reference) {
    return {what, value, unit, QStringLiteral("≤ %1").arg(aim), value <= aim, reference};
}

double median(std::vector<double> values) {
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
    return values[values.size() / 2];
}

double milliseconds(const std::function<void()> &work) {
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) * 1e-6;
}

} // namespace quincunx::bench

int main(int argc, char **argv) {
    using namespace quincunx;
    prepareApplication();
    QApplication application(argc, argv);
    dressApplication(Theme::light());

    const std::pair<const char *, std::vector<bench::Figure> (*)()> all[] = {
        {"startup", bench::startup},     {"orbit", bench::orbit}, {"hover", bench::hover},
        {"recluster", bench::recluster}, {"jet", bench::jet},     {"hepmc", bench::hepmc},
        {"hdf5", bench::hdf5},           {"gzip", bench::gzip},   {"trellis", bench::trellis},
        {"training", bench::training},   {"drag", bench::drag}};
    const QStringList wanted = QApplication::arguments().mid(1);
    bool met = true;
    for (const auto &[name, run] : all) {
        if (!wanted.isEmpty() && !wanted.contains(QLatin1String(name)))
            continue;
        for (const bench::Figure &figure : run()) {
            std::printf("%-9s %-52s %10.4g %-6s aim %-8s %-6s %s\n", name, qPrintable(figure.what),
                        figure.value, qPrintable(figure.unit), qPrintable(figure.aim),
                        figure.met ? "met" : "MISSED", qPrintable(figure.reference));
            std::fflush(stdout);
            met &= figure.met;
        }
    }
    return met ? 0 : 1;
}
