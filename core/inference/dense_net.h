#pragma once

#include "core/base/random.h"

#include <Eigen/Core>

#include <span>
#include <vector>

namespace quincunx {

/// A network of dense layers with x ↦ x σ(x) between them. All weights stand in one array: of each layer
/// (outputs, inputs), row by row, then the biases. Source of the activation: Elfwing, Uchibe, Doya, Neural
/// Networks 107 (2018) 3.
struct DenseShape {
    std::vector<int> widths; ///< inputs, hidden ..., outputs

    std::size_t parameterCount() const;
    /// Uniform within ±√(3 / inputs), biases 0.
    std::vector<float> initialParameters(RandomEngine &random) const;
};

using FloatRows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Outputs of each row. Cost: 2 · parameterCount() operations a row.
FloatRows evaluate(const DenseShape &shape, std::span<const float> parameters, const FloatRows &inputs);

} // namespace quincunx
