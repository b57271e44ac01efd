// Damaged files give an Error that says what to do, or events that are sound; never anything else.
#include "tests/core/io/io_support.h"
#include "tests/core/io/samples.h"
#include "tests/sanitized.h"

#include <random>
#include <set>

#include <unistd.h>

using namespace quincunx;

namespace {

struct Outcome {
    std::size_t read = 0;        ///< events that were read
    std::string firstError = {}; ///< of opening or reading
};

Outcome readThrough(const std::filesystem::path &path, std::size_t most) {
    Outcome outcome;
    const auto note = [&](const std::string &message) {
        QVERIFY2(test::isActionable(message), message.c_str());
        if (outcome.firstError.empty())
            outcome.firstError = message;
    };
    try {
        const OpenEventFile opened = test::openWhole(path);
        const std::string damage = opened.file->damage();
        if (damage.find('\n') != std::string::npos)
            QTest::qFail(damage.c_str(), __FILE__, __LINE__);
        const std::size_t known = opened.file->knownEvents();
        for (std::size_t k = 0; k < known && k < most; ++k) {
            try {
                if (!test::isSound(opened.file->read(k)))
                    QTest::qFail("read an unsound event", __FILE__, __LINE__);
                ++outcome.read;
            } catch (const Error &error) {
                note(error.what());
            }
        }
    } catch (const Error &error) {
        note(error.what());
    }
    return outcome;
}

std::string replaced(std::string text, const std::string &what, const std::string &by) {
    const std::size_t place = text.find(what);
    return place == std::string::npos ? text : text.replace(place, what.size(), by);
}

// A digit somewhere in the text becomes another number, or none.
std::string withNumber(std::string text, const std::string &number, std::mt19937 &random) {
    std::size_t place = text.find_first_of("0123456789", random() % text.size());
    if (place == std::string::npos)
        place = 0;
    return text.replace(place, 1, number);
}

std::vector<std::filesystem::path> realFiles() {
    std::vector<std::filesystem::path> files;
    for (const std::filesystem::path &folder :
         {test::examplesDir(), test::sharedDir() / "data/ig", test::sharedDir() / "data/hepmc",
          test::sharedDir() / "data/text"})
        if (std::filesystem::exists(folder))
            for (const auto &entry : std::filesystem::directory_iterator(folder))
                if (entry.path().extension() == ".dat" || folder != test::examplesDir())
                    files.push_back(entry.path());
    return files;
}

constexpr std::size_t mostEvents = 12;

} // namespace

class Malformed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samplesAreWhole();
    void damaged_data();
    void damaged();
    void realFilesDamaged();
    void nothingToRead_data();
    void nothingToRead();
    void foldersAndMissingFiles();
    void unreadable();
    void extremeIntegers();
    void earlierEventsStayReadable_data();
    void earlierEventsStayReadable();
    void cutShortWhileOpen();
    void messagesStayOneLine();

private:
    test::Scratch m_scratch;
};

void Malformed::samplesAreWhole() {
    std::set<std::string> formats;
    for (const test::Sample &sample : test::samples()) {
        const OpenEventFile opened = test::openWhole(m_scratch.write("whole", sample.content));
        QCOMPARE(opened.format->name, sample.format);
        QCOMPARE(opened.file->damage(), std::string());
        QCOMPARE(opened.file->knownEvents(), sample.events);
        QCOMPARE(readThrough(m_scratch.folder() / "whole", mostEvents).read, sample.events);
        formats.insert(sample.format);
    }
    QCOMPARE(formats.size(), eventFormats().entries().size());
}

void Malformed::damaged_data() {
    QTest::addColumn<int>("sample");
    for (int i = 0; i < static_cast<int>(test::samples().size()); ++i)
        QTest::addRow("%d %s", i, test::samples()[static_cast<std::size_t>(i)].format.c_str()) << i;
}

