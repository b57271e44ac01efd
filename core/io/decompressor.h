#pragma once

#include "core/io/byte_source.h"
#include "core/io/byte_stream.h"

namespace quincunx {

/// What unpacks a gzip (RFC 1952) or Zstandard (RFC 8878) file, also one made of several joined together;
/// none if the first bytes are of neither. Checksums are compared. A Zstandard window may have 128 MB at
/// most.
std::unique_ptr<ByteStream> decompressorFor(const std::shared_ptr<const PlainFile> &file);

} // namespace quincunx
