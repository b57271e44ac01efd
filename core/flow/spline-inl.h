// Monotonic rational-quadratic splines, a vector of rows at a time. Included once for every set of
// instructions. Source: Gregory & Delbourgo, IMA J. Numer. Anal. 2 (1982) 123; Durkan et al., NeurIPS 2019.
#if defined(QUINCUNX_FLOW_SPLINE) == defined(HWY_TARGET_TOGGLE)
#ifdef QUINCUNX_FLOW_SPLINE
#undef QUINCUNX_FLOW_SPLINE
#else
#define QUINCUNX_FLOW_SPLINE
#endif

#include "core/flow/matrix_product-inl.h"
#include "core/flow/spline.h"

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace quincunx {
namespace HWY_NAMESPACE {

/// The numbers that make a spline of [low, low + whole] onto itself, of a vector of rows: bin k's width and
/// height as shares that sum to 1, then slopes before softplus.
template <class Number>
struct SplineRows {
    Number *data;
    std::size_t lanes;
    int bins;
    Number low, whole;
    SplineEnds ends;

    HWY_INLINE Number *share(int k) const { return data + static_cast<std::size_t>(k) * lanes; }
    HWY_INLINE Number *heightShare(int k) const { return share(bins + k); }
    /// \return nullptr if the slope is 1.
    HWY_INLINE Number *slope(int knot) const {
        if (ends == SplineEnds::Unit)
            return knot == 0 || knot == bins ? nullptr : share(2 * bins + knot - 1);
        return share(2 * bins + (ends == SplineEnds::Shared && knot == bins ? 0 : knot));
    }
    HWY_INLINE Vector<Number> loadSlope(int knot) const {
        const Number *at = slope(knot);
        return at ? hn::Load(Tag<Number>(), at) : constant(static_cast<Number>(unitSlope));
    }
    HWY_INLINE auto inside(Vector<Number> at) const {
        return hn::And(hn::Ge(at, constant(low)), hn::Le(at, constant(low + whole)));
    }
};

/// softplus(x) + leastSlope
template <class V>
HWY_INLINE V slopeOf(V raw) {
    const hn::DFromV<V> tag;
    const auto tail = hn::Log1p(tag, hn::Exp(tag, hn::Neg(hn::Abs(raw))));
    return hn::Max(raw, hn::Zero(tag)) + tail + hn::Set(tag, static_cast<hn::TFromV<V>>(leastSlope));
}

/// Replaces `count` rows by their softmax.
template <class Number>
HWY_INLINE void softmax(Number *rows, std::size_t lanes, int count) {
    constexpr Tag<Number> tag;
    const auto n = static_cast<std::size_t>(count);
    auto largest = hn::Load(tag, rows);
    for (std::size_t k = 1; k < n; ++k)
        largest = hn::Max(largest, hn::Load(tag, rows + k * lanes));
    auto sum = hn::Zero(tag);
    for (std::size_t k = 0; k < n; ++k) {
        const auto power = hn::Exp(tag, hn::Load(tag, rows + k * lanes) - largest);
        hn::Store(power, tag, rows + k * lanes);
        sum = sum + power;
    }
    const auto scale = constant(Number(1)) / sum;
    for (std::size_t k = 0; k < n; ++k)
        hn::Store(hn::Load(tag, rows + k * lanes) * scale, tag, rows + k * lanes);
}

/// The bin that a number falls into: where it begins, its size, its slopes.
template <class V>
struct Bin {
    V number, left, width, bottom, height, rawLeft, rawRight;
};

/// \param inverse whether `at` is an output of the spline.
template <class Number>
HWY_INLINE Bin<Vector<Number>> findBin(const SplineRows<Number> &spline, Vector<Number> at, bool inverse) {
    constexpr Tag<Number> tag;
    const auto least = static_cast<Number>(leastBin);
    const auto floor = constant(spline.whole * least);
    const auto scale = constant(spline.whole * (1 - least * static_cast<Number>(spline.bins)));
    auto left = constant(spline.low), bottom = left;
    Bin<Vector<Number>> bin{hn::Zero(tag), left, left, left, left, left, left};
    for (int k = 0; k < spline.bins; ++k) {
        const auto width = hn::MulAdd(scale, hn::Load(tag, spline.share(k)), floor);
        const auto height = hn::MulAdd(scale, hn::Load(tag, spline.heightShare(k)), floor);
        const auto rawLeft = spline.loadSlope(k), rawRight = spline.loadSlope(k + 1);
        if (k == 0) {
            bin = {hn::Zero(tag), left, width, bottom, height, rawLeft, rawRight};
        } else {
            const auto beyond = hn::Ge(at, inverse ? bottom : left);
            bin = {hn::IfThenElse(beyond, constant(static_cast<Number>(k)), bin.number),
                   hn::IfThenElse(beyond, left, bin.left),
                   hn::IfThenElse(beyond, width, bin.width),
                   hn::IfThenElse(beyond, bottom, bin.bottom),
                   hn::IfThenElse(beyond, height, bin.height),
                   hn::IfThenElse(beyond, rawLeft, bin.rawLeft),
                   hn::IfThenElse(beyond, rawRight, bin.rawRight)};
        }
        left = left + width;
        bottom = bottom + height;
    }
    return bin;
}

/// The rational quadratic within a bin, and what its gradient needs. With ξ the place in the bin, q = ξ(1−ξ),
/// s = height/width and slopes d₀, d₁: y = bottom + height A/D, dy/dx = s² N/D², where A = sξ² + d₀q,
/// D = s + (d₀ + d₁ − 2s) q, N = d₁ξ² + 2sq + d₀(1−ξ)².
template <class V>
struct Piece {
    V xi, rest, q, s, d0, d1, bend, a, d, n;

    HWY_INLINE Piece(const Bin<V> &bin, V x) {
        xi = (x - bin.left) / bin.width;
        rest = hn::Set(hn::DFromV<V>(), 1) - xi;
        q = xi * rest;
        s = bin.height / bin.width;
        d0 = slopeOf(bin.rawLeft);
        d1 = slopeOf(bin.rawRight);
        bend = d0 + d1 - (s + s);
        a = hn::MulAdd(s, xi * xi, d0 * q);
        d = hn::MulAdd(bend, q, s);
        n = hn::MulAdd(d1, xi * xi, hn::MulAdd(s + s, q, d0 * rest * rest));
    }
};

/// x becomes y; \return log dy/dx. What lies outside passes unchanged.
template <class Number>
HWY_INLINE Vector<Number> splineForward(const SplineRows<Number> &spline, Vector<Number> &x) {
    const auto inside = spline.inside(x);
    const auto bin = findBin(spline, x, false);
    const Piece piece(bin, hn::IfThenElse(inside, x, bin.left));
    x = hn::IfThenElse(inside, hn::MulAdd(bin.height, piece.a / piece.d, bin.bottom), x);
    const auto ratio = piece.s / piece.d;
    return hn::IfThenElseZero(inside, hn::Log(Tag<Number>(), ratio * ratio * piece.n));
}

template <class Number>
HWY_INLINE Vector<Number> splineInverse(const SplineRows<Number> &spline, Vector<Number> y) {
    constexpr Tag<Number> tag;
    const auto inside = spline.inside(y);
    const auto bin = findBin(spline, y, true);
    const auto s = bin.height / bin.width;
    const auto d0 = slopeOf(bin.rawLeft), d1 = slopeOf(bin.rawRight);
    const auto up = y - bin.bottom, bend = d0 + d1 - (s + s);
    const auto a = hn::MulAdd(bin.height, s - d0, up * bend);
    const auto b = hn::MulSub(bin.height, d0, up * bend);
    const auto c = hn::Neg(s * up);
    const auto root = hn::Sqrt(hn::Max(hn::Zero(tag), b * b - constant(Number(4)) * a * c));
    const auto xi = hn::Max(hn::Zero(tag), hn::Min(constant(Number(1)), (c + c) / hn::Neg(b + root)));
    return hn::IfThenElse(inside, hn::MulAdd(xi, bin.width, bin.left), y);
}

/// Gradients of shares from those of the place where the bin begins (`begin`) and of its size (`size`),
/// through the softmax: g_k − Σ_j p_j g_j, times p_k.
template <class Number>
HWY_INLINE void shareGradient(const SplineRows<Number> &spline, int firstRow, const Bin<Vector<Number>> &bin,
                              Vector<Number> begin, Vector<Number> size, const SplineRows<Number> &gradient) {
    constexpr Tag<Number> tag;
    const auto scale = constant(spline.whole * (1 - static_cast<Number>(leastBin * spline.bins)));
    begin = begin * scale;
    size = size * scale;
    auto of = [&](int k) HWY_ATTR {
        const auto number = constant(static_cast<Number>(k));
        return hn::IfThenElse(hn::Lt(number, bin.number), begin,
                              hn::IfThenElseZero(hn::Eq(number, bin.number), size));
    };
    auto mean = hn::Zero(tag);
    for (int k = 0; k < spline.bins; ++k)
        mean = hn::MulAdd(hn::Load(tag, spline.share(firstRow + k)), of(k), mean);
    for (int k = 0; k < spline.bins; ++k)
        hn::Store(hn::Load(tag, spline.share(firstRow + k)) * (of(k) - mean), tag,
                  gradient.share(firstRow + k));
}

/// The way back: from the gradients of y and of log dy/dx those of x (returned) and of the spline's numbers,
/// which `gradient` is filled with.
template <class Number>
HWY_INLINE Vector<Number> splineBackward(const SplineRows<Number> &spline, Vector<Number> x,
                                         Vector<Number> outGradient, Vector<Number> logGradient,
                                         const SplineRows<Number> &gradient) {
    constexpr Tag<Number> tag;
    const auto inside = spline.inside(x);
    const auto bin = findBin(spline, x, false);
    const Piece p(bin, hn::IfThenElse(inside, x, bin.left));
    const auto gy = hn::IfThenElseZero(inside, outGradient), gl = hn::IfThenElseZero(inside, logGradient);

    const auto one = constant(Number(1)), two = constant(Number(2));
    const auto perD = one / p.d, ratio = p.a * perD;
    const auto gA = gy * bin.height * perD;
    const auto gD = hn::Neg(hn::MulAdd(gA, ratio, (gl + gl) * perD));
    const auto gN = gl / p.n;
    const auto xi2 = p.xi * p.xi, rest2 = p.rest * p.rest;
    const auto gS = (gl + gl) / p.s + gA * xi2 + gD * (one - two * p.q) + two * gN * p.q;
    const auto gD0 = (gA + gD) * p.q + gN * rest2;
    const auto gD1 = gD * p.q + gN * xi2;
    const auto gQ = gA * p.d0 + gD * p.bend + two * gN * p.s;
    const auto gXi = two * p.xi * (gA * p.s + gN * p.d1) + gQ * (one - two * p.xi) - two * p.rest * gN * p.d0;
    const auto perWidth = one / bin.width;
    const auto gX = gXi * perWidth;
    const auto gHeight = hn::MulAdd(gS, perWidth, gy * ratio);
    const auto gWidth = hn::Neg(hn::MulAdd(gS, p.s, gXi * p.xi)) * perWidth;

    shareGradient(spline, 0, bin, hn::Neg(gX), gWidth, gradient);
    shareGradient(spline, spline.bins, bin, gy, gHeight, gradient);
    // softplus' is the logistic function
    const auto leftRaw = gD0 / (one + hn::Exp(tag, hn::Neg(bin.rawLeft)));
    const auto rightRaw = gD1 / (one + hn::Exp(tag, hn::Neg(bin.rawRight)));
    const int slopes = slopeCount(spline.ends, spline.bins), first = spline.ends == SplineEnds::Unit;
    for (int knot = first; knot < first + slopes; ++knot) {
        const auto number = constant(static_cast<Number>(knot));
        auto ofKnot = hn::IfThenElse(hn::Eq(bin.number, number), leftRaw,
                                     hn::IfThenElseZero(hn::Eq(bin.number + one, number), rightRaw));
        if (knot == 0 && spline.ends == SplineEnds::Shared)
            ofKnot = ofKnot +
                     hn::IfThenElseZero(hn::Eq(bin.number + one, constant(static_cast<Number>(spline.bins))),
                                        rightRaw);
        hn::Store(ofKnot, tag, gradient.slope(knot));
    }
    return hn::IfThenElse(inside, gX, outGradient);
}

} // namespace HWY_NAMESPACE
} // namespace quincunx
HWY_AFTER_NAMESPACE();

#endif
