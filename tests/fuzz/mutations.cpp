#include "tests/fuzz/mutations.h"

#include <algorithm>
#include <array>

namespace quincunx::test {

namespace {

constexpr std::size_t largest = 1 << 20;

// clang-format off
// Numbers at the edges of what readers take, and what stands in the place of numbers.
constexpr std::array numbers = {
    "nan", "-inf", "Infinity", "1e308", "-1e308", "1e-320", "0", "-0.0", "-1", "2147483647", "-2147483648",
    "4294967296", "1e20", "-1e20", "9223372036854775807", "-9223372036854775808", "+-1", "0x1p3", "1,5",
    "1e-7", "127.5", "-300", "700", "[]", "{}", "null", "true", "\"a\"", "[1,2]", "[1,2,3]", "[[1,2,3]]"};

// Words that mean something to one reader or another.
constexpr std::array words = {
    "\n", "\r\n", "\r", "\t", " ", "#", "#END\n", "#SUBSTART\n", "\"", "\"\"", "'", "E ", "\nE 1 1 1\n",
    "\nHepMC::", "U MEV MM\n", "HepMC::Asciiv3-START_EVENT_LISTING\n", "HepMC::IO_GenEvent-START_EVENT_LISTING\n",
    "px,py,pz\n", "pt;y;phi;m\n", "\xef\xbb\xbf", "[[[[[[[[[[[[[[[[[[[[", "\"Types\":", "_V99\":", "PK\x03\x04"};
// clang-format on

} // namespace

std::string Mutations::mutated(std::string text) {
    for (std::size_t changes = 1 + below(8); changes > 0; --changes)
        change(text);
    text.resize(std::min(text.size(), largest));
    return text;
}

std::string Mutations::withOtherNumbers(std::string text) {
    for (std::size_t changes = 1 + below(6); changes > 0; --changes)
        replaceNumber(text, below(text.size() + 1));
    return text;
}

void Mutations::change(std::string &text) {
    const std::size_t place = below(text.size() + 1);
    const std::size_t length =
        std::min(below(4) == 0 ? below(text.size() + 1) : below(24), text.size() - place);
    switch (below(9)) {
    case 0: // another byte
        if (place < text.size())
            text[place] = static_cast<char>(below(256));
        break;
    case 1: // one bit
        if (place < text.size())
            text[place] = static_cast<char>(text[place] ^ (1 << below(8)));
        break;
    case 2:
        text.erase(place, length);
        break;
    case 3: // once or a few times more
        for (std::size_t times = 1 + below(4); times > 0 && text.size() < largest; --times)
            text.insert(place, text.substr(place, length));
        break;
    case 4:
        text.insert(place, words[below(words.size())]);
        break;
    case 5:
    case 6:
        replaceNumber(text, place);
        break;
    case 7: { // a piece of another file
        const std::string &other = m_others[below(m_others.size())];
        text.insert(place, other.substr(below(other.size() + 1), below(200)));
        break;
    }
    default: // cut off, or a long run of one byte
        if (below(2) == 0)
            text.resize(place);
        else
            text.insert(place, below(40) == 0 ? largest : below(5000), static_cast<char>(below(256)));
    }
}

void Mutations::replaceNumber(std::string &text, std::size_t from) {
    constexpr const char *digits = "0123456789";
    const std::size_t begin = text.find_first_of(digits, from);
    if (begin == std::string::npos)
        return;
    const std::size_t end = std::min(text.find_first_not_of("0123456789.e+-", begin), text.size());
    text.replace(begin, end - begin, numbers[below(numbers.size())]);
}

} // namespace quincunx::test
