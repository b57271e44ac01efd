#include "core/io/text.h"

#include <charconv>
#include <cmath>
#include <cstring>

namespace quincunx {

namespace {

constexpr std::string_view blanks = " \t\r\v\f";

std::string quoted(std::string_view piece, std::size_t longest, bool asciiOnly) {
    std::string result = "'";
    for (const char c : piece.substr(0, longest)) {
        const auto byte = static_cast<unsigned char>(c);
        result += byte < 0x20 || byte == 0x7f || (asciiOnly && byte > 0x7f) ? '?' : c;
    }
    return result + (piece.size() > longest ? "..." : "") + "'";
}

// Bytes of the character that `text` begins with; 0 if it is a control character or no UTF-8.
std::size_t characterLength(std::string_view text) {
    const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    if (first < 0x80)
        return first < 0x20 || first == 0x7f ? 0 : 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length)
        return 0;
    unsigned code = first & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (byte(i) & 0x3f);
    }
    // C1 controls, overlong forms, surrogates, beyond Unicode
    const unsigned least = length == 2 ? 0xa0 : length == 3 ? 0x800 : 0x10000;
    return code < least || (code >= 0xd800 && code < 0xe000) || code > 0x10ffff ? 0 : length;
}

// std::from_chars takes no plus sign, which printf("%+g") writes.
std::string_view withoutPlus(std::string_view field) {
    const bool plus = field.size() > 1 && field[0] == '+' && field[1] != '-';
    return plus ? field.substr(1) : field;
}

template <class T>
bool parse(std::string_view field, T &value) {
    field = withoutPlus(field);
    const char *end = field.data() + field.size();
    const auto [stop, error] = std::from_chars(field.data(), end, value);
    return error == std::errc{} && stop == end;
}

} // namespace

std::string printable(std::string_view text) {
    constexpr std::size_t longest = 200;
    std::string result;
    while (!text.empty() && result.size() < longest) {
        const std::size_t length = characterLength(text);
        result += length == 0 ? "?" : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return result + (text.empty() ? "" : "...");
}

std::string shown(std::string_view piece) {
    return quoted(piece, 40, true);
}

std::string shown(const std::filesystem::path &path) {
    return quoted(path.string(), 4096, false);
}

bool Lines::next() {
    if (m_rest.empty())
        return false;
    const std::size_t end = m_rest.find('\n');
    m_line = m_rest.substr(0, end);
    m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
    if (!m_line.empty() && m_line.back() == '\r')
        m_line.remove_suffix(1);
    ++m_number;
    return true;
}

std::string_view withoutByteOrderMark(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    return text;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool isComment(std::string_view line) {
    line = trimmed(line);
    return line.empty() || line.front() == '#';
}

std::string_view nextField(std::string_view &rest) {
    const std::size_t begin = rest.find_first_not_of(blanks);
    if (begin == std::string_view::npos) {
        rest = {};
        return {};
    }
    const std::size_t end = std::min(rest.find_first_of(blanks, begin), rest.size());
    const std::string_view field = rest.substr(begin, end - begin);
    rest.remove_prefix(end);
    return field;
}

bool isText(std::span<const char> head) {
    return !std::memchr(head.data(), '\0', head.size());
}

bool parseNumber(std::string_view field, double &value) {
    return parse(field, value);
}

bool parseInteger(std::string_view field, std::int64_t &value) {
    return parse(field, value);
}

double toNumber(std::string_view field) {
    double value = 0;
    if (field.empty())
        throw Malformed{"a number is missing"};
    if (!parseNumber(field, value))
        throw Malformed{shown(field) + " is not a number"};
    if (!std::isfinite(value))
        throw Malformed{shown(field) + " is not a finite number"};
    return value;
}

std::int32_t toInteger(std::string_view field) {
    std::int32_t value = 0;
    if (field.empty())
        throw Malformed{"a number is missing"};
    if (!parse(field, value))
        throw Malformed{shown(field) + " is not an integer of 32 bits"};
    return value;
}

FourMomentum checked(FourMomentum momentum) {
    constexpr double planck = 1e20, nothing = 1e-100;
    for (double *component : {&momentum.px, &momentum.py, &momentum.pz, &momentum.E}) {
        if (!std::isfinite(*component))
            throw Malformed{"a momentum is not finite"};
        if (std::fabs(*component) > planck)
            throw Malformed{"a momentum is beyond 1e20 GeV"};
        if (std::fabs(*component) < nothing)
            *component = 0;
    }
    if (momentum.E < 0)
        throw Malformed{"an energy is negative"};
    if (momentum.E < 1e-6 * momentum.p())
        throw Malformed{"an energy is a millionth of its momentum or less"};
    return momentum;
}

bool isOnOrAboveMassShell(const FourMomentum &momentum) {
    return momentum.E >= 0 && momentum.E * momentum.E >= momentum.p() * momentum.p() * (1 - 1e-3);
}

} // namespace quincunx
