#include "views/event_list/event_scan.h"

#include "core/event/quantities.h"

#include <chrono>

namespace quincunx {

EventSummary summarise(EventFile &file, std::int64_t event, const CutSettings &cuts) {
    EventSummary summary;
    try {
        const Event read = file.read(static_cast<std::size_t>(event));
        const ClusteringSettings unused;
        const QuantitySource source(read, event, cuts, unused);
        summary.label = read.label;
        summary.objects = static_cast<int>(source.visible().size());
        summary.sumPt = eventQuantities().at("sum_pt").value(source);
    } catch (const Error &error) {
        summary.error = error.what();
    }
    return summary;
}

ScanState scan(EventFile &file, const Expression &expression, const CutSettings &cuts,
               const ClusteringSettings &clustering, const Progress &progress,
               const std::function<void(ScanState)> &partial) {
    using Clock = std::chrono::steady_clock;
    constexpr auto interval = std::chrono::milliseconds(100);
    ScanState all, fresh;
    auto last = Clock::now();
    for (std::size_t k = 0;; ++k) {
        progress.check();
        const std::size_t known = file.knownEvents();
        if (k >= known && file.indexed())
            break;
        try {
            const Event event = file.read(k);
            const QuantitySource source(event, static_cast<std::int64_t>(k), cuts, clustering);
            const bool holds = expression.holds(
                [&](std::string_view name) { return eventQuantities().at(name).value(source); });
            if (holds) {
                all.matches.push_back(static_cast<std::int64_t>(k));
                fresh.matches.push_back(static_cast<std::int64_t>(k));
            }
        } catch (const Error &) {
            if (k >= file.knownEvents())
                break; // not a malformed event: the file ends, or is damaged, before it
            ++all.malformed;
        }
        ++all.scanned;
        if (const auto now = Clock::now(); now - last > interval) {
            last = now;
            const double count = static_cast<double>(std::max(known, file.knownEvents()));
            progress.report(std::min(1.0, static_cast<double>(k + 1) / count), "searching events");
            fresh.scanned = all.scanned;
            fresh.malformed = all.malformed;
            if (partial)
                partial(std::exchange(fresh, {}));
        }
    }
    return all;
}

} // namespace quincunx