void Malformed::damaged() {
    QFETCH(int, sample);
    const std::string whole = test::samples()[static_cast<std::size_t>(sample)].content;
    // HDF5 files are first read by a fork, which takes a watched process 60 ms.
    const int fewer = test::isSanitized && whole.starts_with("\x89HDF") ? 10 : 1;
    // every place of what is text, and 400 of what is larger
    for (std::size_t size = 0; size < whole.size();
         size += 1 + whole.size() / 1500 * whole.size() / 400 * fewer)
        readThrough(m_scratch.write("cut", whole.substr(0, size)), mostEvents);
    std::mt19937 random(20240607);
    for (const char *number : {"nan", "inf", "-inf", "1e300", "-1e300", "9223372036854775808", "-", "x", "",
                               "-9223372036854775808", "2147483648", "1e-320", "\"", "\n", "\r", "\t#"})
        for (int i = 0; i < 30 / fewer; ++i)
            readThrough(m_scratch.write("number", withNumber(whole, number, random)), mostEvents);
    const std::string longLine(3 << 20, '1'), longFields(3 << 20, ' ');
    for (const std::string &line : {longLine, longFields}) {
        readThrough(m_scratch.write("long", line + "\n" + whole), mostEvents);
        readThrough(m_scratch.write("long", whole + line), mostEvents);
        readThrough(m_scratch.write("long", whole + line + "\n" + whole), mostEvents);
    }
    readThrough(m_scratch.write("twice", whole + whole), mostEvents);
}

void Malformed::realFilesDamaged() {
    const auto files = realFiles();
    if (files.empty())
        QSKIP("no real files; pass their folders to CMake as QUINCUNX_SHARED_DIR or QUINCUNX_EXAMPLES_DIR");
    std::mt19937 random(19780503);
    for (const auto &path : files) {
        const std::string whole = test::contents(path);
        for (int i = 0; i < 10; ++i)
            readThrough(m_scratch.write("cut", whole.substr(0, random() % whole.size())), 3);
        for (const char *number : {"nan", "inf", "x", "1e999"})
            readThrough(m_scratch.write("number", withNumber(whole, number, random)), 3);
        readThrough(m_scratch.write("header", "wrong header\n" + whole), 3);
    }
}

void Malformed::nothingToRead_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blank lines") << QByteArray("\n\n \n");
    QTest::newRow("comments") << QByteArray("# nothing\n# here\n");
    QTest::newRow("prose") << QByteArray("Dear all,\nplease find attached 3 files.\n");
    QTest::newRow("three columns") << QByteArray("1 2 3\n4 5 6\n");
    QTest::newRow("table without momenta") << QByteArray("a,b,c\n1,2,3\n");
    QTest::newRow("table without rows") << QByteArray("px,py,pz,E\n");
    QTest::newRow("HepMC without events")
        << QByteArray("HepMC::Version 3\nHepMC::Asciiv3-START_EVENT_LISTING\n"
                      "HepMC::Asciiv3-END_EVENT_LISTING\n");
    QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00", 8);
    QTest::newRow("NUL") << QByteArray("1 2 3 4\n\0\n", 10);
    QTest::newRow("ZIP without events") << QByteArray::fromStdString(test::igArchive({}) + "PK\x03\x04");
    QByteArray noise(100'000, '\0');
    std::mt19937 random(5);
    for (char &byte : noise)
        byte = static_cast<char>(random());
    QTest::newRow("noise") << noise;
    QTest::newRow("noise after ZIP signature") << QByteArray("PK\x03\x04") + noise;
    QTest::newRow("one long line") << QByteArray(5 << 20, '7');
}

void Malformed::nothingToRead() {
    QFETCH(QByteArray, content);
    const Outcome outcome = readThrough(m_scratch.write("file", content.toStdString()), mostEvents);
    QCOMPARE(outcome.read, std::size_t(0));
    QVERIFY(!outcome.firstError.empty());
}

void Malformed::foldersAndMissingFiles() {
    QVERIFY(readThrough(m_scratch.folder(), 1).firstError.find("folder") != std::string::npos);
    QVERIFY(readThrough(m_scratch.folder() / "missing", 1).firstError.find("no such file") !=
            std::string::npos);
    QVERIFY(!readThrough(m_scratch.folder() / "missing" / "file", 1).firstError.empty());
    QVERIFY(!readThrough("", 1).firstError.empty());
    QVERIFY(!readThrough(std::string(5000, 'x'), 1).firstError.empty());
    QVERIFY(!readThrough("/dev/null", 1).firstError.empty());
    std::filesystem::create_symlink("loop", m_scratch.folder() / "loop");
    QVERIFY(!readThrough(m_scratch.folder() / "loop", 1).firstError.empty());
}

void Malformed::unreadable() {
    using std::filesystem::perms;
    const auto path = m_scratch.write("secret", "1 2 3 4\n");
    std::filesystem::permissions(path, perms::none);
    const bool isRoot = geteuid() == 0; // who may read everything, hence is somebody else for a moment
    constexpr uid_t nobody = 65534;
    std::filesystem::permissions(m_scratch.folder(), perms::owner_all | perms::others_exec);
    if (isRoot && seteuid(nobody) != 0)
        QSKIP("root may read everything, and here may not become somebody else; run as a user");
    const std::string error = readThrough(path, 1).firstError;
    if (isRoot)
        QVERIFY(seteuid(0) == 0);
    QVERIFY2(error.find("permission denied") != std::string::npos, error.c_str());
}

