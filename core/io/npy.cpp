#include "core/io/npy.h"

#include "core/io/text.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace quincunx {

namespace {

static_assert(std::endian::native == std::endian::little,
              "arrays are read and written as they stand in memory");

constexpr std::string_view npyMagic = "\x93NUMPY";

template <class T>
double as(const char *bytes) {
    T value;
    std::memcpy(&value, bytes, sizeof value);
    return static_cast<double>(value);
}

// What stands behind 'key': in the dictionary of a header.
std::string_view valueOf(std::string_view dictionary, const std::string &key) {
    const std::size_t place = dictionary.find("'" + key + "':");
    if (place == dictionary.npos)
        throw Malformed{"the array's header has no " + key};
    return trimmed(dictionary.substr(place + key.size() + 3));
}

std::string header(const std::string &type, const std::string &shape) {
    std::string text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    const std::size_t before = npyMagic.size() + 4; // version, length
    text.append(63 - (before + text.size()) % 64, ' ');
    text += '\n';
    std::string bytes(npyMagic);
    bytes += {'\x01', '\x00', static_cast<char>(text.size() & 0xff), static_cast<char>(text.size() >> 8)};
    return bytes + text;
}

// The code points of a text; what is no UTF-8 becomes U+FFFD.
std::u32string decoded(std::string_view text) {
    std::u32string points;
    while (!text.empty()) {
        const auto first = static_cast<unsigned char>(text[0]);
        const std::size_t length = first < 0x80    ? 1
                                   : first >= 0xf0 ? 4
                                   : first >= 0xe0 ? 3
                                   : first >= 0xc0 ? 2
                                                   : 0;
        if (length == 0 || length > text.size()) {
            points += U'\ufffd';
            text.remove_prefix(1);
            continue;
        }
        char32_t point = length == 1 ? first : first & (0x7fU >> length);
        for (std::size_t i = 1; i < length; ++i)
            point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
        points += point;
        text.remove_prefix(length);
    }
    return points;
}

} // namespace

NpyHeader NpyHeader::parse(std::string_view head) {
    if (!head.starts_with(npyMagic) || head.size() < 12)
        throw Malformed{"it does not begin as a NumPy array"};
    const auto byte = [head](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(head[i]));
    };
    const bool version1 = byte(6) == 1;
    const std::size_t begin = version1 ? 10 : 12;
    const std::size_t length = byte(8) | byte(9) << 8 | (version1 ? 0 : byte(10) << 16 | byte(11) << 24);
    NpyHeader header;
    header.dataOffset = begin + length;
    if (header.dataOffset > head.size())
        throw Malformed{"the array's header is cut off, or longer than 64 kB"};
    const std::string_view dictionary = head.substr(begin, length);

    const std::string_view type = valueOf(dictionary, "descr");
    const bool known = type.size() > 4 && (type[1] == '<' || type[1] == '|') &&
                       std::string_view("fiub").find(type[2]) != type.npos && type[4] == type[0];
    header.kind = known ? type[2] : '?';
    header.itemSize = known ? static_cast<std::size_t>(type[3] - '0') : 0;
    const bool fits = header.kind == 'f'   ? header.itemSize == 4 || header.itemSize == 8
                      : header.kind == 'b' ? header.itemSize == 1
                                           : header.itemSize <= 8 && std::has_single_bit(header.itemSize);
    if (!known || !fits)
        throw Malformed{"its numbers are of type " + shown(type.substr(0, type.find(','))) +
                        ", not floats or integers of this machine's byte order"};
    header.fortranOrder = valueOf(dictionary, "fortran_order").starts_with("True");

    std::string_view extents = valueOf(dictionary, "shape");
    extents = extents.substr(0, extents.find(')'));
    while (!extents.empty()) {
        extents.remove_prefix(1); // ( or ,
        const std::string_view field = trimmed(extents.substr(0, extents.find(',')));
        std::int64_t extent = 0;
        if (!field.empty() && (!parseInteger(field, extent) || extent < 0))
            throw Malformed{shown(field) + " is no extent of an array"};
        if (!field.empty())
            header.shape.push_back(static_cast<std::size_t>(extent));
        extents.remove_prefix(std::min(extents.find(','), extents.size()));
    }
    return header;
}

double NpyHeader::value(const char *bytes) const {
    switch (itemSize) {
    case 1:
        return kind == 'i' ? as<std::int8_t>(bytes) : as<std::uint8_t>(bytes);
    case 2:
        return kind == 'i' ? as<std::int16_t>(bytes) : as<std::uint16_t>(bytes);
    case 4:
        return kind == 'f'   ? as<float>(bytes)
               : kind == 'i' ? as<std::int32_t>(bytes)
                             : as<std::uint32_t>(bytes);
    default:
        return kind == 'f'   ? as<double>(bytes)
               : kind == 'i' ? as<std::int64_t>(bytes)
                             : as<std::uint64_t>(bytes);
    }
}

std::string npyFile(std::span<const double> values, const std::vector<std::size_t> &shape) {
    std::string extents;
    for (const std::size_t extent : shape)
        extents += std::to_string(extent) + ", ";
    std::string bytes = header("<f8", extents);
    bytes.append(reinterpret_cast<const char *>(values.data()), values.size_bytes());
    return bytes;
}

std::string npyFile(std::span<const std::string> texts) {
    std::vector<std::u32string> points;
    std::size_t longest = 1;
    for (const std::string &text : texts) {
        points.push_back(decoded(text));
        longest = std::max(longest, points.back().size());
    }
    std::string bytes = header("<U" + std::to_string(longest), std::to_string(texts.size()) + ", ");
    for (std::u32string &text : points) {
        text.resize(longest, U'\0');
        bytes.append(reinterpret_cast<const char *>(text.data()), text.size() * sizeof(char32_t));
    }
    return bytes;
}

} // namespace quincunx
