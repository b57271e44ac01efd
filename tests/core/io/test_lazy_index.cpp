// Large files show their first event at once, and reading does not wait for the index.
#include "tests/core/io/io_support.h"

#include <atomic>
#include <thread>

using namespace quincunx;

namespace {

constexpr std::size_t eventCount = 100'000;
constexpr std::size_t linesPerEvent = 10;

// Event k has px = k, so that each can be told; some 50 MB in all.
void writeLarge(const std::filesystem::path &path) {
    std::ofstream stream(path, std::ios::binary);
    for (std::size_t k = 0; k < eventCount; ++k) {
        const std::string px = std::to_string(k);
        for (std::size_t i = 0; i < linesPerEvent; ++i)
            stream << px << " 0.500000000000 -1.500000000000 " << px << "9.000000000000\n";
        stream << "#END\n";
    }
}

} // namespace

class LazyIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { writeLarge(m_path); }
    void opensAtOnce();
    void jumpsAhead();
    void reportsAndStops();
    void readsWhileIndexing();

private:
    static bool isEvent(EventFile &file, std::size_t k) {
        const Event event = file.read(k);
        return event.particles.size() == linesPerEvent &&
               event.particles.back().momentum.px == static_cast<double>(k);
    }

    test::Scratch m_scratch;
    std::filesystem::path m_path = m_scratch.folder() / "large";
};

void LazyIndex::opensAtOnce() {
    QVERIFY(std::filesystem::file_size(m_path) > 45'000'000);
    const OpenEventFile opened = openEvents(m_path);
    QVERIFY(isEvent(*opened.file, 0));
    QVERIFY(!opened.file->indexed());
    QVERIFY(opened.file->knownEvents() < eventCount / 100);
}

void LazyIndex::jumpsAhead() {
    const OpenEventFile opened = openEvents(m_path);
    QVERIFY(isEvent(*opened.file, eventCount / 4));
    QVERIFY(!opened.file->indexed());
    QVERIFY(isEvent(*opened.file, 3));
    QVERIFY_THROWS_EXCEPTION(Error, opened.file->read(eventCount));
    QVERIFY(opened.file->indexed());
    QVERIFY(isEvent(*opened.file, eventCount - 1));
}

void LazyIndex::reportsAndStops() {
    const OpenEventFile opened = openEvents(m_path);
    std::stop_source stop;
    double last = 0;
    const Progress progress(stop.get_token(), [&](double fraction, const std::string &doing) {
        QVERIFY(fraction >= last && fraction <= 1 && !doing.empty());
        last = fraction;
        if (fraction > 0.5)
            stop.request_stop();
    });
    QVERIFY_THROWS_EXCEPTION(Cancelled, opened.file->indexAll(progress));
    const std::size_t known = opened.file->knownEvents();
    QVERIFY(!opened.file->indexed() && known > eventCount / 3 && known < eventCount);
    QVERIFY(isEvent(*opened.file, known - 1));
    opened.file->indexAll({}); // goes on where it stopped
    QCOMPARE(opened.file->knownEvents(), eventCount);
}

void LazyIndex::readsWhileIndexing() {
    const OpenEventFile opened = openEvents(m_path);
    EventFile &file = *opened.file;
    std::atomic<int> wrong = 0;
    std::atomic<bool> done = false;
    {
        const std::jthread indexer([&] {
            file.indexAll({});
            done = true;
        });
        const std::jthread another([&] { file.indexAll({}); });
        // one reads what is known, one what is not yet
        const std::jthread behind([&] {
            for (std::size_t k = 0; !done; k += 7919)
                wrong += !isEvent(file, k % file.knownEvents());
        });
        const std::jthread ahead([&] {
            for (std::size_t k = 0; k < eventCount; k += 4999)
                wrong += !isEvent(file, k);
        });
        while (!done) {
            wrong += file.knownEvents() > eventCount || !file.damage().empty();
            static_cast<void>(file.indexed());
        }
    }
    QCOMPARE(wrong.load(), 0);
    QCOMPARE(file.knownEvents(), eventCount);
}

QUINCUNX_TEST(io_lazy_index, LazyIndex, QCoreApplication)
#include "test_lazy_index.moc"
