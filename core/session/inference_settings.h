#pragma once

#include "core/base/settings.h"

#include <vector>

namespace quincunx {

/// What the inference workspace infers, and in which way. Numbers of the estimator are EstimatorSettings.
struct InferenceSettings {
    std::string simulator = "two_moons"; ///< a name in simulators()
    std::string estimator = "exact";     ///< a name in estimators()
    int simulations = 10'000;            ///< that the estimator may use
    int seed = 1;                        ///< of the simulations and of the estimator
    std::string rival = "none";          ///< another estimator beside it, at the same budget
    int trials = 1000;                   ///< by which a posterior is calibrated

    static const SettingsTable<InferenceSettings> &table();
    bool operator==(const InferenceSettings &) const = default;
};

constexpr int mostObservations = 1000;

/// What is observed. Numbers are drawn from the prior where the vectors are empty.
struct Observation {
    std::vector<double> x;     ///< as many as the simulator's data
    std::vector<double> truth; ///< the θ that made it; empty if nobody knows
    int count = 1;             ///< independent draws of data at the truth, for estimators that take many

    bool operator==(const Observation &) const = default;
};

/// How the inference workspace shows it. Changes nothing that is computed.
struct InferenceDisplay {
    enum class Axes { Prior, Posterior };

    int across = 0, up = 1;    ///< which coordinates of the data the data space shows
    Axes axes = Axes::Prior;   ///< what the axes of the parameters span
    bool ghost = true;         ///< the true posterior behind an estimate
    bool difference = false;   ///< estimate less rival as a map, in place of filled contours
    double galtonTheta = -0.4; ///< θ of the Galton board
    int parameter = 0;         ///< which one the recovery of a calibration shows

    static const SettingsTable<InferenceDisplay> &table();
    bool operator==(const InferenceDisplay &) const = default;
};

} // namespace quincunx
