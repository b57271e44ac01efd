#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace quincunx {

/// Bytes that come one after the other: what unpacks from a compressed file or an entry of an archive.
class ByteStream {
public:
    virtual ~ByteStream() = default;

    /// \return how many bytes were put into `into`; 0 only at the end. \throws Malformed if what is packed is
    /// damaged or cut off; Error if the device fails.
    virtual std::size_t next(std::span<char> into) = 0;

    /// How many packed bytes were used for what came until now, and how many there are.
    virtual std::uint64_t used() const = 0;
    virtual std::uint64_t packedSize() const = 0;
};

} // namespace quincunx
