#include "core/flow/coupling_flow.h"

#include "core/base/error.h"
#include "core/flow/coupling_kernel.h"
#include "core/flow/spline.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace quincunx {
namespace {

void checkShape(const CouplingShape &shape) {
    if (shape.dimension < 1 || shape.context < 0 || shape.couplings < 1 || shape.hidden < 1 ||
        shape.blocks < 0 || shape.bins < 2 || shape.bins > 500 || !(shape.reach > 0) ||
        shape.dimension + shape.context < (shape.dimension > 1 ? 2 : 1))
        throw Error("cannot make a flow",
                    "its shape is out of range: " + std::to_string(shape.dimension) + " coordinates, " +
                        std::to_string(shape.couplings) + " couplings, " + std::to_string(shape.bins) +
                        " bins",
                    "choose at least one coordinate and coupling, and two bins");
}

/// Rows [first, first + count) of a matrix, as columns of `lanes`; what is beyond is 0.
void gather(std::span<const float> rows, int width, std::size_t first, std::size_t count, std::size_t lanes,
            float *columns) {
    const auto n = static_cast<std::size_t>(width);
    for (std::size_t k = 0; k < n; ++k) {
        for (std::size_t i = 0; i < count; ++i)
            columns[k * lanes + i] = rows[(first + i) * n + k];
        std::fill(columns + k * lanes + count, columns + (k + 1) * lanes, 0.F);
    }
}

template <class Store>
void scatter(const float *columns, int width, std::size_t first, std::size_t count, std::size_t lanes,
             std::span<float> rows, const Store &store) {
    const auto n = static_cast<std::size_t>(width);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t k = 0; k < n; ++k)
            store(rows[(first + i) * n + k], columns[k * lanes + i]);
}

void copy(float &to, float from) {
    to = from;
}
void addTo(float &to, float from) {
    to += from;
}

/// work(first, count) for pieces of about equal size, none above what a tile holds.
template <class Work>
void inTiles(std::size_t count, const Work &work) {
    const std::size_t tiles = (count + CouplingTile::capacity - 1) / CouplingTile::capacity;
    for (std::size_t tile = 0; tile < tiles; ++tile) {
        const std::size_t first = tile * count / tiles;
        work(first, (tile + 1) * count / tiles - first);
    }
}

} // namespace

CouplingFlow::CouplingFlow(const CouplingShape &shape) : m_shape(shape) {
    checkShape(shape);
    std::vector<int> order(static_cast<std::size_t>(shape.dimension));
    std::iota(order.begin(), order.end(), 0);
    RandomEngine deal(1); // always the same: the halves belong to the definition
    auto place = [this](int inputs, int outputs) {
        Layer::Dense dense{m_parameterCount, 0, inputs, outputs};
        dense.biases = dense.weights + static_cast<std::size_t>(inputs) * static_cast<std::size_t>(outputs);
        m_parameterCount = dense.biases + static_cast<std::size_t>(outputs);
        return dense;
    };
    for (int c = 0; c < shape.couplings; ++c) {
        if (c % 2 == 0 && c > 0)
            for (std::size_t i = order.size(); i-- > 1;)
                std::swap(order[i], order[deal() % (i + 1)]);
        const auto half = order.begin() + shape.dimension / 2;
        Layer layer{{order.begin(), half}, {half, order.end()}, {}};
        if (c % 2 == 1 && shape.dimension > 1)
            std::swap(layer.kept, layer.transformed);
        layer.dense.push_back(place(static_cast<int>(layer.kept.size()) + shape.context, shape.hidden));
        for (int b = 0; b < 2 * shape.blocks; ++b)
            layer.dense.push_back(place(shape.hidden, shape.hidden));
        layer.dense.push_back(
            place(shape.hidden, static_cast<int>(layer.transformed.size()) * (3 * shape.bins - 1)));
        m_layers.push_back(std::move(layer));
    }
}

std::vector<float> CouplingFlow::initialParameters(RandomEngine &random) const {
    std::vector<float> all(m_parameterCount, 0.F);
    for (const Layer &layer : m_layers) {
        for (std::size_t k = 0; k + 1 < layer.dense.size(); ++k) {
            // Uniform within ±1/√inputs, as the usual dense layer starts; the second layer of a block
            // starts near 0, so that blocks begin as the identity.
            const Layer::Dense &dense = layer.dense[k];
            const bool closesBlock = k > 0 && k % 2 == 0;
            const double width = (closesBlock ? 0.05 : 1.0) / std::sqrt(std::max(1, dense.inputs));
            for (std::size_t i = dense.weights; i < dense.biases + static_cast<std::size_t>(dense.outputs);
                 ++i)
                all[i] = static_cast<float>(width * (2 * uniform(random) - 1));
        }
        // Equal bins, and slopes of 1.
        const Layer::Dense &last = layer.dense.back();
        const int each = 3 * m_shape.bins - 1;
        for (int i = 0; i < last.outputs; ++i)
            if (i % each >= 2 * m_shape.bins)
                all[last.biases + static_cast<std::size_t>(i)] = static_cast<float>(unitSlope);
    }
    return all;
}

void CouplingFlow::logDensity(std::span<const float> parameters, std::span<const float> theta,
                              std::span<const float> context, std::span<float> result) const {
    CouplingTile tile(*this, false);
    inTiles(result.size(), [&](std::size_t first, std::size_t count) {
        tile.resize(count);
        gather(theta, m_shape.dimension, first, count, tile.lanes, tile.theta);
        gather(context, m_shape.context, first, count, tile.lanes, tile.context);
        couplingForward(tile, parameters.data());
        std::copy_n(tile.logDensity, count, result.begin() + static_cast<std::ptrdiff_t>(first));
    });
}

void CouplingFlow::logDensityGradient(std::span<const float> parameters, std::span<const float> theta,
                                      std::span<const float> context, std::span<const float> upstream,
                                      std::span<float> result, const Gradient &gradient) const {
    CouplingTile tile(*this, true);
    inTiles(result.size(), [&](std::size_t first, std::size_t count) {
        tile.resize(count);
        gather(theta, m_shape.dimension, first, count, tile.lanes, tile.theta);
        gather(context, m_shape.context, first, count, tile.lanes, tile.context);
        couplingForward(tile, parameters.data());
        std::copy_n(tile.logDensity, count, result.begin() + static_cast<std::ptrdiff_t>(first));
        gather(upstream, 1, first, count, tile.lanes, tile.upstream);
        couplingBackward(tile, parameters.data(),
                         gradient.parameters.empty() ? nullptr : gradient.parameters.data());
        if (!gradient.theta.empty())
            scatter(tile.thetaGradient, m_shape.dimension, first, count, tile.lanes, gradient.theta, addTo);
        if (!gradient.context.empty())
            scatter(tile.contextGradient, m_shape.context, first, count, tile.lanes, gradient.context, addTo);
    });
}

void CouplingFlow::fromBase(std::span<const float> parameters, std::span<const float> context,
                            std::span<float> theta) const {
    CouplingTile tile(*this, false);
    inTiles(theta.size() / static_cast<std::size_t>(m_shape.dimension),
            [&](std::size_t first, std::size_t count) {
                tile.resize(count);
                gather(theta, m_shape.dimension, first, count, tile.lanes, tile.theta);
                gather(context, m_shape.context, first, count, tile.lanes, tile.context);
                couplingInverse(tile, parameters.data());
                scatter(tile.theta, m_shape.dimension, first, count, tile.lanes, theta, copy);
            });
}

} // namespace quincunx
