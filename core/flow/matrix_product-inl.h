// Products of small matrices, for the numbers of a CouplingTile: their columns are what stands side by side
// in memory. Included once for every set of instructions.
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
using Floats = hn::CappedTag<float, 8>;
using FloatVector = hn::Vec<Floats>;
constexpr Floats floats;

inline std::size_t laneCount() {
    return hn::Lanes(floats);
}

/// A matrix that is read number by number: entry (m, k) stands at [m · row + k · column].
struct Coefficients {
    const float *data;
    std::size_t row, column;
};

/// `rows` × `vectors` of c = bias + a b, or c + a b without a bias, in registers.
template <int rows, int vectors>
HWY_INLINE void productBlock(const Coefficients &a, std::size_t depth, const float *b, std::size_t lanes,
                             float *c, const float *bias) {
    const std::size_t step = laneCount();
    FloatVector sum[rows][vectors];
    for (std::size_t m = 0; m < rows; ++m)
        for (std::size_t v = 0; v < vectors; ++v)
            sum[m][v] = bias ? hn::Set(floats, bias[m]) : hn::Load(floats, c + m * lanes + v * step);
    for (std::size_t k = 0; k < depth; ++k) {
        FloatVector right[vectors];
        for (std::size_t v = 0; v < vectors; ++v)
            right[v] = hn::Load(floats, b + k * lanes + v * step);
        for (std::size_t m = 0; m < rows; ++m) {
            const FloatVector left = hn::Set(floats, a.data[m * a.row + k * a.column]);
            for (std::size_t v = 0; v < vectors; ++v)
                sum[m][v] = hn::MulAdd(left, right[v], sum[m][v]);
        }
    }
    for (std::size_t m = 0; m < rows; ++m)
        for (std::size_t v = 0; v < vectors; ++v)
            hn::Store(sum[m][v], floats, c + m * lanes + v * step);
}

template <int rows, int vectors>
HWY_INLINE void productColumns(const Coefficients &a, std::size_t height, std::size_t depth, const float *b,
                               std::size_t lanes, float *c, const float *bias) {
    std::size_t m = 0;
    for (; m + rows <= height; m += rows)
        productBlock<rows, vectors>({a.data + m * a.row, a.row, a.column}, depth, b, lanes, c + m * lanes,
                                    bias ? bias + m : nullptr);
    for (; m < height; ++m)
        productBlock<1, vectors>({a.data + m * a.row, a.row, a.column}, depth, b, lanes, c + m * lanes,
                                 bias ? bias + m : nullptr);
}

/// c = bias + a b, or c += a b without a bias. \param b (depth, lanes). \param c (height, lanes).
HWY_INLINE void product(const Coefficients &a, std::size_t height, std::size_t depth, const float *b,
                        std::size_t lanes, float *c, const float *bias) {
    const std::size_t step = laneCount();
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
template <int rows, int columns>
HWY_INLINE void outerBlock(const float *a, const float *b, std::size_t lanes, float *c, std::size_t stride) {
    FloatVector sum[rows][columns];
    for (std::size_t m = 0; m < rows; ++m)
        for (std::size_t n = 0; n < columns; ++n)
            sum[m][n] = hn::Zero(floats);
    for (std::size_t i = 0; i < lanes; i += laneCount()) {
        FloatVector right[columns];
        for (std::size_t n = 0; n < columns; ++n)
            right[n] = hn::Load(floats, b + n * lanes + i);
        for (std::size_t m = 0; m < rows; ++m) {
            const FloatVector left = hn::Load(floats, a + m * lanes + i);
            for (std::size_t n = 0; n < columns; ++n)
                sum[m][n] = hn::MulAdd(left, right[n], sum[m][n]);
        }
    }
    for (std::size_t m = 0; m < rows; ++m)
        for (std::size_t n = 0; n < columns; ++n)
            c[m * stride + n] += hn::GetLane(hn::SumOfLanes(floats, sum[m][n]));
}

/// c += a bᵀ, sums over the lanes. \param a (height, lanes). \param b (width, lanes). \param c (height,
/// width).
HWY_INLINE void outerProduct(const float *a, std::size_t height, const float *b, std::size_t width,
                             std::size_t lanes, float *c) {
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

} // namespace HWY_NAMESPACE
} // namespace quincunx
HWY_AFTER_NAMESPACE();

#endif
