#pragma once

#include "core/inference/simulator.h"

namespace quincunx {

/// Columns brought to mean 0 and deviation 1; a column that is the same everywhere is only moved.
struct Standardise {
    Eigen::RowVectorXd mean, deviation;

    Standardise() = default;
    Standardise(Eigen::RowVectorXd ofMean, Eigen::RowVectorXd ofDeviation)
        : mean(std::move(ofMean))
        , deviation(std::move(ofDeviation)) {}
    /// As `rows` have them.
    explicit Standardise(const Draws &rows)
        : mean(rows.colwise().mean())
        , deviation((rows.rowwise() - mean).array().square().colwise().mean().sqrt()) {
        deviation = (deviation.array() > 0).select(deviation, 1).eval();
    }

    Draws operator()(const Draws &rows) const {
        return (rows.rowwise() - mean).array().rowwise() / deviation.array();
    }
    /// Of the last columns only.
    Standardise tail(Eigen::Index columns) const { return {mean.tail(columns), deviation.tail(columns)}; }
};

} // namespace quincunx
