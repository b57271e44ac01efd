#pragma once

#include <QString>

#include <functional>
#include <string>
#include <vector>

/// Timings of what the README promises, each beside what it is held against, measured in the same run.
namespace quincunx::bench {

struct Figure {
    QString what;
    double value;
    QString unit;
    QString aim; ///< "≥ 25", "≤ 33"
    bool met;
    QString reference; ///< the same work done plainly, and the ratio to it; may be empty
};

std::vector<Figure> orbit();     ///< turning a large event in 3-D
std::vector<Figure> hover();     ///< finding what is under the mouse
std::vector<Figure> recluster(); ///< new jets in all views
std::vector<Figure> jet();       ///< dragging α with the jet under the microscope
std::vector<Figure> hepmc();     ///< opening and indexing 1 GB
std::vector<Figure> hdf5();      ///< first and random events of 10⁵ jets
std::vector<Figure> gzip();      ///< opening and indexing packed text
std::vector<Figure> startup();   ///< the window
std::vector<Figure> trellis();   ///< all trees of a jet
std::vector<Figure> training();  ///< the window while a flow learns
std::vector<Figure> drag();      ///< posteriors that follow the observation

Figure atLeast(const QString &what, double value, const QString &unit, double aim,
               const QString &reference = {});
Figure atMost(const QString &what, double value, const QString &unit, double aim,
              const QString &reference = {});

double median(std::vector<double> values);
double milliseconds(const std::function<void()> &work);

} // namespace quincunx::bench
