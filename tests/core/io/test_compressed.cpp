// Packed text files are what they hold: at once, at random places, and as far as they are whole.
#include "core/io/unpacked_file.h"
#include "tests/core/io/io_support.h"
#include "tests/core/io/samples.h"

#include <random>

#include <zlib.h>
#include <zstd.h>

using namespace quincunx;

namespace {

std::string gzipped(const std::string &text) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

std::string zstandard(const std::string &text) {
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
    return packed;
}

// Event k has px = k and some noise, so that it packs like real ones.
std::string manyEvents(std::size_t events) {
    std::mt19937 random(7);
    std::string text;
    for (std::size_t k = 0; k < events; ++k)
        text += std::to_string(k) + " 0." + std::to_string(random()) + " 1 " + std::to_string(2 * k + 9) +
                "\n#END\n";
    return text;
}

// A stream of zeros without end, from next to nothing.
class Bomb : public ByteStream {
public:
    std::size_t next(std::span<char> into) override {
        std::ranges::fill(into, '\0');
        return into.size();
    }
    std::uint64_t used() const override { return 100; }
    std::uint64_t packedSize() const override { return 100; }
};

using Packer = std::string (*)(const std::string &);

} // namespace

class Compressed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextFormat();
    void randomPlaces_data() { packers(); }
    void randomPlaces();
    void cutShort_data() { packers(); }
    void cutShort();
    void altered_data() { packers(); }
    void altered();
    void joined();
    void bomb();

private:
    static void packers() {
        QTest::addColumn<bool>("gzip");
        QTest::newRow("gzip") << true;
        QTest::newRow("Zstandard") << false;
    }

    test::Scratch m_scratch;
};

void Compressed::everyTextFormat() {
    int formats = 0;
    for (const test::Sample &sample : test::samples()) {
        const bool binary = sample.content.starts_with("PK") || sample.content.starts_with("\x89HDF");
        for (const Packer pack : {gzipped, zstandard}) {
            const auto path = m_scratch.write("anything.dat", pack(sample.content));
            if (binary) {
                QVERIFY_THROWS_EXCEPTION(Error, openEvents(path));
                continue;
            }
            const OpenEventFile plain = test::openWhole(m_scratch.write("plain", sample.content)),
                                packed = test::openWhole(path);
            QCOMPARE(packed.format->name, sample.format);
            QCOMPARE(packed.file->damage(), std::string());
            QCOMPARE(packed.file->knownEvents(), plain.file->knownEvents());
            for (std::size_t k = 0; k < sample.events; ++k) {
                const Event one = plain.file->read(k), other = packed.file->read(k);
                QCOMPARE(other.particles.size(), one.particles.size());
                QCOMPARE(totalMomentum(other), totalMomentum(one));
            }
            ++formats;
        }
    }
    QVERIFY(formats >= 18);
}

void Compressed::randomPlaces() {
    QFETCH(bool, gzip);
    constexpr std::size_t events = 200'000;
    const auto path = m_scratch.write("many", (gzip ? gzipped : zstandard)(manyEvents(events)));
    const OpenEventFile opened = openEvents(path);
    QVERIFY(opened.file->knownEvents() < events / 10); // lazy
    for (const std::size_t k : {events - 1, std::size_t(0), events / 2, std::size_t(12345)})
        QCOMPARE(opened.file->read(k).particles.at(0).momentum.px, static_cast<double>(k));
    QVERIFY_THROWS_EXCEPTION(Error, opened.file->read(events));
}

void Compressed::cutShort() {
    QFETCH(bool, gzip);
    const std::string packed = (gzip ? gzipped : zstandard)(manyEvents(50'000));
    std::size_t before = 0;
    for (const std::size_t size : {packed.size() / 2, packed.size() * 9 / 10, packed.size() - 1}) {
        const OpenEventFile opened = test::openWhole(m_scratch.write("cut", packed.substr(0, size)));
        QVERIFY2(opened.file->damage().find("cut off after " + std::to_string(size)) != std::string::npos,
                 opened.file->damage().c_str());
        const std::size_t known = opened.file->knownEvents();
        QVERIFY(known > before);
        before = known;
        QCOMPARE(opened.file->read(known - 1).particles.at(0).momentum.px, static_cast<double>(known - 1));
    }
    for (std::size_t size = 1; size < 60; ++size) // within the header, and before the first event
        QVERIFY_THROWS_EXCEPTION(Error, openEvents(m_scratch.write("cut", packed.substr(0, size))));
}

void Compressed::altered() {
    QFETCH(bool, gzip);
    std::string packed = (gzip ? gzipped : zstandard)(manyEvents(50'000));
    packed[packed.size() * 3 / 4] ^= 0x55;
    const OpenEventFile opened = test::openWhole(m_scratch.write("altered", packed));
    QVERIFY(!opened.file->damage().empty() || opened.file->knownEvents() >= 50'000 - 1);
    QVERIFY(test::isSound(opened.file->read(0)));
}

// As cat a.gz b.gz makes them; zeros at the end are the rest of a block of tape.
void Compressed::joined() {
    const std::string text = "3 4 0 5\n#END\n";
    QCOMPARE(
        test::openWhole(m_scratch.write("joined", gzipped(text) + gzipped(text) + std::string(512, '\0')))
            .file->knownEvents(),
        std::size_t(2));
    QCOMPARE(
        test::openWhole(m_scratch.write("joined", zstandard(text) + zstandard(text))).file->knownEvents(),
        std::size_t(2));
    const OpenEventFile rubbish = test::openWhole(m_scratch.write("joined", gzipped(text) + "rubbish"));
    QVERIFY(!rubbish.file->damage().empty());
}

void Compressed::bomb() {
    const UnpackedFile file("bomb.gz", std::make_unique<Bomb>());
    std::vector<char> byte(1);
    QCOMPARE(file.read(std::uint64_t(5) << 30, byte), std::size_t(0));
    QVERIFY(file.damage().find("1 GB") != std::string::npos);
}

QUINCUNX_TEST(io_compressed, Compressed, QCoreApplication)
#include "test_compressed.moc"
