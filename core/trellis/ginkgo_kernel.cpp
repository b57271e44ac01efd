// The trellis recursion for the Ginkgo densities, four splits at a time.
//
// The formulas are in ginkgo_formulas-inl.h; these are the recursions over them.
//
// **Blocks of eight.** The three lowest leaves make eight neighbours in memory of every set of the others.
// For two disjoint such sets HA and HB, each of the three leaves goes to A, to B or to neither: 27 pairs (A,
// B). They are dealt into seven vectors of four, so that a step reads two blocks and does 27 splits without a
// gather: see `dealtToA`. The sums stay in seven vectors while (HA, HB) runs over the splits of one set.
#include "core/trellis/ginkgo_kernel.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/trellis/ginkgo_kernel.cpp"
#include <hwy/foreach_target.h>
// Highway wants to come after the line above.
#include "core/trellis/ginkgo_formulas-inl.h"

HWY_BEFORE_NAMESPACE();
namespace quincunx {
namespace HWY_NAMESPACE {
namespace {

#if QUINCUNX_VECTORS

constexpr int vectors = 7, slots = 4 * vectors;
/// Which of the three lowest leaves go to A and to B. The 24th repeats the 23rd, and is left out of sums.
constexpr int dealtToA[slots] = {0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 0, 1,
                                 4, 5, 0, 4, 2, 6, 0, 0, 0, 0, 0, 1, 2, 4};
constexpr int dealtToB[slots] = {0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, 4, 2, 2,
                                 2, 2, 1, 1, 1, 1, 3, 5, 6, 7, 7, 6, 5, 3};
constexpr int repeated = 24, pairs = slots - 1;
constexpr int vectorsWithoutLowB = 2; // the first of them deal no low leaf to B

/// Whether the k-th vector may hold a leaf if the high leaves of A, or of B, are a single one.
template <class SingleA, class SingleB, class K>
constexpr bool mayHoldLeaf(SingleA, SingleB, K) {
    return SingleA::value || (SingleB::value && K::value < vectorsWithoutLowB);
}

constexpr int parentOf(int slot) {
    return dealtToA[slot] | dealtToB[slot];
}

/// The same where B has low leaves only: one of them in vectors 2 to 4.
template <class SingleA, class K>
constexpr bool mayHoldLeafWithin(SingleA, K) {
    return SingleA::value || (K::value >= 2 && K::value <= 4);
}

/// The slots sorted by `key`, without the repeated one.
template <class Key>
constexpr std::array<int, pairs> sortedSlots(Key key) {
    std::array<int, pairs> sorted{};
    int next = 0;
    for (int value = 0; value < 8; ++value)
        for (int slot = 0; slot < slots; ++slot)
            if (key(slot) == value && slot != repeated)
                sorted[static_cast<std::size_t>(next++)] = slot;
    return sorted;
}
constexpr auto byParent = sortedSlots(parentOf);
constexpr auto byA = sortedSlots([](int slot) { return dealtToA[slot]; });

HWY_INLINE V low(const double *block) {
    return hn::Load(d4, block);
}
HWY_INLINE V high(const double *block) {
    return hn::Load(d4, block + 4);
}

/// The k-th vector of a block's values as dealt to A: block[dealtToA[4k … 4k+3]].
template <int k>
HWY_INLINE V ofA(const double *block) {
    if constexpr (k == 0 || k == 2)
        return low(block);
    else if constexpr (k == 1)
        return high(block);
    else if constexpr (k == 3)
        return hn::ConcatLowerLower(d4, high(block), low(block));
    else if constexpr (k == 4)
        return hn::InterleaveLower(d4, low(block), high(block));
    else if constexpr (k == 5)
        return hn::Set(d4, block[0]);
    else
        return hn::IfThenElse(hn::FirstN(d4, 3), low(block), hn::Set(d4, block[4]));
}

/// The same as dealt to B.
template <int k>
HWY_INLINE V ofB(const double *block) {
    if constexpr (k < 5)
        return hn::Set(d4, block[dealtToB[4 * k]]);
    else if constexpr (k == 5)
        return hn::IfThenElse(hn::FirstN(d4, 1), hn::Set(d4, block[3]), high(block));
    else
        return hn::IfThenElse(hn::FirstN(d4, 3), hn::Reverse(d4, high(block)), hn::Set(d4, block[3]));
}

/// The same of the parents A ∪ B.
template <int k>
HWY_INLINE V ofParent(const double *block) {
    if constexpr (k == 0)
        return low(block);
    else if constexpr (k == 1 || k == 2)
        return high(block);
    else if constexpr (k == 3)
        return hn::ConcatUpperUpper(d4, high(block), low(block));
    else if constexpr (k == 4)
        return hn::InterleaveUpper(d4, low(block), high(block));
    else if constexpr (k == 5)
        return ofB<5>(block);
    else
        return hn::Set(d4, block[7]);
}

/// Calls use(integral_constant k) for k = 0 … 6.
template <class Use>
HWY_INLINE void forEachVector(Use use) {
    [&]<int... k>(std::integer_sequence<int, k...>) HWY_ATTR {
        (use(std::integral_constant<int, k>()), ...);
    }
    (std::make_integer_sequence<int, vectors>());
}

bool single(std::uint32_t set) {
    return (set & (set - 1)) == 0;
}

/// λ of the eight parents of a block: the whole jet's differs.
void fillLambda(const GinkgoTables &t, std::uint32_t block, double *lambda) {
    std::fill_n(lambda, 8, t.lambda / ln2);
    if (block + 1 == std::uint32_t(1) << t.highLeaves)
        lambda[7] = t.lambdaRoot / ln2;
}

/// Whether the heavier child of a parent with these high leaves may be a leaf that the formula sets apart.
template <class Formula>
bool needsLeafFirst(std::uint32_t block) {
    return Formula::leavesDiffer && !(Formula::firstOfPairsOnly && std::popcount(block) > 2);
}

/// The parents of a block, dealt.
template <class Formula>
struct DealtParents {
    HWY_ALIGN double mass[slots], rate[slots], lambda[slots], first[slots];

