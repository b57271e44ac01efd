#include "views/substructure/sample_histograms.h"

#include "core/substructure/jet_quantities.h"
#include "views/plot/histogram_grid.h"

#include <algorithm>

namespace quincunx {
namespace {

constexpr int bins = 40;

std::shared_ptr<const HistogramPanel> makePanel(const SampleTable &table, const JetQuantity &quantity,
                                                const std::vector<int> &labels) {
    auto panel = std::make_shared<HistogramPanel>();
    const Binning binning = table.binning(quantity.name, bins);
    panel->title = QString::fromStdString(quantity.title) +
                   (quantity.unit.empty() ? QString() : QStringLiteral(" [%1]").arg(quantity.unit.c_str()));
    panel->low = binning.low;
    panel->high = binning.high;
    for (const int label : labels) {
        const Histogram histogram = table.histogram(quantity.name, label, binning);
        HistogramPanel::Curve curve{QString::fromStdString(table.labels[static_cast<std::size_t>(label)]),
                                    {}};
        for (int bin = 0; bin < bins; ++bin)
            curve.density.push_back(histogram.density(bin));
        panel->curves.push_back(std::move(curve));
    }
    return panel;
}

} // namespace

std::vector<SampleHistogram> sampleHistograms(const SampleTable &table, int first, int second) {
    if (table.labels.empty())
        return {};
    const int last = static_cast<int>(table.labels.size()) - 1;
    std::vector<int> labels{std::clamp(first, 0, last), std::clamp(second, 0, last)};
    if (labels[0] == labels[1])
        labels.pop_back();
    std::vector<SampleHistogram> histograms;
    for (const JetQuantity &quantity : jetQuantities().entries())
        histograms.push_back(
            {makePanel(table, quantity, labels), [value = quantity.value](const JetAnalysis &jet) {
                 const JetSubstructure &parts = *jet.substructure;
                 return value(JetQuantitySource(parts.momenta, parts.radius, jet.settings));
             }});
    return histograms;
}

} // namespace quincunx
