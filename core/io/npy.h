#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace quincunx {

/// The header of a NumPy array file: what numbers it holds, and where they begin.
///
/// Little-endian floats of 4 and 8 bytes, integers of 1 to 8 bytes and booleans. Source: NumPy, NEP 1 ("A
/// Simple File Format for NumPy Arrays"), versions 1 to 3.
struct NpyHeader {
    char kind = 'f'; ///< 'f', 'i', 'u' or 'b'
    std::size_t itemSize = 8;
    bool fortranOrder = false; ///< the first index runs fastest
    std::vector<std::size_t> shape;
    std::size_t dataOffset = 0;

    /// \param head the first bytes of the file. \throws Malformed if it is none, or of another type.
    static NpyHeader parse(std::string_view head);

    /// The number that begins at `bytes`.
    double value(const char *bytes) const;
};

/// A NumPy array file of 8-byte floats in C order.
std::string npyFile(std::span<const double> values, const std::vector<std::size_t> &shape);

/// One of texts, as UTF-32 of equal length, as NumPy keeps them.
std::string npyFile(std::span<const std::string> texts);

} // namespace quincunx
