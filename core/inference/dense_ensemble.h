#pragma once

#include "core/inference/dense_net.h"
#include "core/inference/standardise.h"

#include <nlohmann/json_fwd.hpp>

namespace quincunx {

/// The mean of dense networks of one shape, whose inputs are standardised alike.
class DenseEnsemble {
public:
    /// \param standardise of the inputs. \param members at least one, of shape.parameterCount() numbers.
    DenseEnsemble(Standardise standardise, DenseShape shape, std::vector<std::vector<float>> members);

    int inputs() const { return m_shape.widths.front(); }
    int outputs() const { return m_shape.widths.back(); }

    /// Outputs of each row.
    Draws operator()(const Draws &rows) const;

    nlohmann::json toJson() const;
    /// \throws Error if it is none.
    static DenseEnsemble fromJson(const nlohmann::json &json);

private:
    Standardise m_standardise;
    DenseShape m_shape;
    std::vector<std::vector<float>> m_members;
};

} // namespace quincunx
