#pragma once

#include "core/flow/spline.h"

#include <hwy/aligned_allocator.h>

#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

namespace quincunx {

class Tape;

/// Some numbers of every point of a batch, on a tape. A handle: copying it copies nothing.
class Variable {
public:
    int count() const { return m_count; } ///< numbers of each point
    Tape &tape() const { return *m_tape; }
    Variable part(int first, int count) const; ///< the same numbers, not a copy
    Variable operator[](int which) const { return part(which, 1); }

    std::span<double> values() const;   ///< (count, lanes of the tape)
    std::span<double> gradient() const; ///< of the same shape; after Tape::backward()

private:
    friend class Tape;
    Variable(Tape &tape, std::size_t first, int count) : m_tape(&tape), m_first(first), m_count(count) {}
    Tape *m_tape;
    std::size_t m_first; ///< row of the tape
    int m_count;
};

/// A computation on a batch of points, written once as arithmetic on Variables, that can be gone through
/// backwards: reverse-mode differentiation. A formula thus says what a map is, and the gradients of its
/// parameters need no formula of their own.
///
/// Every step is a loop over the points on vectors of the CPU, in double precision; number k of point i
/// stands at [k · lanes + i], and a batch of 64 points stays in cache. Operands are of equal count, or one of
/// them counts 1. Memory is kept from one use to the next. Not thread-safe: one tape a thread. Source:
/// Griewank & Walther, *Evaluating Derivatives* (SIAM 2008).
class Tape {
public:
    enum class Operation : std::uint8_t {
        Affine,
        Add,
        Subtract,
        Multiply,
        Divide,
        Exp,
        Log,
        Sqrt,
        Sin,
        Cos,
        Angle,
        AtLeast,
        Sigmoid,
        Softplus,
        Silu,
        Softmax,
        Sum,
        Dense,
        Copy,
        Parameters,
        Spline
    };

    /// One step: out = operation(a, b). `parameter` is where its own parameters begin.
    struct Step {
        Operation operation;
        std::size_t out, a, b; ///< rows of the tape
        int outCount, aCount, bCount;
        std::size_t parameter = 0;
        double factor = 1, offset = 0;
        SplineEnds ends = SplineEnds::Unit;
    };

    /// Begins anew with a batch of `points`. \param parameters must outlive what is done on the tape.
    /// \param records whether backward() will be called; without, only values are kept.
    void begin(std::size_t points, std::span<const double> parameters, bool records);

    std::size_t points() const { return m_points; }
    std::size_t lanes() const { return m_lanes; } ///< points, up to a multiple of 8; the last is repeated
    bool records() const { return m_records; }

    Variable input(std::span<const double> rows, int count); ///< \param rows (points, count)
    Variable constant(int count, double value);
    Variable parameters(std::size_t first, int count); ///< the same for each point
    /// W a + b with W (outputs, a.count()) and b (outputs) from `first` on.
    Variable dense(const Variable &a, std::size_t first, int outputs);
    Variable joined(std::initializer_list<Variable> parts);
    /// Monotonic rational-quadratic spline of [low, low + whole] onto itself at x, with `raw` as widths,
    /// heights and slopes before softmax and softplus. \return (y, ln dy/dx)
    Variable spline(const Variable &x, const Variable &raw, int bins, double low, double whole,
                    SplineEnds ends);
    Variable apply(Operation operation, const Variable &a, double factor = 1, double offset = 0);
    Variable apply(Operation operation, const Variable &a, const Variable &b);
    Variable sum(const Variable &a); ///< over its numbers

    /// While it lives nothing is recorded; what was computed meanwhile is forgotten at its end.
    class Aside {
    public:
        explicit Aside(Tape &tape) : m_tape(tape), m_rows(tape.m_rows), m_records(tape.m_records) {
            tape.m_records = false;
        }
        ~Aside() {
            m_tape.m_rows = m_rows;
            m_tape.m_records = m_records;
        }
        Aside(const Aside &) = delete;
        Aside &operator=(const Aside &) = delete;

    private:
        Tape &m_tape;
        std::size_t m_rows;
        bool m_records;
    };

    void output(const Variable &from, std::span<double> rows) const; ///< \param rows (points, count)

    /// Gradients of Σ upstream · variable for all pairs, upstream given as rows (points, count); those of the
    /// parameters are added to `parameters`. \throws nothing; NaN goes where it goes.
    struct Upstream {
        Variable variable;
        std::span<const double> rows;
    };
    void backward(std::initializer_list<Upstream> upstream, std::span<double> parameters);

private:
    friend class Variable;
    Variable allocate(int count);
    Variable record(Step step);
    static double *grown(hwy::AlignedFreeUniquePtr<double[]> &memory, std::size_t &capacity, std::size_t keep,
                         std::size_t needed);

    std::size_t m_points = 0, m_lanes = 0, m_rows = 0, m_capacity = 0, m_gradientCapacity = 0;
    bool m_records = false;
    std::span<const double> m_parameters;
    hwy::AlignedFreeUniquePtr<double[]> m_values, m_gradients;
    std::vector<Step> m_steps;
};

Variable operator+(const Variable &a, const Variable &b);
Variable operator-(const Variable &a, const Variable &b);
Variable operator*(const Variable &a, const Variable &b);
Variable operator/(const Variable &a, const Variable &b);
Variable operator+(const Variable &a, double b);
Variable operator-(const Variable &a, double b);
Variable operator-(double a, const Variable &b);
Variable operator*(const Variable &a, double b);
Variable operator-(const Variable &a);

Variable exp(const Variable &a);
Variable log(const Variable &a);
Variable sqrt(const Variable &a);
Variable sin(const Variable &a);
Variable cos(const Variable &a);
Variable sigmoid(const Variable &a);
Variable softplus(const Variable &a);
Variable silu(const Variable &a);                       ///< a σ(a)
Variable softmax(const Variable &a);                    ///< over its numbers
Variable sum(const Variable &a);                        ///< over its numbers
Variable angleOf(const Variable &y, const Variable &x); ///< atan2(y, x), in (−π, π]
Variable atLeast(const Variable &a, double bound);      ///< the larger; below the bound its gradient is 0

} // namespace quincunx
