// What a split is worth under each Ginkgo density, for four at a time. Compiled anew for every set of
// instructions, as Highway's own headers of this name are: included by ginkgo_kernel.cpp alone.
//
// **Linear domain.** Everything that the splits of one parent P share is taken out of the sum:
//
//     Z(P) = prefactor(P) · Σ_{A,B} w(A, B) Z(A) Z(B)
//
// With the rates ρ = λ/t_P and λ this leaves of the densities (ginkgo_density.h), for children of masses L,
// R:
//
//     Published   w = e^(−ρa²) · e^(−λ(b/d)²)/d²,  a = max(L,R), b = min(L,R), d = P−a
//     Ginkgo      w = e^(−ρL²) · e^(−λ(R/d)²)/d² + the same with L and R exchanged,  d = P−L
//     Exact       w = the same, divided by √[(P−L−R)(P+L+R)(P−L+R)(P+L−R)] = t_P β
//
// with prefactors  (λ/(1−e^−λ))²/(4π t_P),  (λe^D)²/(8π t_P)  and  (λe^D)²/π,  and for a leaf of t < t_cut
// (Published, Ginkgo)  (1−e^(−ρ t_cut))/ρ  in place of e^(−ρL²),  (1−e^(−λ t_cut/d²))/λ  in place of the
// other.
#if defined(QUINCUNX_GINKGO_FORMULAS) == defined(HWY_TARGET_TOGGLE)
#ifdef QUINCUNX_GINKGO_FORMULAS
#undef QUINCUNX_GINKGO_FORMULAS
#else
#define QUINCUNX_GINKGO_FORMULAS
#endif

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

// Vectors of four doubles, of a size known when compiling; elsewhere the scalar engine does the work.
#undef QUINCUNX_VECTORS
#if HWY_MAX_BYTES >= 32 && !HWY_HAVE_SCALABLE
#define QUINCUNX_VECTORS 1
#else
#define QUINCUNX_VECTORS 0
#endif

#if QUINCUNX_VECTORS
HWY_BEFORE_NAMESPACE();
namespace quincunx {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<double, 4>;
using V = hn::Vec<D>;
constexpr D d4;

/// 2^x to 2·10⁻¹⁴, for x ≤ 0; x below −1000 counts as −1000. x = k + f with |f| ≤ ½; 2^f is the polynomial
/// through its Chebyshev nodes, and k goes straight into the exponent.
HWY_INLINE V exp2(V x) {
    const V magic = hn::Set(d4, 0x1.8p52); // adding it rounds, and leaves k in the lowest bits
    x = hn::Max(x, hn::Set(d4, -1000.0));
    const V rounded = hn::Add(x, magic);
    const V f = hn::Sub(x, hn::Sub(rounded, magic));
    auto line = [f](double c0, double c1)
                    HWY_ATTR { return hn::MulAdd(hn::Set(d4, c1), f, hn::Set(d4, c0)); };
    const V f2 = hn::Mul(f, f), f4 = hn::Mul(f2, f2);
    const V c01 = line(1.0000000000000135, 0.6931471805599462);
    const V c23 = line(0.2402265069564034, 0.05550410866465167);
    const V c45 = line(0.009618129193934313, 0.0013333558200794592);
    const V c67 = line(0.0001540343375125101, 1.5252672924850737e-05);
    const V c89 = line(1.325964524488711e-06, 1.0205905413765595e-07);
    const V upper = hn::MulAdd(hn::MulAdd(c89, f2, c67), f2, c45);
    const V power = hn::MulAdd(upper, f4, hn::MulAdd(c23, f2, c01));
    const hn::Repartition<std::int64_t, D> integers;
    return hn::BitCast(
        d4, hn::Add(hn::BitCast(integers, power), hn::ShiftLeft<52>(hn::BitCast(integers, rounded))));
}

HWY_INLINE V oneMinusExp(V x) {
    return hn::Neg(hn::Expm1(d4, hn::Neg(x)));
}

/// What a formula needs of four parents. Rates are in units of 1/log₂e: ready for exp2.
struct Parents {
    V mass, rate, lambda;
    V leafFirst; ///< (1−e^(−ρ t_cut))/ρ, where leaves differ
};

constexpr double ln2 = 0.693147180559945309;
constexpr double massLimit = 0.99949987493746093; // √0.999

HWY_INLINE V leafFirst(V rate, double tCut) {
    const V rho = hn::Mul(rate, hn::Set(d4, ln2));
    return hn::Div(oneMinusExp(hn::Mul(rho, hn::Set(d4, tCut))), rho);
}

/// (1−e^(−λ share))/λ with share = t_cut/T.
HWY_INLINE V leafSecond(V lambda, V share) {
    const V natural = hn::Mul(lambda, hn::Set(d4, ln2));
    return hn::Div(oneMinusExp(hn::Mul(natural, share)), natural);
}

struct Published {
    static constexpr bool leavesDiffer = true;
    static constexpr bool firstOfPairsOnly = true; ///< the heavier child is a leaf only if both are
    double tCut;