    DealtParents(const GinkgoTables &t, std::uint32_t block) {
        HWY_ALIGN double lambdas[8];
        fillLambda(t, block, lambdas);
        const std::size_t base = 8 * std::size_t(block);
        const bool leaves = needsLeafFirst<Formula>(block);
        forEachVector([&](auto k) HWY_ATTR {
            const V rates = ofParent<k>(t.rate + base);
            hn::Store(ofParent<k>(t.mass + base), d4, mass + 4 * k);
            hn::Store(rates, d4, rate + 4 * k);
            hn::Store(ofParent<k>(lambdas), d4, lambda + 4 * k);
            hn::Store(leaves ? leafFirst(rates, t.tCut) : hn::Zero(d4), d4, first + 4 * k);
        });
    }
    template <bool leaves>
    HWY_INLINE Parents of(int k) const {
        return {hn::Load(d4, mass + 4 * k), hn::Load(d4, rate + 4 * k), hn::Load(d4, lambda + 4 * k),
                leaves && Formula::leavesDiffer ? hn::Load(d4, first + 4 * k) : hn::Zero(d4)};
    }
};

/// w of the pairs whose A has the high leaves of the block and whose B has only low ones.
template <class Formula>
void weightsWithinBlock(const GinkgoTables &t, const Formula &formula, const DealtParents<Formula> &parents,
                        std::uint32_t block, double *weights) {
    auto deal = [&](auto leafA) HWY_ATTR {
        forEachVector([&](auto k) HWY_ATTR {
            if constexpr (k >= vectorsWithoutLowB) { // the others leave B empty
                constexpr bool leaves = mayHoldLeafWithin(leafA, k);
                const V left = ofA<k>(t.mass + 8 * std::size_t(block)), right = ofB<k>(t.mass);
                hn::Store(formula.template weight<leaves>(left, right, parents.template of<leaves>(k)), d4,
                          weights + 4 * k);
            }
        });
    };
    if (single(block)) // or none
        deal(std::true_type());
    else
        deal(std::false_type());
}

/// Runs over the splits of the block's high leaves: add(k, w, A's block, B's block) for each dealt vector.
template <class Formula, class Add>
HWY_INLINE void overSplits(const GinkgoTables &t, const Formula &formula,
                           const DealtParents<Formula> &parents, std::uint32_t block, Add add) {
    auto deal = [&](auto singleA, auto singleB, std::size_t a, std::size_t b) HWY_ATTR {
        forEachVector([&](auto k) HWY_ATTR {
            constexpr bool leaves = mayHoldLeaf(singleA, singleB, k);
            const V left = ofA<k>(t.mass + a), right = ofB<k>(t.mass + b);
            add(k, formula.template weight<leaves>(left, right, parents.template of<leaves>(k)), a, b);
        });
    };
    const std::uint32_t rest = block & (block - 1);
    for (std::uint32_t b = rest; b; b = (b - 1) & rest) {
        const std::uint32_t a = block ^ b;
        const std::size_t atA = 8 * std::size_t(a), atB = 8 * std::size_t(b);
        if (Formula::leavesDiffer && single(a))
            deal(std::true_type(), std::true_type(), atA, atB);
        else if (Formula::leavesDiffer && single(b))
            deal(std::false_type(), std::true_type(), atA, atB);
        else
            deal(std::false_type(), std::false_type(), atA, atB);
    }
}

/// Of two recursions that run together the sums over splits: by slot while high leaves are split, then by
/// parent. finish(low, first, second) gets them parent by parent, smaller ones first, when all is added.
/// \param within adds what slot i contributes if only low leaves go to B.
template <class Within, class Finish>
void finishBlock(std::uint32_t block, const V (&first)[vectors], const V (&second)[vectors], bool maximum,
                 Within within, Finish finish) {
    HWY_ALIGN double one[slots], two[slots];
    for (int k = 0; k < vectors; ++k) {
        hn::Store(first[k], d4, one + 4 * k);
        hn::Store(second[k], d4, two + 4 * k);
    }
    for (int parent = 0, next = 0; parent < 8; ++parent) {
        double x = 0, y = 0;
        for (; next < pairs && parentOf(byParent[static_cast<std::size_t>(next)]) == parent; ++next) {
            const int i = byParent[static_cast<std::size_t>(next)];
            x += one[i];
            y = maximum ? std::max(y, two[i]) : y + two[i];
            // Without high leaves {A, B} would come twice.
            if (dealtToB[i] != 0 && (block != 0 || dealtToA[i] > dealtToB[i]))
                within(i, x, y);
        }
        if (block != 0 || parent != 0)
            finish(8 * std::size_t(block) + static_cast<std::size_t>(parent), x, y);
    }
}

template <class Formula>
void inside(const GinkgoTables &t, std::uint32_t block) {
    const Formula formula{t.tCut};
    const DealtParents<Formula> parents(t, block);
    V z[vectors], best[vectors];
    for (int k = 0; k < vectors; ++k)
        z[k] = best[k] = hn::Zero(d4);
    overSplits(t, formula, parents, block, [&](auto k, V w, std::size_t a, std::size_t b) HWY_ATTR {
        z[k] = hn::MulAdd(hn::Mul(w, ofA<k>(t.z + a)), ofB<k>(t.z + b), z[k]);
        best[k] = hn::Max(best[k], hn::Mul(hn::Mul(w, ofA<k>(t.maximum + a)), ofB<k>(t.maximum + b)));
    });

    HWY_ALIGN double w[slots];
    weightsWithinBlock(t, formula, parents, block, w);
    const std::size_t base = 8 * std::size_t(block);
    finishBlock(
        block, z, best, true,
        [&](int i, double &sum, double &largest) {
            const std::size_t a = base + static_cast<std::size_t>(dealtToA[i]);
            const auto b = static_cast<std::size_t>(dealtToB[i]);
            sum += w[i] * t.z[a] * t.z[b];
            largest = std::max(largest, w[i] * t.maximum[a] * t.maximum[b]);
        },
        [&](std::size_t parent, double sum, double largest) {
            const double prefactor = t.prefactor[parent];
            t.z[parent] = isLeaf(parent) ? 1 : prefactor > 0 ? prefactor * sum : 0;
            t.maximum[parent] = isLeaf(parent) ? 1 : prefactor > 0 ? prefactor * largest : 0;
        });
}

template <class Formula>
void statistics(const GinkgoTables &t, std::uint32_t block) {
    const Formula formula{t.tCut};
    const DealtParents<Formula> parents(t, block);
    V score[vectors], trees[vectors];
    for (int k = 0; k < vectors; ++k)
        score[k] = trees[k] = hn::Zero(d4);
    const V tiny = hn::Set(d4, 1e-300);
    overSplits(t, formula, parents, block, [&](auto k, V w, std::size_t a, std::size_t b) HWY_ATTR {
        const V below = hn::Add(ofA<k>(t.expected + a), ofB<k>(t.expected + b));
        const V q = hn::Mul(hn::Mul(w, ofA<k>(t.z + a)), ofB<k>(t.z + b));
        score[k] = hn::MulAdd(q, hn::Add(hn::Log(d4, hn::Max(w, tiny)), below), score[k]);
        const V both = hn::Mul(ofA<k>(t.trees + a), ofB<k>(t.trees + b));
        trees[k] = hn::Add(trees[k], hn::IfThenElseZero(hn::Gt(w, hn::Zero(d4)), both));
    });

    HWY_ALIGN double w[slots];
    weightsWithinBlock(t, formula, parents, block, w);
    const std::size_t base = 8 * std::size_t(block);
    finishBlock(
        block, score, trees, false,
        [&](int i, double &sum, double &count) {
            const std::size_t a = base + static_cast<std::size_t>(dealtToA[i]);
            const auto b = static_cast<std::size_t>(dealtToB[i]);
            if (!(w[i] > 0))
                return;
            sum += w[i] * t.z[a] * t.z[b] * (std::log(w[i]) + t.expected[a] + t.expected[b]);
            count += t.trees[a] * t.trees[b];
        },
        [&](std::size_t parent, double sum, double count) {
            const double prefactor = t.prefactor[parent];
            const bool possible = !isLeaf(parent) && t.z[parent] > 0;
            t.expected[parent] = possible ? sum * prefactor / t.z[parent] + std::log(prefactor) : 0;
            t.trees[parent] = isLeaf(parent) ? 1 : possible ? count : 0;
        });
}

/// O(A) for the eight A of a block. t.outside has O·prefactor of larger clusters; so it will of these.
template <class Formula>
void outside(const GinkgoTables &t, std::uint32_t block) {
    const Formula formula{t.tCut};
    const std::uint32_t all = (std::uint32_t(1) << t.highLeaves) - 1, rest = all ^ block;
    const std::size_t base = 8 * std::size_t(block);
    V sum[vectors];
    for (int k = 0; k < vectors; ++k)
        sum[k] = hn::Zero(d4);
    HWY_ALIGN double lambda[8], lambdaRoot[8];
    fillLambda(t, 0, lambda);
    fillLambda(t, all, lambdaRoot);
    auto deal = [&](auto singleA, auto singleB, std::size_t b, const double *rates) HWY_ATTR {
        const std::size_t parent = base | b;
        forEachVector([&](auto k) HWY_ATTR {
            constexpr bool leaves = mayHoldLeaf(singleA, singleB, k);
            Parents p{ofParent<k>(t.mass + parent), ofParent<k>(t.rate + parent), ofParent<k>(rates),
                      hn::Zero(d4)};
            if (leaves && needsLeafFirst<Formula>(block | static_cast<std::uint32_t>(b / 8)))
                p.leafFirst = leafFirst(p.rate, t.tCut);
            const V w = formula.template weight<leaves>(ofA<k>(t.mass + base), ofB<k>(t.mass + b), p);
            sum[k] = hn::MulAdd(hn::Mul(w, ofParent<k>(t.outside + parent)), ofB<k>(t.z + b), sum[k]);
        });
    };
    for (std::uint32_t b = rest; b; b = (b - 1) & rest) {
        const double *rates = b == rest ? lambdaRoot : lambda;
        const std::size_t atB = 8 * std::size_t(b);
        if (Formula::leavesDiffer && single(block))
            deal(std::true_type(), std::true_type(), atB, rates);
        else if (Formula::leavesDiffer && single(b))
            deal(std::false_type(), std::true_type(), atB, rates);
        else
            deal(std::false_type(), std::false_type(), atB, rates);
    }

    HWY_ALIGN double w[slots], bySlot[slots];
    weightsWithinBlock(t, formula, DealtParents<Formula>(t, block), block, w);
    for (int k = 0; k < vectors; ++k)
        hn::Store(sum[k], d4, bySlot + 4 * k);
    for (int a = 7, next = pairs - 1; a >= 0; --a) {
        double o = block == all && a == 7 ? 1 : 0;
        for (; next >= 0 && dealtToA[byA[static_cast<std::size_t>(next)]] == a; --next) {
            const int i = byA[static_cast<std::size_t>(next)];
            o += bySlot[i];
            if (dealtToB[i] != 0)
                o += w[i] * t.outside[base + static_cast<std::size_t>(parentOf(i))] * t.z[dealtToB[i]];
        }
        const std::size_t cluster = base + static_cast<std::size_t>(a);
        t.probability[cluster] = o * t.z[cluster];
        t.outside[cluster] = o * t.prefactor[cluster];
    }
}

#endif

bool Available() {
    return QUINCUNX_VECTORS;
}

/// Calls step<Formula>(tables, block) for the formula of the convention.
#if QUINCUNX_VECTORS
#define QUINCUNX_STEP(step)                                                                                  \
    switch (tables.convention) {                                                                             \
    case GinkgoConvention::Published:                                                                        \
        return step<Published>(tables, block);                                                               \
    case GinkgoConvention::Ginkgo:                                                                           \
        return step<Ginkgo>(tables, block);                                                                  \
    case GinkgoConvention::Exact:                                                                            \
        return step<Exact>(tables, block);                                                                   \
    }
#else
#define QUINCUNX_STEP(step) (void)tables, (void)block
#endif

void Inside(const GinkgoTables &tables, std::uint32_t block) {
    QUINCUNX_STEP(inside);
}
void Outside(const GinkgoTables &tables, std::uint32_t block) {
    QUINCUNX_STEP(outside);
}
void Statistics(const GinkgoTables &tables, std::uint32_t block) {
    QUINCUNX_STEP(statistics);
}

#undef QUINCUNX_STEP

} // namespace
} // namespace HWY_NAMESPACE
} // namespace quincunx
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quincunx {

HWY_EXPORT(Available);
HWY_EXPORT(Inside);
HWY_EXPORT(Outside);
HWY_EXPORT(Statistics);

bool ginkgoKernelAvailable() {
    return HWY_DYNAMIC_DISPATCH(Available)();
}

void ginkgoInside(const GinkgoTables &tables, std::uint32_t block) {
    HWY_DYNAMIC_DISPATCH(Inside)(tables, block);
}
void ginkgoOutside(const GinkgoTables &tables, std::uint32_t block) {
    HWY_DYNAMIC_DISPATCH(Outside)(tables, block);
}
void ginkgoStatistics(const GinkgoTables &tables, std::uint32_t block) {
    HWY_DYNAMIC_DISPATCH(Statistics)(tables, block);
}

} // namespace quincunx
#endif
