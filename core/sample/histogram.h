#pragma once

#include <Eigen/Core>

#include <vector>

namespace quincunx {

/// Equal bins over [low, high).
struct Binning {
    int bins = 50;
    double low = 0, high = 1;

    double width() const { return (high - low) / bins; }
    double centre(int bin) const { return low + (bin + 0.5) * width(); }
    /// −1 below, `bins` at or above `high`.
    int index(double value) const;

    bool operator==(const Binning &) const = default;
};

/// Counts in bins, and outside of them. NaN is counted nowhere.
class Histogram {
public:
    /// \throws Error unless there is a bin and low < high, both finite.
    explicit Histogram(const Binning &binning = {});

    void fill(double value);

    const Binning &binning() const { return m_binning; }
    double count(int bin) const { return m_counts[static_cast<std::size_t>(bin + 1)]; }
    double underflow() const { return m_counts.front(); }
    double overflow() const { return m_counts.back(); }
    /// Under- and overflow included.
    double total() const;
    /// √n of the count, as of a Poisson number.
    double uncertainty(int bin) const;
    /// n/(total · width): histograms of samples of different size, on one scale. 0 without an entry.
    double density(int bin) const;

private:
    Binning m_binning;
    std::vector<double> m_counts; // the first is the underflow, the last the overflow
};

/// Counts over two variables.
struct Histogram2D {
    Binning x, y;
    Eigen::MatrixXd counts; ///< (x.bins, y.bins)
    double outside = 0;     ///< NaN included

    Histogram2D() = default;
    Histogram2D(const Binning &xBins, const Binning &yBins);
    void fill(double xValue, double yValue);
};

} // namespace quincunx
