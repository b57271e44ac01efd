#include "core/tape/tape.h"

#include "core/base/error.h"
#include "core/tape/tape_kernel.h"

#include <algorithm>

namespace quincunx {

using Operation = Tape::Operation;

Variable Variable::part(int first, int count) const {
    return {*m_tape, m_first + static_cast<std::size_t>(first), count};
}

std::span<double> Variable::values() const {
    return {m_tape->m_values.get() + m_first * m_tape->m_lanes,
            static_cast<std::size_t>(m_count) * m_tape->m_lanes};
}

std::span<double> Variable::gradient() const {
    return {m_tape->m_gradients.get() + m_first * m_tape->m_lanes,
            static_cast<std::size_t>(m_count) * m_tape->m_lanes};
}

double *Tape::grown(hwy::AlignedFreeUniquePtr<double[]> &memory, std::size_t &capacity, std::size_t keep,
                    std::size_t needed) {
    if (needed > capacity) {
        capacity = std::max(needed, 2 * capacity);
        auto larger = hwy::AllocateAligned<double>(capacity);
        if (keep > 0)
            std::copy_n(memory.get(), keep, larger.get());
        memory = std::move(larger);
    }
    return memory.get();
}

void Tape::begin(std::size_t points, std::span<const double> parameters, bool records) {
    m_points = points;
    m_lanes = (points + 7) / 8 * 8;
    m_parameters = parameters;
    m_records = records;
    m_rows = 0;
    m_steps.clear();
}

Variable Tape::allocate(int count) {
    const std::size_t first = m_rows;
    m_rows += static_cast<std::size_t>(count);
    grown(m_values, m_capacity, first * m_lanes, m_rows * m_lanes);
    return {*this, first, count};
}

Variable Tape::record(Step step) {
    const Variable out = allocate(step.outCount);
    step.out = out.m_first;
    tapeForward(step, {m_values.get(), nullptr, m_lanes, m_parameters.data(), nullptr});
    if (m_records)
        m_steps.push_back(step);
    return out;
}

Variable Tape::input(std::span<const double> rows, int count) {
    const Variable out = allocate(count);
    const auto width = static_cast<std::size_t>(count);
    for (std::size_t k = 0; k < width; ++k)
        for (std::size_t i = 0; i < m_lanes; ++i)
            out.values()[k * m_lanes + i] = rows[std::min(i, m_points - 1) * width + k];
    return out;
}

Variable Tape::constant(int count, double value) {
    const Variable out = allocate(count);
    std::ranges::fill(out.values(), value);
    return out;
}

Variable Tape::parameters(std::size_t first, int count) {
    return record({Operation::Parameters, 0, 0, 0, count, 0, 0, first});
}

Variable Tape::dense(const Variable &a, std::size_t first, int outputs) {
    return record({Operation::Dense, 0, a.m_first, 0, outputs, a.m_count, 0, first});
}

Variable Tape::joined(std::initializer_list<Variable> parts) {
    int count = 0;
    for (const Variable &part : parts)
        count += part.m_count;
    const Variable out = allocate(count);
    std::size_t next = out.m_first;
    for (const Variable &part : parts) {
        const Step step{Operation::Copy, next, part.m_first, 0, part.m_count, part.m_count, 0};
        tapeForward(step, {m_values.get(), nullptr, m_lanes, m_parameters.data(), nullptr});
        if (m_records)
            m_steps.push_back(step);
        next += static_cast<std::size_t>(part.m_count);
    }
    return out;
}

Variable Tape::spline(const Variable &x, const Variable &raw, int bins, double low, double whole,
                      SplineEnds ends) {
    // Behind its result stands the softmax of widths and heights, for the way back.
    const Step step{Operation::Spline,
                    0,
                    x.m_first,
                    raw.m_first,
                    2 + raw.m_count,
                    bins,
                    raw.m_count,
                    0,
                    whole,
                    low,
                    ends};
    return record(step).part(0, 2);
}

Variable Tape::apply(Operation operation, const Variable &a, double factor, double offset) {
    return record({operation, 0, a.m_first, 0, a.m_count, a.m_count, 0, 0, factor, offset});
}

Variable Tape::apply(Operation operation, const Variable &a, const Variable &b) {
    if (a.m_count != b.m_count && a.m_count != 1 && b.m_count != 1)
        throw Error("cannot compute on a tape", "the operands are of different sizes", "report this");
    return record({operation, 0, a.m_first, b.m_first, std::max(a.m_count, b.m_count), a.m_count, b.m_count});
}

Variable Tape::sum(const Variable &a) {
    return record({Operation::Sum, 0, a.m_first, 0, 1, a.m_count, 0});
}

void Tape::output(const Variable &from, std::span<double> rows) const {
    const auto width = static_cast<std::size_t>(from.m_count);
    for (std::size_t k = 0; k < width; ++k)
        for (std::size_t i = 0; i < m_points; ++i)
            rows[i * width + k] = from.values()[k * m_lanes + i];
}

void Tape::backward(std::initializer_list<Upstream> upstream, std::span<double> parameters) {
    grown(m_gradients, m_gradientCapacity, 0, m_rows * m_lanes);
    std::fill_n(m_gradients.get(), m_rows * m_lanes, 0.);
    for (const Upstream &given : upstream) {
        const auto width = static_cast<std::size_t>(given.variable.m_count);
        for (std::size_t k = 0; k < width; ++k)
            for (std::size_t i = 0; i < m_points; ++i)
                given.variable.gradient()[k * m_lanes + i] += given.rows[i * width + k];
    }
    const TapeMemory memory{m_values.get(), m_gradients.get(), m_lanes, m_parameters.data(),
                            parameters.data()};
    for (std::size_t k = m_steps.size(); k-- > 0;)
        tapeBackward(m_steps[k], memory);
}

Variable operator+(const Variable &a, const Variable &b) {
    return a.tape().apply(Operation::Add, a, b);
}
Variable operator-(const Variable &a, const Variable &b) {
    return a.tape().apply(Operation::Subtract, a, b);
}
Variable operator*(const Variable &a, const Variable &b) {
    return a.tape().apply(Operation::Multiply, a, b);
}
Variable operator/(const Variable &a, const Variable &b) {
    return a.tape().apply(Operation::Divide, a, b);
}
Variable operator+(const Variable &a, double b) {
    return a.tape().apply(Operation::Affine, a, 1, b);
}
Variable operator-(const Variable &a, double b) {
    return a + -b;
}
Variable operator-(double a, const Variable &b) {
    return b.tape().apply(Operation::Affine, b, -1, a);
}
Variable operator*(const Variable &a, double b) {
    return a.tape().apply(Operation::Affine, a, b, 0);
}
Variable operator-(const Variable &a) {
    return a * -1;
}
Variable exp(const Variable &a) {
    return a.tape().apply(Operation::Exp, a);
}
Variable log(const Variable &a) {
    return a.tape().apply(Operation::Log, a);
}
Variable sqrt(const Variable &a) {
    return a.tape().apply(Operation::Sqrt, a);
}
Variable sin(const Variable &a) {
    return a.tape().apply(Operation::Sin, a);
}
Variable cos(const Variable &a) {
    return a.tape().apply(Operation::Cos, a);
}
Variable sigmoid(const Variable &a) {
    return a.tape().apply(Operation::Sigmoid, a);
}
Variable softplus(const Variable &a) {
    return a.tape().apply(Operation::Softplus, a);
}
Variable silu(const Variable &a) {
    return a.tape().apply(Operation::Silu, a);
}
Variable softmax(const Variable &a) {
    return a.tape().apply(Operation::Softmax, a);
}
Variable sum(const Variable &a) {
    return a.tape().sum(a);
}
Variable angleOf(const Variable &y, const Variable &x) {
    return y.tape().apply(Operation::Angle, y, x);
}
Variable atLeast(const Variable &a, double bound) {
    return a.tape().apply(Operation::AtLeast, a, 1, bound);
}

} // namespace quincunx
