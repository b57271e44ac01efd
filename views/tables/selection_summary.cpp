#include "views/tables/selection_summary.h"

#include "views/geometry/axis_scale.h"

#include <QCoreApplication>

#include <algorithm>

namespace quincunx {
namespace {

QString summaryText(const char *text, int n = -1) {
    return QCoreApplication::translate("SelectionSummary", text, nullptr, n);
}

QString energy(double gev) {
    const int decimals = std::fabs(gev) >= 1000 ? 0 : std::fabs(gev) >= 100 ? 1 : 2;
    return withMinus(QString::number(gev, 'f', decimals)) + QStringLiteral(" GeV");
}

QString plain(double value) {
    return withMinus(QString::number(value, 'f', 3));
}

} // namespace

SelectionSummary SelectionSummary::of(const Scene &scene, const Selection &selection) {
    const auto &jets = scene.clustering->jets;
    const int particles = static_cast<int>(scene.event->particles.size());
    std::vector<bool> counted(static_cast<std::size_t>(particles));
    SelectionSummary summary;
    auto count = [&](int i) {
        if (i < 0 || i >= particles || counted[static_cast<std::size_t>(i)])
            return;
        counted[static_cast<std::size_t>(i)] = true;
        ++summary.objects;
        summary.sum += scene.event->particles[static_cast<std::size_t>(i)].momentum;
    };
    for (int jet : selection.jets) {
        if (jet >= static_cast<int>(jets.size()))
            continue;
        ++summary.jets;
        std::ranges::for_each(jets[static_cast<std::size_t>(jet)].constituents, count);
    }
    std::ranges::for_each(selection.particles, count);
    return summary;
}

QString SelectionSummary::title() const {
    if (objects == 0)
        return summaryText("Nothing is selected");
    const QString things = objects == 1 ? summaryText("1 object") : summaryText("%1 objects").arg(objects);
    return jets == 0 ? things
                     : (jets == 1 ? summaryText("1 jet, ") : summaryText("%1 jets, ").arg(jets)) + things;
}

std::vector<std::pair<QString, QString>> SelectionSummary::lines() const {
    if (objects == 0)
        return {};
    return {{summaryText("m"), energy(sum.mass())},
            {summaryText("pT"), energy(sum.pt())},
            {summaryText("E"), energy(sum.E)},
            {summaryText("η"), plain(sum.eta())},
            {summaryText("φ"), plain(sum.phi())}};
}

QString SelectionSummary::toText() const {
    QString text = title() + u'\n';
    for (const auto &[name, value] : lines())
        text += name + u'\t' + value + u'\n';
    return text;
}

} // namespace quincunx
