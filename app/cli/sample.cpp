#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "app/cli/settings_options.h"
#include "core/sample/ginkgo_sample.h"
#include "core/sample/sample_cache.h"
#include "core/sample/sample_scan.h"
#include "core/substructure/jet_quantities.h"

#include <cmath>
#include <cstdio>
#include <iostream>

namespace quincunx::cli {
namespace {

using nlohmann::json;

struct SampleOptions {
    std::vector<std::string> files, labels, ginkgo;
    std::int64_t count = 10000;
    std::uint64_t seed = 1;
    std::string cache;
    int bins = 40;
    json clustering, cuts, jet;
    bool asJson = false;
};

std::vector<SampleSource> requestedSources(const SampleOptions &options) {
    if (options.files.empty() && options.ginkgo.empty())
        throw CLI::ValidationError("no sample (neither a file nor --ginkgo is given); name a file", 2);
    if (!options.labels.empty() && options.labels.size() != options.files.size())
        throw CLI::ValidationError("labels do not fit the files (" + std::to_string(options.labels.size()) +
                                       " labels, " + std::to_string(options.files.size()) +
                                       " files); give one --label for each file",
                                   2);
    std::vector<SampleSource> sources;
    for (std::size_t k = 0; k < options.files.size(); ++k)
        sources.push_back({std::filesystem::path(options.files[k]),
                           options.labels.empty() ? std::string() : options.labels[k]});
    for (std::size_t k = 0; k < options.ginkgo.size(); ++k)
        sources.push_back(ginkgoSample(options.ginkgo[k], options.count, options.seed + k));
    return sources;
}

/// Mean and standard deviation of what is defined.
std::pair<double, double> moments(const SampleTable &table, const std::string &quantity, int label) {
    const std::vector<double> &values = table.column(quantity);
    double n = 0, mean = 0, squares = 0; // Welford's way
    for (std::size_t jet = 0; jet < values.size(); ++jet) {
        if (table.label[jet] != label || std::isnan(values[jet]))
            continue;
        const double before = values[jet] - mean;
        mean += before / ++n;
        squares += before * (values[jet] - mean);
    }
    return {n > 0 ? mean : std::nan(""), n > 1 ? std::sqrt(squares / (n - 1)) : std::nan("")};
}

json toJson(const Eigen::MatrixXd &matrix) {
    json rows = json::array();
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
        json row = json::array();
        for (Eigen::Index j = 0; j < matrix.cols(); ++j)
            row.push_back(number(matrix(i, j)));
        rows.push_back(row);
    }
    return rows;
}

json toJson(const Histogram &histogram) {
    json counts = json::array(), uncertainties = json::array();
    for (int bin = 0; bin < histogram.binning().bins; ++bin) {
        counts.push_back(histogram.count(bin));
        uncertainties.push_back(histogram.uncertainty(bin));
    }
    return {{"low", histogram.binning().low},
            {"high", histogram.binning().high},
            {"counts", counts},
            {"uncertainties", uncertainties},
            {"underflow", histogram.underflow()},
            {"overflow", histogram.overflow()}};
}

json toJson(const SampleTable &table, int bins) {
    json labels = json::array(), correlations = json::array();
    for (std::size_t l = 0; l < table.labels.size(); ++l) {
        const LabelSummary &summary = table.summaries[l];
        json quantities = json::object();
        for (const JetQuantity &quantity : jetQuantities().entries()) {
            const auto [mean, deviation] = moments(table, quantity.name, static_cast<int>(l));
            quantities[quantity.name] = {
                {"mean", number(mean)},
                {"deviation", number(deviation)},
                {"histogram", toJson(table.histogram(quantity.name, static_cast<int>(l),
                                                     table.binning(quantity.name, bins)))}};
        }
        const Histogram2D &lund = summary.lund;
        labels.push_back({{"label", table.labels[l]},
                          {"jets", summary.raw.count},
                          {"quantities", quantities},
                          {"image", toJson(summary.raw.average())},
                          {"image_aligned", toJson(summary.aligned.average())},
                          {"lund",
                           {{"ln_inverse_Delta", {lund.x.low, lund.x.high}},
                            {"ln_kt", {lund.y.low, lund.y.high}},
                            {"counts", toJson(lund.counts)}}}});
        for (std::size_t other = 0; other < l; ++other)
            correlations.push_back(
                {{"labels", {table.labels[other], table.labels[l]}},
                 {"image", toJson(pixelCorrelation(table.summaries[other].raw, summary.raw))},
                 {"image_aligned",
                  toJson(pixelCorrelation(table.summaries[other].aligned, summary.aligned))}});
    }
    return {{"jets", table.jets()},
            {"labels", labels},
            {"correlations", correlations},
            {"malformed", table.malformed},
            {"without_jet", table.withoutJet}};
}

void printSample(const SampleTable &table) {
    std::printf("%-12s", "");
    for (std::size_t l = 0; l < table.labels.size(); ++l)
        std::printf(" %25s",
                    (table.labels[l] + ", " +
                     std::to_string(static_cast<std::int64_t>(table.summaries[l].raw.count)) + " jets")
                        .c_str());
    std::printf("\n");
    for (const JetQuantity &quantity : jetQuantities().entries()) {
        std::printf("%-12s",
                    (quantity.name + (quantity.unit.empty() ? "" : " [" + quantity.unit + "]")).c_str());
        for (std::size_t l = 0; l < table.labels.size(); ++l) {
            const auto [mean, deviation] = moments(table, quantity.name, static_cast<int>(l));
            std::printf(" %11.5g +- %10.4g", mean, deviation);
        }
        std::printf("\n");
    }
    if (table.withoutJet > 0)
        std::printf("%lld events without a jet\n", static_cast<long long>(table.withoutJet));
}

int runSample(const SampleOptions &options, const std::vector<SampleSource> &sources) {
    const SampleSettings settings{ClusteringSettings::table().fromJson(options.clustering),
                                  CutSettings::table().fromJson(options.cuts),
                                  JetSettings::table().fromJson(options.jet)};
    const std::string key = sampleKey(sources, settings);
    SampleTable table;
    bool stopped = false;
    if (auto known = options.cache.empty() ? std::nullopt : cachedSample(options.cache, key)) {
        table = std::move(*known);
    } else {
        try {
            const TerminalProgress terminal;
            table = scanSample(sources, settings, terminal.progress(),
                               [&](const SampleTable &partial) { table = partial; });
            if (!options.cache.empty())
                cacheSample(options.cache, key, table);
        } catch (const Cancelled &) {
            stopped = true;
            printError("stopped while measuring jets (Ctrl-C); what follows is of the " +
                       std::to_string(table.jets()) + " jets until then");
        }
    }
    if (options.asJson)
        std::cout << toJson(table, options.bins).dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
    else
        printSample(table);
    for (const std::string &damage : table.damage)
        printError("a file ends before its end (" + damage + "); the events before are counted");
    if (table.malformed > 0)
        printError(
            std::to_string(table.malformed) +
            " events are left out (they are malformed); look at them with quincunx events FILE --event K");
    return stopped || !table.damage.empty() || table.malformed > 0 ? 1 : 0;
}

} // namespace

