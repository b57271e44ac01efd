// Archives that are cut off, altered, encrypted or far larger inside than outside.
#include "tests/core/io/io_support.h"
#include "tests/core/io/samples.h"

using namespace quincunx;

namespace {

// Sets a bit in the flags of every entry, in its own header and in the list of entries (PKWARE APPNOTE 4.3.7,
// 4.3.12).
std::string withFlag(std::string archive, char flag) {
    for (const auto &[signature, offset] : {std::pair{"PK\x03\x04", 6}, std::pair{"PK\x01\x02", 8}})
        for (std::size_t at = archive.find(signature); at != std::string::npos;
             at = archive.find(signature, at + 1))
            archive[at + static_cast<std::size_t>(offset)] |= flag;
    return archive;
}

} // namespace

class ZipArchives : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cutOff();
    void altered();
    void encrypted();
    void tooLargeInside();

private:
    // The message of opening, or else of reading event `k`; empty if both succeed.
    std::string messageOf(const std::string &content, std::size_t k = 0) const {
        try {
            static_cast<void>(openEvents(m_scratch.write("archive.ig", content)).file->read(k));
        } catch (const Error &error) {
            return test::isActionable(error.what()) ? error.what() : "not one line";
        }
        return {};
    }
    static bool says(const std::string &message, const char *what) {
        return message.find(what) != message.npos;
    }

    test::Scratch m_scratch;
};

void ZipArchives::cutOff() {
    const std::string whole = test::igArchive({test::igEvent(), test::igEvent()});
    QCOMPARE(messageOf(whole, 1), std::string());
    for (const std::size_t size : {whole.size() / 2, whole.size() - 30, whole.size() - 1}) {
        const std::string message = messageOf(whole.substr(0, size));
        QVERIFY2(says(message, "cut off") && says(message, "again"), message.c_str());
    }
}

// One changed byte of the packed data: only that event is lost.
void ZipArchives::altered() {
    std::string archive = test::igArchive({test::igEvent(), test::igEvent()});
    const std::size_t second = archive.find("Event_2");
    QVERIFY(second != std::string::npos);
    archive[second + 200] = static_cast<char>(archive[second + 200] ^ 0x55);
    QCOMPARE(messageOf(archive, 0), std::string());
    const std::string message = messageOf(archive, 1);
    QVERIFY2(says(message, "event 1 of") && says(message, "Event_2") && says(message, "unpack"),
             message.c_str());
}

void ZipArchives::encrypted() {
    const std::string message = messageOf(withFlag(test::igArchive({test::igEvent()}), 1));
    QVERIFY2(says(message, "encrypted"), message.c_str());
}

void ZipArchives::tooLargeInside() {
    const std::string archive = test::igArchive({std::string(65 << 20, ' '), test::igEvent()});
    QVERIFY(archive.size() < 200'000);
    const std::string message = messageOf(archive, 0);
    QVERIFY2(says(message, "more than 64 MB"), message.c_str());
    QCOMPARE(messageOf(archive, 1), std::string());
}

QUINCUNX_TEST(io_zip_archive, ZipArchives, QCoreApplication)
#include "test_zip_archive.moc"
