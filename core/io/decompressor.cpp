#include "core/io/decompressor.h"

#include "core/io/text.h"

#include <vector>

#include <zlib.h>
#include <zstd.h>

namespace quincunx {

namespace {

/// The packed bytes, a block at a time.
class PackedInput {
public:
    explicit PackedInput(std::shared_ptr<const PlainFile> file)
        : m_file(std::move(file))
        , m_block(256 * 1024) {}

    /// The next block; empty at the end of the file.
    std::span<char> next() {
        const std::size_t size = m_file->read(m_offset, m_block);
        m_offset += size;
        return {m_block.data(), size};
    }
    std::uint64_t offset() const { return m_offset; }
    std::uint64_t size() const { return m_file->size(); }

private:
    std::shared_ptr<const PlainFile> m_file;
    std::vector<char> m_block;
    std::uint64_t m_offset = 0;
};

std::string cutOff(std::uint64_t size) {
    return "the compressed file is cut off after " + std::to_string(size) + " bytes";
}

std::string damaged(const char *format, std::uint64_t near, const char *why) {
    return std::string("the ") + format + " data are damaged before byte " + std::to_string(near) + ": " +
           (why ? why : "no such code");
}

class Gunzip : public ByteStream {
public:
    explicit Gunzip(std::shared_ptr<const PlainFile> file) : m_input(std::move(file)) {
        constexpr int gzipOnly = 16 + MAX_WBITS;
        if (inflateInit2(&m_stream, gzipOnly) != Z_OK)
            throw std::bad_alloc();
    }
    ~Gunzip() override { inflateEnd(&m_stream); }

    std::size_t next(std::span<char> into) override {
        m_stream.next_out = reinterpret_cast<Bytef *>(into.data());
        m_stream.avail_out = static_cast<uInt>(into.size());
        while (m_stream.avail_out == into.size() && !m_done)
            step();
        return into.size() - m_stream.avail_out;
    }
    std::uint64_t used() const override { return m_input.offset() - m_stream.avail_in; }
    std::uint64_t packedSize() const override { return m_input.size(); }

private:
    void step() {
        if (m_stream.avail_in == 0) {
            const auto block = m_input.next();
            m_stream.next_in = reinterpret_cast<Bytef *>(block.data());
            m_stream.avail_in = static_cast<uInt>(block.size());
            if (block.empty() && m_between)
                m_done = true;
            else if (block.empty())
                throw Malformed{cutOff(m_input.size())};
            if (block.empty())
                return;
        }
        // Blocks of a tape may be filled up with zeros behind the last member, as gzip(1) has it.
        if (m_between && *m_stream.next_in == 0) {
            ++m_stream.next_in;
            --m_stream.avail_in;
            return;
        }
        m_between = false;
        const int result = inflate(&m_stream, Z_NO_FLUSH);
        if (result == Z_STREAM_END) {
            m_between = true;
            inflateReset(&m_stream);
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            throw Malformed{damaged("gzip", used(), m_stream.msg)};
        }
    }

    PackedInput m_input;
    z_stream m_stream{};
    bool m_between = false; ///< one member ended, and no other has begun
    bool m_done = false;
};

class Unzstd : public ByteStream {
public:
    explicit Unzstd(std::shared_ptr<const PlainFile> file)
        : m_input(std::move(file))
        , m_stream(ZSTD_createDStream()) {
        if (!m_stream)
            throw std::bad_alloc();
    }

    std::size_t next(std::span<char> into) override {
        ZSTD_outBuffer out{into.data(), into.size(), 0};
        while (out.pos == 0) {
            if (m_block.pos == m_block.size) {
                const auto block = m_input.next();
                m_block = {block.data(), block.size(), 0};
                if (block.empty() && m_between)
                    return 0;
            }
            const bool atEnd = m_block.size == 0; // what is held back may still come out
            const std::size_t result = ZSTD_decompressStream(m_stream.get(), &out, &m_block);
            if (ZSTD_isError(result))
                throw Malformed{damaged("Zstandard", used(), ZSTD_getErrorName(result))};
            m_between = result == 0;
            if (atEnd && out.pos == 0 && !m_between)
                throw Malformed{cutOff(m_input.size())};
        }
        return out.pos;
    }
    std::uint64_t used() const override { return m_input.offset() - (m_block.size - m_block.pos); }
    std::uint64_t packedSize() const override { return m_input.size(); }

private:
    struct Free {
        void operator()(ZSTD_DStream *stream) const { ZSTD_freeDStream(stream); }
    };

    PackedInput m_input;
    std::unique_ptr<ZSTD_DStream, Free> m_stream;
    ZSTD_inBuffer m_block{nullptr, 0, 0};
    bool m_between = false; ///< one frame ended, and no other has begun
};

} // namespace

std::unique_ptr<ByteStream> decompressorFor(const std::shared_ptr<const PlainFile> &file) {
    const std::string head = file->text(0, 4);
    if (head.starts_with("\x1f\x8b"))
        return std::make_unique<Gunzip>(file);
    if (head == "\x28\xb5\x2f\xfd")
        return std::make_unique<Unzstd>(file);
    return nullptr;
}

} // namespace quincunx
