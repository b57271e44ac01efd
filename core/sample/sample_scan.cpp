#include "core/sample/sample_scan.h"

#include "core/event/quantities.h"
#include "core/io/event_file.h"
#include "core/substructure/jet_image.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace quincunx {
namespace {

/// A source, opened: asked for its events one after the other.
struct Supply {
    std::int64_t count = 0;
    std::function<Event(std::int64_t)> next; ///< throws Error for a malformed event
    std::string damage;
};

Supply open(const SampleSource &source, const Progress &progress) {
    if (const auto *generator = std::get_if<JetGenerator>(&source.origin)) {
        return {generator->count,
                [generator, random = RandomEngine(generator->seed)](std::int64_t) mutable {
                    return generator->generate(random);
                },
                {}};
    }
    const auto &path = std::get<std::filesystem::path>(source.origin);
    const std::shared_ptr<EventFile> file = openEvents(path).file;
    file->indexAll(progress);
    return {static_cast<std::int64_t>(file->knownEvents()),
            [file](std::int64_t event) { return file->read(static_cast<std::size_t>(event)); },
            file->damage().empty() ? "" : path.string() + ": " + file->damage()};
}

int labelIndex(SampleTable &table, const std::string &label) {
    const auto found = std::ranges::find(table.labels, label);
    if (found == table.labels.end()) {
        table.labels.push_back(label);
        table.summaries.emplace_back();
        return static_cast<int>(table.labels.size()) - 1;
    }
    return static_cast<int>(found - table.labels.begin());
}

/// Adds the leading jet of `event`, or nothing: the table changes only once all is measured.
void measure(const Event &event, std::int64_t number, int sourceIndex, const std::string &label,
             const SampleSettings &settings, const Progress &progress, SampleTable &table) {
    const QuantitySource source(event, number, settings.cuts, settings.clustering);
    if (source.jets().empty()) {
        ++table.withoutJet;
        return;
    }
    std::vector<FourMomentum> momenta;
    for (int i : source.jets().front().constituents)
        momenta.push_back(event.particles[static_cast<std::size_t>(i)].momentum);

    const JetQuantitySource jet(momenta, settings.clustering.radius, settings.jet);
    std::vector<double> row;
    for (const JetQuantity &quantity : jetQuantities().entries()) {
        progress.check(); // a jet of many hundred constituents takes its time
        row.push_back(quantity.value(jet));
    }
    const JetImage raw = jetImage(momenta, ImagePreprocessing::Raw);
    const JetImage aligned = jetImage(momenta, ImagePreprocessing::Aligned);
    const std::vector<LundSplitting> &primary = jet.lund().primary;

    const int index = labelIndex(table, label);
    table.label.push_back(index);
    table.source.push_back(sourceIndex);
    table.event.push_back(number);
    for (std::size_t q = 0; q < row.size(); ++q)
        table.columns[q].push_back(row[q]);
    LabelSummary &summary = table.summaries[static_cast<std::size_t>(index)];
    summary.raw.add(raw.intensity);
    summary.aligned.add(aligned.intensity);
    for (const LundSplitting &split : primary)
        summary.lund.fill(-std::log(split.delta), std::log(split.kt));
}

} // namespace

SampleTable scanSample(std::span<const SampleSource> sources, const SampleSettings &settings,
                       const Progress &progress, const std::function<void(const SampleTable &)> &partial) {
    using Clock = std::chrono::steady_clock;
    SampleTable table;
    auto shown = Clock::now();
    try {
        for (std::size_t s = 0; s < sources.size(); ++s) {
            const Supply supply = open(sources[s], progress);
            if (!supply.damage.empty())
                table.damage.push_back(supply.damage);
            for (std::int64_t k = 0; k < supply.count; ++k) {
                progress.check();
                try {
                    const Event event = supply.next(k);
                    const std::string &label = !sources[s].label.empty() ? sources[s].label : event.sample;
                    measure(event, k, static_cast<int>(s), label.empty() ? "unlabelled" : label, settings,
                            progress, table);
                } catch (const Error &) {
                    ++table.malformed;
                }
                if (const auto now = Clock::now(); now - shown > std::chrono::milliseconds(500)) {
                    shown = now;
                    const double done = static_cast<double>(k + 1) / static_cast<double>(supply.count);
                    progress.report((static_cast<double>(s) + done) / static_cast<double>(sources.size()),
                                    "measuring jets");
                    if (partial)
                        partial(table);
                }
            }
        }
    } catch (const Cancelled &) {
        if (partial)
            partial(table);
        throw;
    }
    return table;
}

} // namespace quincunx
