#include "core/event/expression.h"

#include "core/event/expression_parser.h"
#include "core/event/quantities.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

bool truth(double value) {
    return value != 0 && !std::isnan(value);
}

} // namespace

Expression Expression::parse(std::string_view text, const std::vector<std::string> &names) {
    return ExpressionParser(text, names).parse();
}

Expression Expression::parse(std::string_view text) {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const EventQuantity &quantity : eventQuantities().entries())
            all.push_back(quantity.name);
        return all;
    }();
    return parse(text, names);
}

bool Expression::holds(const Lookup &lookup) const {
    return truth(evaluate(lookup));
}

double Expression::evaluate(const Lookup &lookup) const {
    std::vector<double> stack;
    auto pop = [&] {
        const double top = stack.back();
        stack.pop_back();
        return top;
    };
    auto replaceTop = [&](double value) { stack.back() = value; };
    for (std::size_t at = 0; at < m_steps.size(); ++at) {
        const Step &step = m_steps[at];
        switch (step.operation) {
        case Operation::Number:
            stack.push_back(step.number);
            continue;
        case Operation::Name:
            stack.push_back(lookup(m_names[step.index]));
            continue;
        case Operation::Negate:
            replaceTop(-stack.back());
            continue;
        case Operation::Not:
            replaceTop(!truth(stack.back()));
            continue;
        case Operation::Truth:
            replaceTop(truth(stack.back()));
            continue;
        case Operation::Absolute:
            replaceTop(std::fabs(stack.back()));
            continue;
        case Operation::SquareRoot:
            replaceTop(std::sqrt(stack.back()));
            continue;
        case Operation::Logarithm:
            replaceTop(std::log(stack.back()));
            continue;
        case Operation::SkipIfFalse:
        case Operation::SkipIfTrue:
            if (truth(stack.back()) == (step.operation == Operation::SkipIfTrue)) {
                replaceTop(truth(stack.back()));
                at = step.index - 1;
            } else {
                stack.pop_back();
            }
            continue;
        default:
            break;
        }
        const double right = pop(), left = stack.back();
        switch (step.operation) {
        case Operation::Add:
            replaceTop(left + right);
            break;
        case Operation::Subtract:
            replaceTop(left - right);
            break;
        case Operation::Multiply:
            replaceTop(left * right);
            break;
        case Operation::Divide:
            replaceTop(left / right);
            break;
        case Operation::Less:
            replaceTop(left < right);
            break;
        case Operation::LessEqual:
            replaceTop(left <= right);
            break;
        case Operation::Greater:
            replaceTop(left > right);
            break;
        case Operation::GreaterEqual:
            replaceTop(left >= right);
            break;
        case Operation::Equal:
            replaceTop(left == right);
            break;
        case Operation::NotEqual:
            replaceTop(left != right);
            break;
        case Operation::Minimum:
            replaceTop(std::min(left, right));
            break;
        default: // Maximum, the only one left
            replaceTop(std::max(left, right));
            break;
        }
    }
    return stack.back();
}

} // namespace quincunx
