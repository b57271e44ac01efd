#pragma once

#include "core/event/four_momentum.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace quincunx {

/// What is wrong with the line or record being decoded. Readers throw it; the file that called them adds
/// its name, the event and the line, and makes an Error of it.
struct Malformed {
    std::string why;
};

/// A name out of a file as it may be shown and stored: valid UTF-8 without control characters, each wrong
/// byte a '?', cut after some 200 bytes.
std::string printable(std::string_view text);

/// A piece of a file, or a path, in quotes for a message: control characters become '?', and what is long
/// is cut, so that the message stays one line whatever the file holds.
std::string shown(std::string_view piece);
inline std::string shown(const std::string &piece) {
    return shown(std::string_view(piece));
}
std::string shown(const std::filesystem::path &path);

/// Walks over the lines of a text; LF and CRLF both end a line, and the last line needs neither.
class Lines {
public:
    /// \param firstNumber number of the first line in its file, counted from 1.
    explicit Lines(std::string_view text, std::uint64_t firstNumber = 1)
        : m_rest(text)
        , m_number(firstNumber - 1) {}

    /// Steps to the next line. \return whether there is one.
    bool next();
    /// The current line, without its end.
    std::string_view line() const { return m_line; }
    std::uint64_t number() const { return m_number; }

private:
    std::string_view m_rest, m_line;
    std::uint64_t m_number;
};

/// Without the byte order mark that some editors put before UTF-8.
std::string_view withoutByteOrderMark(std::string_view text);

/// Without blanks at both ends.
std::string_view trimmed(std::string_view text);

/// Whether the line says nothing: blank, or a comment behind #.
bool isComment(std::string_view line);

/// Cuts the next blank-separated field off `rest`. \return empty if there is none.
std::string_view nextField(std::string_view &rest);

/// Whether this can be the beginning of a text file: it holds no NUL.
bool isText(std::span<const char> head);

/// A number in C notation whatever the locale; "nan" and "inf" are numbers here.
/// \return whether all of `field` is one.
bool parseNumber(std::string_view field, double &value);
bool parseInteger(std::string_view field, std::int64_t &value);

/// \throws Malformed if `field` is no (finite) number.
double toNumber(std::string_view field);
/// \throws Malformed if `field` is no integer of at most 32 bits.
std::int32_t toInteger(std::string_view field);

/// The momentum as an event may have it: finite, with no component beyond the Planck energy, 10^20 GeV (so
/// that squares and cosh stay finite), and with an energy that is not negative, nor below 10⁻⁶ |p|, where
/// rapidities overflow. Components below 10⁻¹⁰⁰ GeV become 0, as their squares would. Other space-like
/// momenta pass: towers and rounded momenta are often slightly so.
///
/// \throws Malformed otherwise.
FourMomentum checked(FourMomentum momentum);

/// Whether E² ≥ p² up to the rounding of a text file, 10⁻³ of p².
bool isOnOrAboveMassShell(const FourMomentum &momentum);

} // namespace quincunx
