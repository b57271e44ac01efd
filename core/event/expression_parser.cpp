#include "core/event/expression_parser.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace quincunx {
namespace {

constexpr int maximumDepth = 100;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80; // second and later bytes of a UTF-8 character
}

// The longest first. Typographic signs come in when a formula is copied from a page.
struct Spelling {
    std::string_view text, meaning;
};
constexpr std::array spellings = {Spelling{"&&", "&&"}, Spelling{"||", "||"}, Spelling{"<=", "<="},
                                  Spelling{">=", ">="}, Spelling{"==", "=="}, Spelling{"!=", "!="},
                                  Spelling{"≤", "<="},  Spelling{"≥", ">="},  Spelling{"≠", "!="},
                                  Spelling{"−", "-"},   Spelling{"×", "*"},   Spelling{"<", "<"},
                                  Spelling{">", ">"},   Spelling{"+", "+"},   Spelling{"-", "-"},
                                  Spelling{"*", "*"},   Spelling{"/", "/"},   Spelling{"!", "!"},
                                  Spelling{"(", "("},   Spelling{")", ")"},   Spelling{",", ","}};

std::string joined(const std::vector<std::string> &words) {
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string signWords(const std::string &found) {
    if (found == "=")
        return "write == to compare";
    if (found == "&")
        return "write && for 'and'";
    if (found == "|")
        return "write || for 'or'";
    return "use numbers, names, + - * /, < <= > >= == !=, && || ! and parentheses";
}

} // namespace

ExpressionParser::ExpressionParser(std::string_view text, const std::vector<std::string> &names)
    : m_text(text)
    , m_known(names) {}

Expression ExpressionParser::parse() {
    advance();
    if (m_token.kind == Kind::End)
        fail("there is nothing in it", "write for example n > 200; known are " + joined(m_known));
    orLevel();
    if (m_token.kind != Kind::End)
        failUnexpected();
    return std::move(m_expression);
}

void ExpressionParser::advance() {
    while (m_place < m_text.size() &&
           std::string_view(" \t\r\n").find(m_text[m_place]) != std::string::npos) {
        ++m_place;
        ++m_column;
    }
    m_token = {};
    m_token.column = m_column;
    if (m_place == m_text.size())
        return;
    const char c = m_text[m_place];
    if (isDigit(c) || (c == '.' && m_place + 1 < m_text.size() && isDigit(m_text[m_place + 1]))) {
        m_token = readNumber();
        return;
    }
    if (isLetter(c)) {
        std::size_t end = m_place;
        while (end < m_text.size() && (isLetter(m_text[end]) || isDigit(m_text[end])))
            ++end;
        m_token.kind = Kind::Word;
        m_token.text = m_text.substr(m_place, end - m_place);
        m_column += end - m_place;
        m_place = end;
        return;
    }
    for (const Spelling &spelling : spellings) {
        if (!m_text.substr(m_place).starts_with(spelling.text))
            continue;
        m_token.kind = Kind::Symbol;
        m_token.text = spelling.meaning;
        m_place += spelling.text.size();
        for (char byte : spelling.text)
            m_column += !isContinuation(byte);
        return;
    }
    std::size_t end = m_place + 1;
    while (end < m_text.size() && isContinuation(m_text[end]))
        ++end;
    const std::string sign(m_text.substr(m_place, end - m_place));
    fail("unexpected '" + sign + "'", signWords(sign));
}

ExpressionParser::Token ExpressionParser::readNumber() {
    Token token;
    token.kind = Kind::Number;
    token.column = m_column;
    const char *begin = m_text.data() + m_place, *end = m_text.data() + m_text.size();
    const auto [stop, problem] = std::from_chars(begin, end, token.number);
    if (problem == std::errc::result_out_of_range)
        fail("a number too large or too small", "keep it between 1e-300 and 1e300");
    const auto length = static_cast<std::size_t>(stop - begin);
    m_place += length;
    m_column += length;
    if (m_place < m_text.size() && (isLetter(m_text[m_place]) || m_text[m_place] == '.')) {
        m_token.column = m_column;
        fail("a number runs into '" + std::string(1, m_text[m_place]) + "'",
             "separate them; units are not written, momenta are in GeV");
    }
    return token;
}

bool ExpressionParser::is(std::string_view symbolOrWord) const {
    return (m_token.kind == Kind::Symbol || m_token.kind == Kind::Word) && m_token.text == symbolOrWord;
}

bool ExpressionParser::take(std::string_view symbolOrWord) {
    if (!is(symbolOrWord))
        return false;
    advance();
    return true;
}

void ExpressionParser::fail(const std::string &why, const std::string &remedy) const {
    throw ExpressionError(why, m_token.column, remedy);
}

void ExpressionParser::failUnexpected() const {
    if (m_token.kind == Kind::End)
        fail("it ends too early", "add a number, a name or a closing parenthesis");
    if (m_token.kind == Kind::Number)
        fail("a number where an operator should be", "put +, <, && or the like before it");
    fail("unexpected '" + m_token.text + "'", m_token.text == ")" ? "remove it or open a parenthesis before"
                                                                  : "put an operator or a value before it");
}

