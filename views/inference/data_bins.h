#pragma once

#include "core/inference/density_grid.h"

#include <QVector>

namespace quincunx {

/// Whether all of these numbers are whole: they count something, and bins should be one each.
bool isWhole(const std::vector<double> &values);

/// Bins for a histogram of data, which may be counts.
class DataBins {
public:
    explicit DataBins(const std::vector<double> &values);

    const Extent &extent() const { return m_extent; }
    double width() const { return m_width; }
    QVector<double> centres() const;
    const QVector<double> &counts() const { return m_counts; }
    /// How many of other values are in each of these bins.
    QVector<double> countsOf(const std::vector<double> &values) const;
    double highest() const;

private:
    Extent m_extent;
    double m_width;
    QVector<double> m_counts;
};

} // namespace quincunx
