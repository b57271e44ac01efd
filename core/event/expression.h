#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace quincunx {

/// An expression that cannot be understood, and where.
class ExpressionError : public Error {
public:
    /// \param column of the first character that does not fit, from 1, in characters (not bytes).
    ExpressionError(const std::string &why, std::size_t column, std::string remedy)
        : Error("cannot read the filter", why + " at column " + std::to_string(column), std::move(remedy))
        , m_column(column) {}

    std::size_t column() const { return m_column; }

private:
    std::size_t m_column;
};

/// A formula over named numbers, as the search field of the event list takes it:
/// `n > 200 && (sum_pt > 500 or not jet_m < 80)`.
///
///     or   ||  or            lowest          comparison  < <= > >= == !=  (not chained)
///     and  &&  and                           sum         + −
///     not  not                               product     * /
///                                            sign        − + !           highest
///
/// plus parentheses and abs, sqrt, log (natural), min and max (two or more arguments). As in C, `!`
/// binds to the next value; as in Python, the word `not` takes the whole comparison. Comparisons give
/// 1 or 0; 0 and NaN count as false. Arithmetic is IEEE: 1/0 is infinite, sqrt(−1) is NaN, nothing throws.
/// && and || leave out their right side when the left decides, so cheap tests can shield dear ones.
class Expression {
public:
    using Lookup = std::function<double(std::string_view name)>;

    /// \param names that may occur.
    /// \throws ExpressionError for anything else, with the known names if a name is unknown, and for
    /// parentheses nested deeper than 100. Cost: linear in the text.
    static Expression parse(std::string_view text, const std::vector<std::string> &names);
    /// With the names of eventQuantities().
    static Expression parse(std::string_view text);

    double evaluate(const Lookup &lookup) const;
    /// Whether the value is neither 0 nor NaN.
    bool holds(const Lookup &lookup) const;

    /// The names that occur, each once.
    const std::vector<std::string> &names() const { return m_names; }

private:
    friend class ExpressionParser;
    enum class Operation {
        Number,
        Name,
        Negate,
        Not,
        Truth,
        Add,
        Subtract,
        Multiply,
        Divide,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        Equal,
        NotEqual,
        Absolute,
        SquareRoot,
        Logarithm,
        Minimum,
        Maximum,
        SkipIfFalse, ///< and: leave the false left side on the stack and jump
        SkipIfTrue   ///< or: likewise
    };
    struct Step {
        Operation operation;
        double number = 0;     // Number
        std::size_t index = 0; // Name: into m_names; Skip…: the step to go on with
    };

    Expression() = default;

    std::vector<Step> m_steps; // in postfix order: evaluation needs no recursion, however long the text
    std::vector<std::string> m_names;
};

} // namespace quincunx
