// The layers of a coupling flow over a tile of rows: network, splines, and both again backwards.
#include "core/flow/coupling_kernel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/flow/coupling_kernel.cpp"
#include <hwy/foreach_target.h>
// Highway wants to come after the line above.
#include "core/flow/matrix_product-inl.h"
#include "core/flow/spline-inl.h"

HWY_BEFORE_NAMESPACE();
namespace quincunx {
namespace HWY_NAMESPACE {
namespace {

using Dense = CouplingFlow::Layer::Dense;
constexpr Tag<float> tag;

std::size_t size(int count) {
    return static_cast<std::size_t>(count);
}

/// out = weights · in + biases, or out + weights · in without biases.
HWY_ATTR void applyDense(const Dense &dense, const float *parameters, const float *in, std::size_t lanes,
                         float *out, bool biased = true) {
    product<float>({parameters + dense.weights, size(dense.inputs), 1}, size(dense.outputs),
                   size(dense.inputs), in, lanes, out, biased ? parameters + dense.biases : nullptr);
}

/// \param in gradients are added to it.
HWY_ATTR void applyTransposed(const Dense &dense, const float *parameters, const float *out,
                              std::size_t lanes, float *in) {
    product<float>({parameters + dense.weights, 1, size(dense.inputs)}, size(dense.inputs),
                   size(dense.outputs), out, lanes, in, nullptr);
}

HWY_ATTR void addDenseGradient(const Dense &dense, const float *out, const float *in, std::size_t lanes,
                               float *gradient) {
    outerProduct(out, size(dense.outputs), in, size(dense.inputs), lanes, gradient + dense.weights);
    addRowSums(out, size(dense.outputs), lanes, gradient + dense.biases);
}

HWY_ATTR void rectify(const float *from, std::size_t count, float *to) {
    for (std::size_t i = 0; i < count; i += laneCount<float>())
        hn::Store(hn::Max(hn::Load(tag, from + i), hn::Zero(tag)), tag, to + i);
}

/// The gradient of ρ, where what came out of it is known.
HWY_ATTR void rectifyGradient(const float *rectified, std::size_t count, float *gradient) {
    for (std::size_t i = 0; i < count; i += laneCount<float>()) {
        const auto open = hn::Gt(hn::Load(tag, rectified + i), hn::Zero(tag));
        hn::Store(hn::IfThenElseZero(open, hn::Load(tag, gradient + i)), tag, gradient + i);
    }
}

HWY_ATTR void add(const float *from, std::size_t count, float *to) {
    for (std::size_t i = 0; i < count; i += laneCount<float>())
        hn::Store(hn::Load(tag, to + i) + hn::Load(tag, from + i), tag, to + i);
}

SplineRows<float> splineRows(const CouplingTile &tile, float *all, std::size_t which) {
    const CouplingShape &shape = tile.flow.shape();
    return {all + which * size(3 * shape.bins - 1) * tile.lanes,
            tile.lanes,
            shape.bins,
            -shape.reach,
            2 * shape.reach,
            SplineEnds::Unit};
}

/// The splines of a layer from its kept half and the context.
HWY_ATTR void runNetwork(const CouplingTile &tile, std::size_t number, const float *parameters) {
    const CouplingFlow::Layer &layer = tile.flow.layers()[number];
    const CouplingTile::Kept &kept = tile.kept(number);
    const std::size_t lanes = tile.lanes, width = size(tile.flow.shape().hidden) * lanes;
    float *input = kept.input;
    for (int coordinate : layer.kept)
        input = std::copy_n(tile.theta + size(coordinate) * lanes, lanes, input);
    std::copy_n(tile.context, size(tile.flow.shape().context) * lanes, input);
    applyDense(layer.dense.front(), parameters, kept.input, lanes, kept.hidden);
    for (std::size_t block = 0; block < kept.relu.size() / 2; ++block) {
        float *first = kept.relu[2 * block], *second = kept.relu[2 * block + 1];
        rectify(kept.hidden, width, first);
        applyDense(layer.dense[2 * block + 1], parameters, first, lanes, second);
        rectify(second, width, second);
        const Dense &closing = layer.dense[2 * block + 2];
        applyDense(closing, parameters, second, lanes, kept.hidden, false);
        for (std::size_t m = 0; m < size(closing.outputs); ++m)
            for (std::size_t i = 0; i < lanes; i += laneCount<float>()) {
                float *at = kept.hidden + m * lanes + i;
                hn::Store(hn::Load(tag, at) + constant(parameters[closing.biases + m]), tag, at);
            }
    }
    applyDense(layer.dense.back(), parameters, kept.hidden, lanes, kept.splines);
    for (std::size_t t = 0; t < layer.transformed.size(); ++t) {
        const SplineRows<float> rows = splineRows(tile, kept.splines, t);
        for (std::size_t i = 0; i < lanes; i += laneCount<float>()) {
            softmax(rows.share(0) + i, lanes, rows.bins);
            softmax(rows.heightShare(0) + i, lanes, rows.bins);
        }
    }
}

SplineRows<float> from(SplineRows<float> rows, std::size_t lane) {
    rows.data += lane;
    return rows;
}

HWY_ATTR void Forward(CouplingTile &tile, const float *parameters) {
    const std::size_t lanes = tile.lanes;
    std::fill_n(tile.logDensity, lanes, 0.F);
    for (std::size_t number = 0; number < tile.flow.layers().size(); ++number) {
        runNetwork(tile, number, parameters);
        const std::vector<int> &transformed = tile.flow.layers()[number].transformed;
        const CouplingTile::Kept &kept = tile.kept(number);
        for (std::size_t t = 0; t < transformed.size(); ++t) {
            const SplineRows<float> rows = splineRows(tile, kept.splines, t);
            float *coordinate = tile.theta + size(transformed[t]) * lanes;
            std::copy_n(coordinate, lanes, kept.before + t * lanes);
            for (std::size_t i = 0; i < lanes; i += laneCount<float>()) {
                auto x = hn::Load(tag, coordinate + i);
                const auto logSlope = splineForward(from(rows, i), x);
                hn::Store(x, tag, coordinate + i);
                hn::Store(hn::Load(tag, tile.logDensity + i) + logSlope, tag, tile.logDensity + i);
            }
        }
    }
    const auto dimension = size(tile.flow.shape().dimension);
    const auto norm = static_cast<float>(-0.5 * std::log(2 * std::numbers::pi));
    for (std::size_t k = 0; k < dimension; ++k)
        for (std::size_t i = 0; i < lanes; i += laneCount<float>()) {
            const auto u = hn::Load(tag, tile.theta + k * lanes + i);
            const auto log = hn::NegMulAdd(u * constant(0.5F), u, constant(norm));
            hn::Store(hn::Load(tag, tile.logDensity + i) + log, tag, tile.logDensity + i);
        }
}

/// hiddenGradient becomes the gradient of the network's input.
HWY_ATTR void networkBackward(CouplingTile &tile, std::size_t number, const float *parameters,
                              float *gradient) {
    const CouplingFlow::Layer &layer = tile.flow.layers()[number];
    const CouplingTile::Kept &kept = tile.kept(number);
    const std::size_t lanes = tile.lanes, width = size(tile.flow.shape().hidden) * lanes;
    float *hidden = tile.hiddenGradient, *other = tile.otherGradient;
    auto through = [&](const Dense &dense, const float *out, const float *in, float *inGradient) HWY_ATTR {
        if (gradient)
            addDenseGradient(dense, out, in, lanes, gradient);
        std::fill_n(inGradient, size(dense.inputs) * lanes, 0.F);
        applyTransposed(dense, parameters, out, lanes, inGradient);
    };
    through(layer.dense.back(), tile.splineGradient, kept.hidden, hidden);
    for (std::size_t block = kept.relu.size() / 2; block-- > 0;) {
        const float *first = kept.relu[2 * block], *second = kept.relu[2 * block + 1];
        through(layer.dense[2 * block + 2], hidden, second, other);
        rectifyGradient(second, width, other);
        float *inner = other + width;
        through(layer.dense[2 * block + 1], other, first, inner);
        rectifyGradient(first, width, inner);
        add(inner, width, hidden);
    }
    through(layer.dense.front(), hidden, kept.input, tile.inputGradient);
}

HWY_ATTR void Backward(CouplingTile &tile, const float *parameters, float *gradient) {
    const std::size_t lanes = tile.lanes;
    const auto dimension = size(tile.flow.shape().dimension), context = size(tile.flow.shape().context);
    for (std::size_t k = 0; k < dimension; ++k)
        for (std::size_t i = 0; i < lanes; i += laneCount<float>())
            hn::Store(hn::Neg(hn::Load(tag, tile.theta + k * lanes + i)) * hn::Load(tag, tile.upstream + i),
                      tag, tile.thetaGradient + k * lanes + i);
    std::fill_n(tile.contextGradient, context * lanes, 0.F);
    for (std::size_t number = tile.flow.layers().size(); number-- > 0;) {
        const CouplingFlow::Layer &layer = tile.flow.layers()[number];
        const CouplingTile::Kept &kept = tile.kept(number);
        for (std::size_t t = 0; t < layer.transformed.size(); ++t) {
            const SplineRows<float> rows = splineRows(tile, kept.splines, t);
            const SplineRows<float> gradients = splineRows(tile, tile.splineGradient, t);
            float *coordinate = tile.thetaGradient + size(layer.transformed[t]) * lanes;
            for (std::size_t i = 0; i < lanes; i += laneCount<float>())
                hn::Store(splineBackward(from(rows, i), hn::Load(tag, kept.before + t * lanes + i),
                                         hn::Load(tag, coordinate + i), hn::Load(tag, tile.upstream + i),
                                         from(gradients, i)),
                          tag, coordinate + i);
        }
        networkBackward(tile, number, parameters, gradient);
        for (std::size_t k = 0; k < layer.kept.size(); ++k)
            add(tile.inputGradient + k * lanes, lanes, tile.thetaGradient + size(layer.kept[k]) * lanes);
        add(tile.inputGradient + layer.kept.size() * lanes, context * lanes, tile.contextGradient);
    }
}

HWY_ATTR void Inverse(CouplingTile &tile, const float *parameters) {
    const std::size_t lanes = tile.lanes;
    for (std::size_t number = tile.flow.layers().size(); number-- > 0;) {
        runNetwork(tile, number, parameters);
        const std::vector<int> &transformed = tile.flow.layers()[number].transformed;
        for (std::size_t t = 0; t < transformed.size(); ++t) {
            const SplineRows<float> rows = splineRows(tile, tile.kept(number).splines, t);
            float *coordinate = tile.theta + size(transformed[t]) * lanes;
            for (std::size_t i = 0; i < lanes; i += laneCount<float>())
                hn::Store(splineInverse(from(rows, i), hn::Load(tag, coordinate + i)), tag, coordinate + i);
        }
    }
}

} // namespace
} // namespace HWY_NAMESPACE
} // namespace quincunx
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quincunx {

HWY_EXPORT(Forward);
HWY_EXPORT(Backward);
HWY_EXPORT(Inverse);

void couplingForward(CouplingTile &tile, const float *parameters) {
    HWY_DYNAMIC_DISPATCH(Forward)(tile, parameters);
}
void couplingBackward(CouplingTile &tile, const float *parameters, float *gradient) {
    HWY_DYNAMIC_DISPATCH(Backward)(tile, parameters, gradient);
}
void couplingInverse(CouplingTile &tile, const float *parameters) {
    HWY_DYNAMIC_DISPATCH(Inverse)(tile, parameters);
}

CouplingTile::CouplingTile(const CouplingFlow &ofFlow, bool keeps) : flow(ofFlow) {
    const CouplingShape &shape = flow.shape();
    const auto hidden = static_cast<std::size_t>(shape.hidden);
    const auto dimension = static_cast<std::size_t>(shape.dimension);
    const auto conditions = static_cast<std::size_t>(shape.context);
    const std::size_t blocks = static_cast<std::size_t>(shape.blocks);
    const std::size_t half = (dimension + 1) / 2;
    const std::size_t splines = half * static_cast<std::size_t>(3 * shape.bins - 1);
    const std::size_t layers = keeps ? flow.layers().size() : 1;
    const std::size_t columns = 2 * (dimension + conditions) + 2 + 3 * hidden + splines + half + conditions +
                                layers * (half + conditions + hidden * (2 * blocks + 1) + splines + half);
    m_memory = hwy::AllocateAligned<float>(columns * capacity);
    std::fill_n(m_memory.get(), columns * capacity, 0.F);
    float *next = m_memory.get();
    auto take = [&next](std::size_t count) {
        float *begin = next;
        next += count * capacity;
        return begin;
    };
    theta = take(dimension);
    thetaGradient = take(dimension);
    context = take(conditions);
    contextGradient = take(conditions);
    upstream = take(1);
    logDensity = take(1);
    hiddenGradient = take(hidden);
    otherGradient = take(2 * hidden);
    splineGradient = take(splines);
    inputGradient = take(half + conditions);
    for (std::size_t layer = 0; layer < layers; ++layer) {
        Kept kept{take(half + conditions), {}, take(hidden), take(splines), take(half)};
        for (std::size_t k = 0; k < 2 * blocks; ++k)
            kept.relu.push_back(take(hidden));
        m_kept.push_back(std::move(kept));
    }
}

void CouplingTile::resize(std::size_t rows) {
    lanes = (rows + 7) / 8 * 8;
}

} // namespace quincunx
#endif