// Each of these overflows something if taken at its word.
void Malformed::extremeIntegers() {
    for (const char *id : {"-9223372036854775808", "9223372036854775807", "-2147483648", "2147483647",
                           "-2147483647", "1099990999", "99999999999999999999"}) {
        const std::string number = id;
        QCOMPARE(readThrough(m_scratch.write("id", "3 4 0 5 " + number + "\n"), 1).read, std::size_t(1));
        readThrough(m_scratch.write("id", number + " 3 4 0 5\n"), 1);
        readThrough(m_scratch.write("id", "px,py,pz,E,pid,charge,jet,event\n3,4,0,5," + number + "," +
                                              number + "," + number + "," + number + "\n"),
                    1);
        for (const test::Sample &sample : test::samples())
            if (sample.format.starts_with("hepmc"))
                for (const char *what : {"E 7 1 4", "E 1 -1", "0 0 2 2 0", " 13 ", "0.1057 1"})
                    readThrough(
                        m_scratch.write("id", replaced(sample.content, what, std::string(what) + number)), 2);
    }
}

void Malformed::earlierEventsStayReadable_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("readable");
    QTest::addColumn<QString>("place"); // named in the error or the damage
    QTest::newRow("FastJet, wrong number")
        << QByteArray("3 4 0 5\n#END\n3 4 x 5\n#END\n3 4 0 5\n#END\n") << 2 << "line 3";
    QTest::newRow("FastJet, cut off") << QByteArray("3 4 0 5\n#END\n3 4 0 5\n3 4") << 1 << "line 4";
    QTest::newRow("indexed, infinite")
        << QByteArray("0 3 4 0 5\n1 3 4 0 5\n2 3 4 inf 5\n3 3 4 0 5\n") << 3 << "line 3";
    QTest::newRow("table, short row")
        << QByteArray("event,px,py,pz,E\n0,3,4,0,5\n1,3,4\n2,3,4,0,5\n") << 2 << "line 3";
    QTest::newRow("FastJet, endless line")
        << QByteArray("3 4 0 5\n#END\n") + QByteArray(2 << 20, '1') << 1 << "line 3 is longer";
    QByteArray text = QByteArray::fromStdString(test::samples()[5].content);
    QTest::newRow("HepMC3, cut off") << text.first(text.indexOf("E 8")) + "E 8 0 2\nP 1 0 22 1 2 3 3.8 0 1\n"
                                     << 1 << "1 of the 2 particles";
    QTest::newRow("ig, broken event")
        << QByteArray::fromStdString(test::igArchive({test::igEvent(), "{]", test::igEvent(), "", "[]"})) << 2
        << "Event_2";
}

void Malformed::earlierEventsStayReadable() {
    QFETCH(QByteArray, content);
    QFETCH(int, readable);
    QFETCH(QString, place);
    const auto path = m_scratch.write("file", content.toStdString());
    const Outcome outcome = readThrough(path, mostEvents);
    QCOMPARE(outcome.read, static_cast<std::size_t>(readable));
    const std::string told = outcome.firstError + test::openWhole(path).file->damage();
    QVERIFY2(told.find(place.toStdString()) != std::string::npos, told.c_str());
}

void Malformed::cutShortWhileOpen() {
    std::string text;
    for (int i = 0; i < 100'000; ++i)
        text += "3 4 0 5\n#END\n";
    const auto path = m_scratch.write("shrinks", text);
    const OpenEventFile opened = openEvents(path);
    std::filesystem::resize_file(path, 1000);
    opened.file->indexAll({});
    QVERIFY(opened.file->indexed());
    QVERIFY(!opened.file->damage().empty());
    QCOMPARE(opened.file->read(0).particles.size(), std::size_t(1));
    QVERIFY_THROWS_EXCEPTION(Error, opened.file->read(opened.file->knownEvents() - 1));
}

void Malformed::messagesStayOneLine() {
    const auto path = m_scratch.write("a\nb\033[31m", "3 4 \a\"oops\xff 5\n3 4 0 5\n");
    const Outcome outcome = readThrough(path, 1);
    QVERIFY(!outcome.firstError.empty());
    QVERIFY(outcome.firstError.find('\033') == std::string::npos);
    QVERIFY(outcome.firstError.find("line 1") != std::string::npos);
}

QUINCUNX_TEST(io_malformed, Malformed, QCoreApplication)
#include "test_malformed.moc"
