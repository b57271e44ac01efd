#pragma once

#include "core/event/expression.h"

namespace quincunx {

/// Recursive descent over the text, one function per level of precedence. Internal to expression.cpp.
class ExpressionParser {
public:
    ExpressionParser(std::string_view text, const std::vector<std::string> &names);
    Expression parse();

private:
    using Operation = Expression::Operation;
    enum class Kind { Number, Word, Symbol, End };
    struct Token {
        Kind kind = Kind::End;
        std::string text;
        double number = 0;
        std::size_t column = 1;
    };

    void advance();
    Token readNumber();
    bool is(std::string_view symbolOrWord) const;
    bool take(std::string_view symbolOrWord);
    [[noreturn]] void fail(const std::string &why, const std::string &remedy) const;
    [[noreturn]] void failUnexpected() const;

    void orLevel();
    void andLevel();
    void notLevel();
    void comparison();
    void sum();
    void product();
    void sign();
    void value();
    void call(const Token &name);
    void quantity(const Token &name);
    void emit(Operation operation, double number = 0, std::size_t index = 0);

    std::string_view m_text;
    const std::vector<std::string> &m_known;
    std::size_t m_place = 0, m_column = 1; // m_column counts characters, for messages
    Token m_token;
    int m_depth = 0;
    Expression m_expression;
};

} // namespace quincunx
