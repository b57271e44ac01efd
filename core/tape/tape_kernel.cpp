// The steps of a tape, forwards and backwards.
#include "core/tape/tape_kernel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/tape/tape_kernel.cpp"
#include <hwy/foreach_target.h>
// Highway wants to come after the line above.
#include "core/flow/matrix_product-inl.h"
#include "core/flow/spline-inl.h"

HWY_BEFORE_NAMESPACE();
namespace quincunx {
namespace HWY_NAMESPACE {
namespace {

using Step = Tape::Step;
using Operation = Tape::Operation;
using D = Tag<double>;
using V = Vector<double>;
constexpr D doubles;

HWY_INLINE V load(const double *at) {
    return hn::Load(doubles, at);
}
HWY_INLINE void store(V value, double *at) {
    hn::Store(value, doubles, at);
}
HWY_INLINE void addTo(double *at, V value) {
    store(load(at) + value, at);
}
HWY_INLINE V logistic(V x) {
    // e^{-|x|} does not overflow.
    const V one = constant(1.), small = hn::Exp(doubles, hn::Neg(hn::Abs(x))), share = one / (one + small);
    return hn::IfThenElse(hn::Ge(x, hn::Zero(doubles)), share, one - share);
}

/// atan2(y, x) from the arc tangent of numbers in [0, 1].
HWY_INLINE V arc(V y, V x) {
    const V ax = hn::Abs(x), ay = hn::Abs(y), zero = hn::Zero(doubles);
    const V large = hn::Max(hn::Max(ax, ay), constant(1e-300)), small = hn::Min(ax, ay);
    V angle = hn::Atan(doubles, small / large);
    angle = hn::IfThenElse(hn::Gt(ay, ax), constant(std::numbers::pi / 2) - angle, angle);
    angle = hn::IfThenElse(hn::Lt(x, zero), constant(std::numbers::pi) - angle, angle);
    return hn::CopySign(angle, y);
}

std::size_t size(int count) {
    return static_cast<std::size_t>(count);
}

/// out[i] = f(a[i]) for all numbers of a step; also a(i) += f(...) on the way back.
template <class F>
HWY_INLINE void map(std::size_t count, const F &f) {
    for (std::size_t i = 0; i < count; i += laneCount<double>())
        f(i);
}

/// The same of two operands, one of which may count 1 and is then the same for all.
template <class F>
HWY_INLINE void mapPairs(const Step &step, std::size_t lanes, const F &f) {
    for (std::size_t k = 0; k < size(step.outCount); ++k) {
        const std::size_t out = (step.out + k) * lanes, a = (step.a + (step.aCount == 1 ? 0 : k)) * lanes,
                          b = (step.b + (step.bCount == 1 ? 0 : k)) * lanes;
        for (std::size_t i = 0; i < lanes; i += laneCount<double>())
            f(out + i, a + i, b + i);
    }
}

HWY_INLINE SplineRows<double> splineOf(const Step &step, double *data, std::size_t lanes) {
    return {data, lanes, step.aCount, step.offset, step.factor, step.ends};
}

HWY_ATTR void Forward(const Step &step, const TapeMemory &memory) {
    const std::size_t lanes = memory.lanes, count = size(step.outCount) * lanes;
    double *const values = memory.values;
    double *const out = values + step.out * lanes;
    const double *const a = values + step.a * lanes;
    switch (step.operation) {
    case Operation::Affine: {
        const V factor = constant(step.factor), offset = constant(step.offset);
        return map(count,
                   [&](std::size_t i) HWY_ATTR { store(hn::MulAdd(load(a + i), factor, offset), out + i); });
    }
    case Operation::Add:
        return mapPairs(step, lanes, [&](std::size_t o, std::size_t l, std::size_t r) HWY_ATTR {
            store(load(values + l) + load(values + r), values + o);
        });
    case Operation::Subtract:
        return mapPairs(step, lanes, [&](std::size_t o, std::size_t l, std::size_t r) HWY_ATTR {
            store(load(values + l) - load(values + r), values + o);
        });
    case Operation::Multiply:
        return mapPairs(step, lanes, [&](std::size_t o, std::size_t l, std::size_t r) HWY_ATTR {
            store(load(values + l) * load(values + r), values + o);
        });
    case Operation::Divide:
        return mapPairs(step, lanes, [&](std::size_t o, std::size_t l, std::size_t r) HWY_ATTR {
            store(load(values + l) / load(values + r), values + o);
        });
    case Operation::Angle:
        return mapPairs(step, lanes, [&](std::size_t o, std::size_t l, std::size_t r) HWY_ATTR {
            store(arc(load(values + l), load(values + r)), values + o);
        });
    case Operation::Exp:
        return map(count, [&](std::size_t i) HWY_ATTR { store(hn::Exp(doubles, load(a + i)), out + i); });
    case Operation::Log:
        return map(count, [&](std::size_t i) HWY_ATTR { store(hn::Log(doubles, load(a + i)), out + i); });
    case Operation::Sqrt:
        return map(count, [&](std::size_t i) HWY_ATTR { store(hn::Sqrt(load(a + i)), out + i); });
    case Operation::Sin:
        return map(count, [&](std::size_t i) HWY_ATTR { store(hn::Sin(doubles, load(a + i)), out + i); });
    case Operation::Cos:
        return map(count, [&](std::size_t i) HWY_ATTR { store(hn::Cos(doubles, load(a + i)), out + i); });
    case Operation::AtLeast: {
        const V bound = constant(step.offset);
        return map(count, [&](std::size_t i) HWY_ATTR { store(hn::Max(load(a + i), bound), out + i); });
    }
    case Operation::Sigmoid:
        return map(count, [&](std::size_t i) HWY_ATTR { store(logistic(load(a + i)), out + i); });
    case Operation::Softplus:
        return map(count, [&](std::size_t i) HWY_ATTR {
            const V x = load(a + i);
            store(hn::Max(x, hn::Zero(doubles)) + hn::Log1p(doubles, hn::Exp(doubles, hn::Neg(hn::Abs(x)))),
                  out + i);
        });
    case Operation::Silu:
        return map(count, [&](std::size_t i) HWY_ATTR {
            const V x = load(a + i);
            store(x * logistic(x), out + i);
        });
    case Operation::Softmax:
        std::copy_n(a, count, out);
        for (std::size_t i = 0; i < lanes; i += laneCount<double>())
            softmax(out + i, lanes, step.outCount);
        return;
    case Operation::Sum:
        std::copy_n(a, lanes, out);
        for (std::size_t k = 1; k < size(step.aCount); ++k)
            map(lanes, [&](std::size_t i) HWY_ATTR { addTo(out + i, load(a + k * lanes + i)); });
        return;
    case Operation::Dense: {
        const std::size_t weights = size(step.outCount) * size(step.aCount);
        const double *parameters = memory.parameters + step.parameter;
        return product<double>({parameters, size(step.aCount), 1}, size(step.outCount), size(step.aCount), a,
                               lanes, out, parameters + weights);
    }
    case Operation::Copy:
        std::copy_n(a, count, out);
        return;
    case Operation::Parameters:
        for (std::size_t k = 0; k < size(step.outCount); ++k)
            std::fill_n(out + k * lanes, lanes, memory.parameters[step.parameter + k]);
        return;
    case Operation::Spline: {
        double *const numbers = out + 2 * lanes;
        std::copy_n(values + step.b * lanes, size(step.bCount) * lanes, numbers);
        for (std::size_t i = 0; i < lanes; i += laneCount<double>()) {
            const auto spline = splineOf(step, numbers + i, lanes);
            softmax(spline.share(0), lanes, spline.bins);
            softmax(spline.heightShare(0), lanes, spline.bins);
            V y = load(a + i);
            store(splineForward(spline, y), out + lanes + i);
            store(y, out + i);
        }
        return;
    }
    }
}

HWY_ATTR void Backward(const Step &step, const TapeMemory &memory) {
    const std::size_t lanes = memory.lanes, count = size(step.outCount) * lanes;
    double *const values = memory.values;
    double *const gradients = memory.gradients;
    const double *const y = values + step.out * lanes;
    const double *const x = values + step.a * lanes;
    const double *const g = gradients + step.out * lanes;
    double *const ga = gradients + step.a * lanes;
    const V one = constant(1.);
    switch (step.operation) {
    case Operation::Affine: {
        const V factor = constant(step.factor);
        return map(count, [&](std::size_t i) HWY_ATTR { addTo(ga + i, load(g + i) * factor); });
    }
    case Operation::Add:
        return mapPairs(step, lanes, [&](std::size_t o, std::size_t l, std::size_t r) HWY_ATTR {
            addTo(gradients + l, load(gradients + o));
            addTo(gradients + r, load(gradients + o));
        });
    case Operation::Subtract:
        return mapPairs(step, lanes, [&](std::size_t o, std::size_t l, std::size_t r) HWY_ATTR {
            addTo(gradients + l, load(gradients + o));
            addTo(gradients + r, hn::Neg(load(gradients + o)));
        });
    case Operation::Multiply:
        return mapPairs(step, lanes, [&](std::size_t o, std::size_t l, std::size_t r) HWY_ATTR {
            const V upstream = load(gradients + o);
            addTo(gradients + l, upstream * load(values + r));
            addTo(gradients + r, upstream * load(values + l));
        });
    case Operation::Divide:
        return mapPairs(step, lanes, [&](std::size_t o, std::size_t l, std::size_t r) HWY_ATTR {
            const V share = load(gradients + o) / load(values + r);
            addTo(gradients + l, share);
            addTo(gradients + r, hn::Neg(share * load(values + o)));
        });
    case Operation::Angle:
        return mapPairs(step, lanes, [&](std::size_t o, std::size_t l, std::size_t r) HWY_ATTR {
            const V up = load(values + l), across = load(values + r);
            const V share =
                load(gradients + o) / hn::Max(hn::MulAdd(up, up, across * across), constant(1e-300));
            addTo(gradients + l, share * across);
            addTo(gradients + r, hn::Neg(share * up));
        });
    case Operation::Exp:
        return map(count, [&](std::size_t i) HWY_ATTR { addTo(ga + i, load(g + i) * load(y + i)); });
    case Operation::Log:
        return map(count, [&](std::size_t i) HWY_ATTR { addTo(ga + i, load(g + i) / load(x + i)); });
    case Operation::Sqrt:
        return map(count,
                   [&](std::size_t i) HWY_ATTR { addTo(ga + i, load(g + i) * constant(0.5) / load(y + i)); });
    case Operation::Sin:
        return map(count, [&](std::size_t i)
                              HWY_ATTR { addTo(ga + i, load(g + i) * hn::Cos(doubles, load(x + i))); });
    case Operation::Cos:
        return map(count, [&](std::size_t i) HWY_ATTR {
            addTo(ga + i, hn::Neg(load(g + i) * hn::Sin(doubles, load(x + i))));
        });
    case Operation::AtLeast:
        return map(count, [&](std::size_t i) HWY_ATTR {
            addTo(ga + i, hn::IfThenElseZero(hn::Gt(load(x + i), constant(step.offset)), load(g + i)));
        });
    case Operation::Sigmoid:
        return map(count, [&](std::size_t i) HWY_ATTR {
            const V share = load(y + i);
            addTo(ga + i, load(g + i) * share * (one - share));
        });
    case Operation::Softplus:
        return map(count,
                   [&](std::size_t i) HWY_ATTR { addTo(ga + i, load(g + i) * logistic(load(x + i))); });
    case Operation::Silu:
        return map(count, [&](std::size_t i) HWY_ATTR {
            const V share = logistic(load(x + i));
            addTo(ga + i, load(g + i) * hn::MulAdd(load(y + i), one - share, share));
        });
    case Operation::Softmax:
        for (std::size_t i = 0; i < lanes; i += laneCount<double>()) {
            V mean = hn::Zero(doubles);
            for (std::size_t k = 0; k < count; k += lanes)
                mean = hn::MulAdd(load(g + k + i), load(y + k + i), mean);
            for (std::size_t k = 0; k < count; k += lanes)
                addTo(ga + k + i, load(y + k + i) * (load(g + k + i) - mean));
        }
        return;
    case Operation::Sum:
        for (std::size_t k = 0; k < size(step.aCount); ++k)
            map(lanes, [&](std::size_t i) HWY_ATTR { addTo(ga + k * lanes + i, load(g + i)); });
        return;
    case Operation::Dense: {
        const std::size_t in = size(step.aCount), outputs = size(step.outCount);
        product<double>({memory.parameters + step.parameter, 1, in}, in, outputs, g, lanes, ga, nullptr);
        double *const own = memory.parameterGradients + step.parameter;
        outerProduct(g, outputs, x, in, lanes, own);
        addRowSums(g, outputs, lanes, own + outputs * in);
        return;
    }
    case Operation::Copy:
        return map(count, [&](std::size_t i) HWY_ATTR { addTo(ga + i, load(g + i)); });
    case Operation::Parameters:
        addRowSums(g, size(step.outCount), lanes, memory.parameterGradients + step.parameter);
        return;
    case Operation::Spline: {
        double *const numbers = values + (step.out + 2) * lanes;
        // Nobody reads the gradient of the numbers behind the result: there is room for that of `raw`.
        double *const own = gradients + (step.out + 2) * lanes;
        for (std::size_t i = 0; i < lanes; i += laneCount<double>())
            addTo(ga + i, splineBackward(splineOf(step, numbers + i, lanes), load(x + i), load(g + i),
                                         load(g + lanes + i), splineOf(step, own + i, lanes)));
        double *const raw = gradients + step.b * lanes;
        return map(size(step.bCount) * lanes, [&](std::size_t i) HWY_ATTR { addTo(raw + i, load(own + i)); });
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

void tapeForward(const Tape::Step &step, const TapeMemory &memory) {
    HWY_DYNAMIC_DISPATCH(Forward)(step, memory);
}
void tapeBackward(const Tape::Step &step, const TapeMemory &memory) {
    HWY_DYNAMIC_DISPATCH(Backward)(step, memory);
}

} // namespace quincunx
#endif
