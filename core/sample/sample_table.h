#pragma once

#include "core/clustering/clustering.h"
#include "core/event/cuts.h"
#include "core/sample/histogram.h"
#include "core/sample/image_statistics.h"
#include "core/substructure/jet_settings.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quincunx {

/// How the leading jet of each event is found and measured.
struct SampleSettings {
    ClusteringSettings clustering; ///< its radius is also that of τ_N and SoftDrop
    CutSettings cuts;
    JetSettings jet;
};

/// What all jets of one label have in common.
struct LabelSummary {
    /// Primary Lund points: x is ln(1/Δ), y is ln(kT/GeV). Over ImageStatistics::count jets.
    Histogram2D lund{{.bins = 40, .low = -0.5, .high = 7.5}, {.bins = 40, .low = -4, .high = 6}};
    ImageStatistics raw, aligned; ///< jet images, see ImagePreprocessing
};

/// A labelled sample, measured: one row per jet, and what is accumulated per label.
struct SampleTable {
    std::vector<std::string> labels;     ///< in the order in which they came
    std::vector<LabelSummary> summaries; ///< of each label

    // One entry per jet
    std::vector<int> label;                   ///< into `labels`
    std::vector<int> source;                  ///< into the list of sources
    std::vector<std::int64_t> event;          ///< in its source, from 0
    std::vector<std::vector<double>> columns; ///< [quantity][jet]; quantities as jetQuantities() lists them

    std::int64_t withoutJet = 0;     ///< events in which no jet was found
    std::int64_t malformed = 0;      ///< events that could not be read
    std::vector<std::string> damage; ///< files that end before their end, and why

    SampleTable();
    std::size_t jets() const { return label.size(); }
    /// \throws Error that names the quantities, if `quantity` is none.
    const std::vector<double> &column(std::string_view quantity) const;

    /// Of the jets of `labels[which]`.
    Histogram histogram(std::string_view quantity, int which, const Binning &binning) const;
    /// `bins` bins over what the jets of all labels have, but for the highest half per cent: long tails would
    /// leave nothing to see. [0, 1) if no jet has a value.
    Binning binning(std::string_view quantity, int bins) const;
};

} // namespace quincunx
