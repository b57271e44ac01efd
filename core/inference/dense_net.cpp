#include "core/inference/dense_net.h"

#include <cmath>

namespace quincunx {

std::size_t DenseShape::parameterCount() const {
    std::size_t count = 0;
    for (std::size_t k = 0; k + 1 < widths.size(); ++k)
        count += static_cast<std::size_t>(widths[k] + 1) * static_cast<std::size_t>(widths[k + 1]);
    return count;
}

std::vector<float> DenseShape::initialParameters(RandomEngine &random) const {
    std::vector<float> all;
    for (std::size_t k = 0; k + 1 < widths.size(); ++k) {
        const double bound = std::sqrt(3.0 / widths[k]);
        for (int i = 0; i < widths[k] * widths[k + 1]; ++i)
            all.push_back(static_cast<float>(bound * (2 * uniform(random) - 1)));
        all.resize(all.size() + static_cast<std::size_t>(widths[k + 1]), 0.F);
    }
    return all;
}

FloatRows evaluate(const DenseShape &shape, std::span<const float> parameters, const FloatRows &inputs) {
    FloatRows rows = inputs;
    const float *next = parameters.data();
    for (std::size_t k = 0; k + 1 < shape.widths.size(); ++k) {
        const Eigen::Map<const FloatRows> weights(next, shape.widths[k + 1], shape.widths[k]);
        next += weights.size();
        const Eigen::Map<const Eigen::RowVectorXf> biases(next, shape.widths[k + 1]);
        next += biases.size();
        rows = ((rows * weights.transpose()).rowwise() + biases).eval();
        if (k + 2 < shape.widths.size())
            rows = rows.array() / (1 + (-rows.array()).exp());
    }
    return rows;
}

} // namespace quincunx