    template <bool leaves>
    HWY_INLINE V weight(V left, V right, const Parents &p) const {
        const V a = hn::Max(left, right), b = hn::Min(left, right), zero = hn::Zero(d4);
        const V d = hn::Sub(p.mass, a);
        // 1/d = ∞ if nothing is left for b: forbidden unless b is a leaf, whose factor then is 1/λ
        const V inverse = hn::Div(hn::Set(d4, 1.0), leaves ? hn::Max(d, hn::Set(d4, 1e-100)) : d);
        const V r = hn::Mul(b, inverse), inverse2 = hn::Mul(inverse, inverse);
        const V exponent = hn::MulAdd(hn::Mul(p.lambda, r), r, hn::Mul(hn::Mul(p.rate, a), a));
        const V decay = exp2(hn::Neg(exponent));
        const V second = hn::IfThenElseZero(hn::Gt(d, zero), inverse2);
        if constexpr (!leaves)
            return hn::Mul(second, decay);
        const V leaf = leafSecond(p.lambda, hn::Mul(hn::Set(d4, tCut), inverse2));
        return hn::Mul(hn::IfThenElse(hn::Gt(a, zero), decay, p.leafFirst),
                       hn::IfThenElse(hn::Gt(b, zero), second, leaf));
    }
};

/// e^(−ρL² − λ(R/d)²)/d², the formula of both others for one order of the children. \param inverse 1/d.
HWY_INLINE V ordered(V first, V second, V inverse, const Parents &p) {
    const V r = hn::Mul(second, inverse);
    const V exponent = hn::MulAdd(hn::Mul(p.lambda, r), r, hn::Mul(hn::Mul(p.rate, first), first));
    return hn::Mul(hn::Mul(inverse, inverse), exp2(hn::Neg(exponent)));
}

struct Ginkgo {
    static constexpr bool leavesDiffer = true;
    static constexpr bool firstOfPairsOnly = false;
    double tCut;

    template <bool leaves>
    HWY_INLINE V weight(V left, V right, const Parents &p) const {
        const V limit = hn::Mul(hn::Set(d4, massLimit), p.mass);
        const auto possible =
            hn::And(hn::And(hn::Lt(left, limit), hn::Lt(right, limit)), hn::Le(hn::Add(left, right), p.mass));
        const V dLeft = hn::Sub(p.mass, left), dRight = hn::Sub(p.mass, right);
        const V inverse = hn::Div(hn::Set(d4, 1.0), hn::Mul(dLeft, dRight));
        const V iLeft = hn::Mul(inverse, dRight), iRight = hn::Mul(inverse, dLeft);
        V w;
        if constexpr (!leaves) {
            w = hn::Add(ordered(left, right, iLeft, p), ordered(right, left, iRight, p));
        } else {
            const V tc = hn::Set(d4, tCut);
            auto first = [&](V m) HWY_ATTR {
                const V m2 = hn::Mul(m, m);
                return hn::IfThenElse(hn::Gt(m2, tc), exp2(hn::Neg(hn::Mul(p.rate, m2))), p.leafFirst);
            };
            auto second = [&](V m, V inverseD) HWY_ATTR {
                const V r = hn::Mul(m, inverseD), inverse2 = hn::Mul(inverseD, inverseD);
                const V inner = hn::Mul(inverse2, exp2(hn::Neg(hn::Mul(hn::Mul(p.lambda, r), r))));
                const V leaf = leafSecond(p.lambda, hn::Min(hn::Set(d4, 1.0), hn::Mul(tc, inverse2)));
                return hn::IfThenElse(hn::Gt(hn::Mul(m, m), tc), inner, leaf);
            };
            w = hn::Add(hn::Mul(first(left), second(right, iLeft)),
                        hn::Mul(first(right), second(left, iRight)));
        }
        return hn::IfThenElseZero(possible, w);
    }
};

struct Exact {
    static constexpr bool leavesDiffer = false;
    static constexpr bool firstOfPairsOnly = false;
    double tCut;

    template <bool>
    HWY_INLINE V weight(V left, V right, const Parents &p) const {
        const V limit = hn::Set(d4, massLimit), most = hn::Mul(limit, p.mass);
        const V dLeft = hn::Sub(p.mass, left), dRight = hn::Sub(p.mass, right);
        const V sLeft = hn::Add(p.mass, left), right2 = hn::Mul(right, right);
        const auto leftFirst = hn::And(hn::Lt(left, most), hn::Lt(right, hn::Mul(limit, dLeft)));
        const auto rightFirst = hn::And(hn::Lt(right, most), hn::Lt(left, hn::Mul(limit, dRight)));
        // t_P β, and all three reciprocals from one division
        const V phaseSpace = hn::Sqrt(hn::Mul(hn::NegMulAdd(right, right, hn::Mul(dLeft, dLeft)),
                                              hn::Sub(hn::Mul(sLeft, sLeft), right2)));
        const V both = hn::Mul(dLeft, dRight);
        const V inverse = hn::Div(hn::Set(d4, 1.0), hn::Mul(both, phaseSpace));
        const V scaled = hn::Mul(inverse, phaseSpace);
        const V one = ordered(left, right, hn::Mul(scaled, dRight), p);
        const V other = ordered(right, left, hn::Mul(scaled, dLeft), p);
        const V sum = hn::Add(hn::IfThenElseZero(leftFirst, one), hn::IfThenElseZero(rightFirst, other));
        return hn::IfThenElseZero(hn::Or(leftFirst, rightFirst), hn::Mul(sum, hn::Mul(inverse, both)));
    }
};

} // namespace
} // namespace HWY_NAMESPACE
} // namespace quincunx
HWY_AFTER_NAMESPACE();
#endif

#endif
