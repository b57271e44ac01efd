// Products of small matrices whose columns are what stands side by side in memory, as in a CouplingTile and
// on a Tape. `Number` is float or double. Included once for every set of instructions.
#if defined(QUINCUNX_FLOW_MATRIX_PRODUCT) == defined(HWY_TARGET_TOGGLE)
#ifdef QUINCUNX_FLOW_MATRIX_PRODUCT
#undef QUINCUNX_FLOW_MATRIX_PRODUCT
#else
#define QUINCUNX_FLOW_MATRIX_PRODUCT
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quincunx {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
// Of eight numbers, whatever more the machine could take: all tiles are multiples of eight.
template <class Number>
using Tag = hn::CappedTag<Number, 8>;
template <class Number>
using Vector = hn::Vec<Tag<Number>>;

template <class Number>
HWY_INLINE std::size_t laneCount() {
    return hn::Lanes(Tag<Number>());
}

template <class Number>
HWY_INLINE Vector<Number> constant(Number value) {
    return hn::Set(Tag<Number>(), value);
}

/// A matrix that is read number by number: entry (m, k) stands at [m · row + k · column].
template <class Number>
struct Coefficients {
    const Number *data;
    std::size_t row, column;
};

/// `rows` × `vectors` of c = bias + a b, or c + a b without a bias, in registers.
template <int rows, int vectors, class Number>
HWY_INLINE void productBlock(const Coefficients<Number> &a, std::size_t depth, const Number *b,
                             std::size_t lanes, Number *c, const Number *bias) {
    constexpr Tag<Number> tag;
    const std::size_t step = laneCount<Number>();
    Vector<Number> sum[rows][vectors];
    for (std::size_t m = 0; m < rows; ++m)
        for (std::size_t v = 0; v < vectors; ++v)
            sum[m][v] = bias ? constant(bias[m]) : hn::Load(tag, c + m * lanes + v * step);
    for (std::size_t k = 0; k < depth; ++k) {
        Vector<Number> right[vectors];
        for (std::size_t v = 0; v < vectors; ++v)
            right[v] = hn::Load(tag, b + k * lanes + v * step);
        for (std::size_t m = 0; m < rows; ++m) {
            const Vector<Number> left = constant(a.data[m * a.row + k * a.column]);
            for (std::size_t v = 0; v < vectors; ++v)
                sum[m][v] = hn::MulAdd(left, right[v], sum[m][v]);
        }
    }
    for (std::size_t m = 0; m < rows; ++m)
        for (std::size_t v = 0; v < vectors; ++v)
            hn::Store(sum[m][v], tag, c + m * lanes + v * step);
}

template <int rows, int vectors, class Number>
HWY_INLINE void productColumns(const Coefficients<Number> &a, std::size_t height, std::size_t depth,
                               const Number *b, std::size_t lanes, Number *c, const Number *bias) {
    std::size_t m = 0;
    for (; m + rows <= height; m += rows)
        productBlock<rows, vectors>({a.data + m * a.row, a.row, a.column}, depth, b, lanes, c + m * lanes,
                                    bias ? bias + m : nullptr);
    for (; m < height; ++m)
        productBlock<1, vectors>({a.data + m * a.row, a.row, a.column}, depth, b, lanes, c + m * lanes,
                                 bias ? bias + m : nullptr);
}

/// c = bias + a b, or c += a b without a bias. \param b (depth, lanes). \param c (height, lanes).
template <class Number>
HWY_INLINE void product(const Coefficients<Number> &a, std::size_t height, std::size_t depth, const Number *b,
                        std::size_t lanes, Number *c, const Number *bias) {
    const std::size_t step = laneCount<Number>();
    std::size_t first = 0;
    // Twelve sums in sixteen registers; pieces of three vectors, and of two where one would be left.
    for (std::size_t left = lanes / step; left > 0; left = lanes / step - first / step) {
        if (left == 1) {
            productColumns<8, 1>(a, height, depth, b + first, lanes, c + first, bias);
            first += step;
        } else if (left == 2 || left == 4) {
            productColumns<6, 2>(a, height, depth, b + first, lanes, c + first, bias);
            first += 2 * step;
        } else {
            productColumns<4, 3>(a, height, depth, b + first, lanes, c + first, bias);
            first += 3 * step;
        }
    }
}

/// `rows` × `columns` of c += a bᵀ.
template <int rows, int columns, class Number>
HWY_INLINE void outerBlock(const Number *a, const Number *b, std::size_t lanes, Number *c,
                           std::size_t stride) {
    constexpr Tag<Number> tag;
    Vector<Number> sum[rows][columns];
    for (std::size_t m = 0; m < rows; ++m)
        for (std::size_t n = 0; n < columns; ++n)
            sum[m][n] = hn::Zero(tag);
    for (std::size_t i = 0; i < lanes; i += laneCount<Number>()) {
        Vector<Number> right[columns];
        for (std::size_t n = 0; n < columns; ++n)
            right[n] = hn::Load(tag, b + n * lanes + i);
        for (std::size_t m = 0; m < rows; ++m) {
            const Vector<Number> left = hn::Load(tag, a + m * lanes + i);
            for (std::size_t n = 0; n < columns; ++n)
                sum[m][n] = hn::MulAdd(left, right[n], sum[m][n]);
        }
    }
    for (std::size_t m = 0; m < rows; ++m)
        for (std::size_t n = 0; n < columns; ++n)
            c[m * stride + n] += hn::GetLane(hn::SumOfLanes(tag, sum[m][n]));
}

/// c += a bᵀ, sums over the lanes. \param a (height, lanes). \param b (width, lanes). \param c (height,
/// width).
template <class Number>
HWY_INLINE void outerProduct(const Number *a, std::size_t height, const Number *b, std::size_t width,
                             std::size_t lanes, Number *c) {
    std::size_t m = 0;
    for (; m + 4 <= height; m += 4) {
        std::size_t n = 0;
        for (; n + 3 <= width; n += 3)
            outerBlock<4, 3>(a + m * lanes, b + n * lanes, lanes, c + m * width + n, width);
        for (; n < width; ++n)
            outerBlock<4, 1>(a + m * lanes, b + n * lanes, lanes, c + m * width + n, width);
    }
    for (; m < height; ++m)
        for (std::size_t n = 0; n < width; ++n)
            outerBlock<1, 1>(a + m * lanes, b + n * lanes, lanes, c + m * width + n, width);
}

/// sums += those of the lanes of each row of a. \param a (height, lanes).
template <class Number>
HWY_INLINE void addRowSums(const Number *a, std::size_t height, std::size_t lanes, Number *sums) {
    constexpr Tag<Number> tag;
    for (std::size_t m = 0; m < height; ++m) {
        Vector<Number> sum = hn::Zero(tag);
        for (std::size_t i = 0; i < lanes; i += laneCount<Number>())
            sum = sum + hn::Load(tag, a + m * lanes + i);
        sums[m] += hn::GetLane(hn::SumOfLanes(tag, sum));
    }
}

} // namespace HWY_NAMESPACE
} // namespace quincunx
HWY_AFTER_NAMESPACE();

#endif
