// Monotonic rational-quadratic splines, a vector of rows at a time. Included once for every set of
// instructions. Source: Gregory & Delbourgo, IMA J. Numer. Anal. 2 (1982) 123; Durkan et al., NeurIPS 2019.
#if defined(QUINCUNX_FLOW_SPLINE) == defined(HWY_TARGET_TOGGLE)
#ifdef QUINCUNX_FLOW_SPLINE
#undef QUINCUNX_FLOW_SPLINE
#else
#define QUINCUNX_FLOW_SPLINE
#endif

#include "core/flow/coupling_kernel.h"
#include "core/flow/matrix_product-inl.h"

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace quincunx {
namespace HWY_NAMESPACE {

/// The 3 · bins − 1 numbers that make a spline, of a vector of rows: bin k's width and height as shares that
/// sum to 1, then slopes before softplus.
struct SplineRows {
    float *data;
    std::size_t lanes;
    int bins;
    float reach;

    float *share(int k) const { return data + static_cast<std::size_t>(k) * lanes; }
    float *heightShare(int k) const { return share(bins + k); }
    float *slope(int knot) const { return share(2 * bins + knot - 1); } ///< of an inner knot
};

HWY_INLINE FloatVector constant(float value) {
    return hn::Set(floats, value);
}

/// softplus(x) + leastSlope
HWY_INLINE FloatVector slopeOf(FloatVector raw) {
    const auto tail = hn::Log1p(floats, hn::Exp(floats, hn::Neg(hn::Abs(raw))));
    return hn::Max(raw, hn::Zero(floats)) + tail + constant(CouplingTile::leastSlope);
}

/// Replaces `count` rows by their softmax.
HWY_INLINE void softmax(float *rows, std::size_t lanes, int count) {
    const auto n = static_cast<std::size_t>(count);
    auto largest = hn::Load(floats, rows);
    for (std::size_t k = 1; k < n; ++k)
        largest = hn::Max(largest, hn::Load(floats, rows + k * lanes));
    auto sum = hn::Zero(floats);
    for (std::size_t k = 0; k < n; ++k) {
        const auto power = hn::Exp(floats, hn::Load(floats, rows + k * lanes) - largest);
        hn::Store(power, floats, rows + k * lanes);
        sum = sum + power;
    }
    const auto scale = constant(1) / sum;
    for (std::size_t k = 0; k < n; ++k)
        hn::Store(hn::Load(floats, rows + k * lanes) * scale, floats, rows + k * lanes);
}

/// The bin that a number falls into: where it begins, its size, its slopes.
struct Bin {
    FloatVector number, left, width, bottom, height, rawLeft, rawRight;
};

/// \param inverse whether `at` is an output of the spline.
HWY_INLINE Bin findBin(const SplineRows &spline, FloatVector at, bool inverse) {
    const float least = CouplingTile::leastBin, whole = 2 * spline.reach;
    const auto floor = constant(whole * least);
    const auto scale = constant(whole * (1 - least * static_cast<float>(spline.bins)));
    auto left = constant(-spline.reach), bottom = left;
    const auto edge = constant(CouplingTile::unitSlope);
    Bin bin{hn::Zero(floats), left, left, left, left, edge, edge};
    for (int k = 0; k < spline.bins; ++k) {
        const auto width = hn::MulAdd(scale, hn::Load(floats, spline.share(k)), floor);
        const auto height = hn::MulAdd(scale, hn::Load(floats, spline.heightShare(k)), floor);
        const auto rawLeft = k == 0 ? edge : hn::Load(floats, spline.slope(k));
        const auto rawRight = k == spline.bins - 1 ? edge : hn::Load(floats, spline.slope(k + 1));
        if (k == 0) {
            bin = {hn::Zero(floats), left, width, bottom, height, rawLeft, rawRight};
        } else {
            const auto beyond = hn::Ge(at, inverse ? bottom : left);
            bin = {hn::IfThenElse(beyond, constant(static_cast<float>(k)), bin.number),
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
struct Piece {
    FloatVector xi, rest, q, s, d0, d1, bend, a, d, n;

    HWY_INLINE Piece(const Bin &bin, FloatVector x) {
        xi = (x - bin.left) / bin.width;
        rest = constant(1) - xi;
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

/// x becomes y; \return log dy/dx.
HWY_INLINE FloatVector splineForward(const SplineRows &spline, FloatVector &x) {
    const auto inside = hn::Lt(hn::Abs(x), constant(spline.reach));
    const Bin bin = findBin(spline, x, false);
    const Piece piece(bin, hn::IfThenElse(inside, x, bin.left));
    x = hn::IfThenElse(inside, hn::MulAdd(bin.height, piece.a / piece.d, bin.bottom), x);
    const auto ratio = piece.s / piece.d;
    return hn::IfThenElseZero(inside, hn::Log(floats, ratio * ratio * piece.n));
}

HWY_INLINE FloatVector splineInverse(const SplineRows &spline, FloatVector y) {
    const auto inside = hn::Lt(hn::Abs(y), constant(spline.reach));
    const Bin bin = findBin(spline, y, true);
    const auto s = bin.height / bin.width;
    const auto d0 = slopeOf(bin.rawLeft), d1 = slopeOf(bin.rawRight);
    const auto up = y - bin.bottom, bend = d0 + d1 - (s + s);
    const auto a = hn::MulAdd(bin.height, s - d0, up * bend);
    const auto b = hn::MulSub(bin.height, d0, up * bend);
    const auto c = hn::Neg(s * up);
    const auto root = hn::Sqrt(hn::Max(hn::Zero(floats), b * b - constant(4) * a * c));
    const auto xi = hn::Max(hn::Zero(floats), hn::Min(constant(1), (c + c) / hn::Neg(b + root)));
    return hn::IfThenElse(inside, hn::MulAdd(xi, bin.width, bin.left), y);
}

/// Gradients of shares from those of the place where the bin begins (`begin`) and of its size (`size`),
/// through the softmax: g_k − Σ_j p_j g_j, times p_k.
HWY_INLINE void shareGradient(const SplineRows &spline, int firstRow, const Bin &bin, FloatVector begin,
                              FloatVector size, const SplineRows &gradient) {
    const auto scale =
        constant(2 * spline.reach * (1 - CouplingTile::leastBin * static_cast<float>(spline.bins)));
    begin = begin * scale;
    size = size * scale;
    auto of = [&](int k) HWY_ATTR {
        const auto number = constant(static_cast<float>(k));
        return hn::IfThenElse(hn::Lt(number, bin.number), begin,
                              hn::IfThenElseZero(hn::Eq(number, bin.number), size));
    };
    auto mean = hn::Zero(floats);
    for (int k = 0; k < spline.bins; ++k)
        mean = hn::MulAdd(hn::Load(floats, spline.share(firstRow + k)), of(k), mean);
    for (int k = 0; k < spline.bins; ++k)
        hn::Store(hn::Load(floats, spline.share(firstRow + k)) * (of(k) - mean), floats,
                  gradient.share(firstRow + k));
}

/// The way back: from the gradients of y and of log dy/dx those of x (returned) and of the spline's numbers.
HWY_INLINE FloatVector splineBackward(const SplineRows &spline, FloatVector x, FloatVector outGradient,
                                      FloatVector logGradient, const SplineRows &gradient) {
    const auto inside = hn::Lt(hn::Abs(x), constant(spline.reach));
    const Bin bin = findBin(spline, x, false);
    const Piece p(bin, hn::IfThenElse(inside, x, bin.left));
    const auto gy = hn::IfThenElseZero(inside, outGradient), gl = hn::IfThenElseZero(inside, logGradient);

    const auto perD = constant(1) / p.d, ratio = p.a * perD;
    const auto gA = gy * bin.height * perD;
    const auto gD = hn::Neg(hn::MulAdd(gA, ratio, (gl + gl) * perD));
    const auto gN = gl / p.n;
    const auto xi2 = p.xi * p.xi, rest2 = p.rest * p.rest, two = constant(2);
    const auto gS = (gl + gl) / p.s + gA * xi2 + gD * (constant(1) - two * p.q) + two * gN * p.q;
    const auto gD0 = (gA + gD) * p.q + gN * rest2;
    const auto gD1 = gD * p.q + gN * xi2;
    const auto gQ = gA * p.d0 + gD * p.bend + two * gN * p.s;
    const auto gXi =
        two * p.xi * (gA * p.s + gN * p.d1) + gQ * (constant(1) - two * p.xi) - two * p.rest * gN * p.d0;
    const auto perWidth = constant(1) / bin.width;
    const auto gX = gXi * perWidth;
    const auto gHeight = hn::MulAdd(gS, perWidth, gy * ratio);
    const auto gWidth = hn::Neg(hn::MulAdd(gS, p.s, gXi * p.xi)) * perWidth;

    shareGradient(spline, 0, bin, hn::Neg(gX), gWidth, gradient);
    shareGradient(spline, spline.bins, bin, gy, gHeight, gradient);
    // softplus' is the logistic function
    const auto one = constant(1);
    const auto leftRaw = gD0 / (one + hn::Exp(floats, hn::Neg(bin.rawLeft)));
    const auto rightRaw = gD1 / (one + hn::Exp(floats, hn::Neg(bin.rawRight)));
    for (int knot = 1; knot < spline.bins; ++knot) {
        const auto number = constant(static_cast<float>(knot));
        hn::Store(hn::IfThenElse(hn::Eq(bin.number, number), leftRaw,
                                 hn::IfThenElseZero(hn::Eq(bin.number + one, number), rightRaw)),
                  floats, gradient.slope(knot));
    }
    return hn::IfThenElse(inside, gX, outGradient);
}

} // namespace HWY_NAMESPACE
} // namespace quincunx
HWY_AFTER_NAMESPACE();

#endif