void ExpressionParser::orLevel() {
    andLevel();
    std::vector<std::size_t> skips;
    while (take("||") || take("or")) {
        skips.push_back(m_expression.m_steps.size());
        emit(Operation::SkipIfTrue);
        andLevel();
        emit(Operation::Truth);
    }
    for (std::size_t skip : skips)
        m_expression.m_steps[skip].index = m_expression.m_steps.size();
}

void ExpressionParser::andLevel() {
    notLevel();
    std::vector<std::size_t> skips;
    while (take("&&") || take("and")) {
        skips.push_back(m_expression.m_steps.size());
        emit(Operation::SkipIfFalse);
        notLevel();
        emit(Operation::Truth);
    }
    for (std::size_t skip : skips)
        m_expression.m_steps[skip].index = m_expression.m_steps.size();
}

void ExpressionParser::notLevel() {
    int negations = 0;
    while (take("not"))
        ++negations;
    comparison();
    for (; negations > 0; --negations)
        emit(Operation::Not);
}

void ExpressionParser::comparison() {
    static constexpr std::array<std::pair<std::string_view, Operation>, 6> operators = {
        {{"<", Operation::Less},
         {"<=", Operation::LessEqual},
         {">", Operation::Greater},
         {">=", Operation::GreaterEqual},
         {"==", Operation::Equal},
         {"!=", Operation::NotEqual}}};
    auto present = [&] {
        return std::ranges::find_if(operators, [&](const auto &entry) { return is(entry.first); });
    };
    sum();
    const auto found = present();
    if (found == operators.end())
        return;
    advance();
    sum();
    emit(found->second);
    if (present() != operators.end())
        fail("a second comparison in a row", "write a < b && b < c");
}

void ExpressionParser::sum() {
    product();
    while (is("+") || is("-")) {
        const Operation operation = is("+") ? Operation::Add : Operation::Subtract;
        advance();
        product();
        emit(operation);
    }
}

void ExpressionParser::product() {
    sign();
    while (is("*") || is("/")) {
        const Operation operation = is("*") ? Operation::Multiply : Operation::Divide;
        advance();
        sign();
        emit(operation);
    }
}

void ExpressionParser::sign() {
    std::vector<Operation> signs;
    for (;; advance()) {
        if (is("-"))
            signs.push_back(Operation::Negate);
        else if (is("!"))
            signs.push_back(Operation::Not);
        else if (!is("+"))
            break;
    }
    value();
    while (!signs.empty()) {
        emit(signs.back());
        signs.pop_back();
    }
}

void ExpressionParser::value() {
    const Token token = m_token;
    if (token.kind == Kind::Number) {
        advance();
        emit(Operation::Number, token.number);
        return;
    }
    if (token.kind == Kind::Word && token.text != "and" && token.text != "or" && token.text != "not") {
        advance();
        return is("(") ? call(token) : quantity(token);
    }
    if (!is("("))
        failUnexpected();
    if (++m_depth > maximumDepth)
        fail("parentheses nested too deeply", "use at most " + std::to_string(maximumDepth));
    advance();
    orLevel();
    if (!take(")"))
        fail("a ')' is missing", "close the parenthesis opened at column " + std::to_string(token.column));
    --m_depth;
}

void ExpressionParser::call(const Token &name) {
    static constexpr std::array<std::pair<std::string_view, Operation>, 5> functions = {
        {{"abs", Operation::Absolute},
         {"min", Operation::Minimum},
         {"max", Operation::Maximum},
         {"sqrt", Operation::SquareRoot},
         {"log", Operation::Logarithm}}};
    const auto found =
        std::ranges::find_if(functions, [&](const auto &entry) { return entry.first == name.text; });
    if (found == functions.end())
        throw ExpressionError("unknown function '" + name.text + "'", name.column,
                              "known are abs, min, max, sqrt, log");
    if (++m_depth > maximumDepth)
        fail("parentheses nested too deeply", "use at most " + std::to_string(maximumDepth));
    const bool several = found->second == Operation::Minimum || found->second == Operation::Maximum;
    int arguments = 0;
    do {
        advance(); // over the ( or the comma
        orLevel();
        if (++arguments > 1 && several)
            emit(found->second);
    } while (is(","));
    if (!is(")"))
        fail("a ')' is missing", "close the parenthesis of " + name.text);
    if (several ? arguments < 2 : arguments != 1)
        fail(name.text + (several ? " with one argument" : " with more than one argument"),
             several ? "give it two or more, separated by commas" : "give it one");
    advance();
    if (!several)
        emit(found->second);
    --m_depth;
}

void ExpressionParser::quantity(const Token &name) {
    if (std::ranges::find(m_known, name.text) == m_known.end())
        throw ExpressionError("unknown quantity '" + name.text + "'", name.column,
                              "known are " + joined(m_known));
    auto &names = m_expression.m_names;
    const auto found = std::ranges::find(names, name.text);
    const auto index = static_cast<std::size_t>(found - names.begin());
    if (found == names.end())
        names.push_back(name.text);
    emit(Operation::Name, 0, index);
}

void ExpressionParser::emit(Operation operation, double number, std::size_t index) {
    m_expression.m_steps.push_back({operation, number, index});
}

} // namespace quincunx