void addSample(CLI::App &app, Request &request) {
    auto options = std::make_shared<SampleOptions>();
    CLI::App *command = app.add_subcommand(
        "sample", "Measure the leading jet of every event: tables, histograms and average images per label");
    command->add_option("FILES", options->files, "Files of events or of jets");
    command->add_option("--label", options->labels, "Label of all jets of a file, one for each file in turn")
        ->allow_extra_args(false);
    std::vector<std::string> kinds;
    for (const GinkgoKind &kind : ginkgoKinds().entries())
        kinds.push_back(kind.name);
    command
        ->add_option("--ginkgo", options->ginkgo, "Jets of this kind from the Ginkgo shower; may be repeated")
        ->allow_extra_args(false)
        ->check(CLI::IsMember(kinds));
    command->add_option("--count", options->count, "How many Ginkgo jets of each kind (default 10000)")
        ->check(CLI::PositiveNumber);
    command->add_option("--seed", options->seed, "Seed of the first kind; the next has the next (default 1)");
    command->add_option("--cache", options->cache, "Keep the table in this file and take it from there");
    command->add_option("--bins", options->bins, "Bins of the histograms (default 40)")
        ->check(CLI::Range(1, 10000));
    addSettingsOptions(*command, JetSettings::table().settings(), options->jet);
    addSettingsOptions(*command, ClusteringSettings::table().settings(), options->clustering);
    addSettingsOptions(*command, CutSettings::table().settings(), options->cuts);
    command->add_flag("--json", options->asJson, "One JSON document on standard output");
    command->callback([&request, options] {
        request.run = [options, sources = requestedSources(*options)] {
            return runSample(*options, sources);
        };
    });
}

} // namespace quincunx::cli
