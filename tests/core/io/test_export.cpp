// What is exported opens again and says the same; columns that somebody told are the ones that are read.
#include "core/io/column_mapping.h"
#include "core/io/export/write.h"
#include "core/io/npy.h"
#include "core/io/zip_archive.h"
#include "tests/core/io/io_support.h"
#include "tests/core/io/samples.h"

#include <nlohmann/json.hpp>

#include <numeric>

using namespace quincunx;

namespace {

Event oneEvent() {
    Event event;
    event.label = "event \"1\", of Öd";
    event.sample = "quark";
    event.isJet = true;
    event.particles = {{.momentum = {1.0 / 3, -2.5, 10, 10.5}, .charge = 1, .pdgId = 211},
                       {.momentum = {-10, 2.5, -3, 11}, .charge = -1, .pdgId = -211},
                       {.momentum = {0.5, 0.25, -4, 4.1}, .pdgId = 22}};
    return event;
}

} // namespace

class Export : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void csvRoundTrip();
    void phoenixRoundTrip();
    void phoenixOfADetector();
    void npzRoundTrip();
    void tables();
    void failures();
    void toldColumns();
    void unknownColumns();

private:
    test::Scratch m_scratch;
};

void Export::csvRoundTrip() {
    const Event event = oneEvent();
    const auto path = m_scratch.folder() / "event.csv";
    writeEvent(path, event);
    const OpenEventFile opened = test::openWhole(path);
    QCOMPARE(opened.format->name, std::string("csv"));
    QCOMPARE(opened.file->knownEvents(), std::size_t(1));
    const Event again = opened.file->read(0);
    QCOMPARE(again.particles.size(), event.particles.size());
    for (std::size_t i = 0; i < event.particles.size(); ++i) {
        QCOMPARE(again.particles[i].momentum, event.particles[i].momentum); // to the last bit
        QCOMPARE(again.particles[i].pdgId, event.particles[i].pdgId);
        QCOMPARE(again.particles[i].charge, event.particles[i].charge);
    }
}

void Export::phoenixRoundTrip() {
    const Event event = oneEvent();
    std::vector<int> inputs(event.particles.size());
    std::iota(inputs.begin(), inputs.end(), 0);
    const Clustering found = cluster(event, inputs, {}, 0);
    const auto path = m_scratch.folder() / "event.phoenix.json";
    writeEvent(path, event, &found);
    const OpenEventFile opened = test::openWhole(path);
    QCOMPARE(opened.format->name, std::string("phoenix-json"));
    const Event again = opened.file->read(0);
    QCOMPARE(again.label, event.label);
    QCOMPARE(again.sample, event.sample);
    QVERIFY(again.isJet);
    QCOMPARE(again.particles.size(), event.particles.size()); // charged ones come first, as here
    for (std::size_t i = 0; i < event.particles.size(); ++i) {
        const FourMomentum &p = again.particles[i].momentum, &q = event.particles[i].momentum;
        QVERIFY(std::fabs(p.px - q.px) < 1e-12 && std::fabs(p.E - q.E) < 1e-12);
        QCOMPARE(again.particles[i].kind, ObjectKind::Particle);
        QCOMPARE(again.particles[i].pdgId, event.particles[i].pdgId);
        QCOMPARE(again.particles[i].charge, event.particles[i].charge);
    }
    QCOMPARE(again.fileJets.size(), found.jets.size());
    QVERIFY(std::fabs(again.fileJets[0].phi - found.jets[0].momentum.phi()) < 1e-9);
}

void Export::phoenixOfADetector() {
    const Event event =
        openEvents(m_scratch.write("event.ig", test::igArchive({test::igEvent()}))).file->read(0);
    const auto path = m_scratch.folder() / "detector.phoenix.json";
    writeEvent(path, event);
    const Event again = openEvents(path).file->read(0);
    QCOMPARE(again.particles.size(), event.particles.size());
    QCOMPARE(again.tracks.size(), event.tracks.size());
    for (std::size_t i = 0; i < event.tracks.size(); ++i)
        for (std::size_t axis = 0; axis < 3; ++axis)
            QVERIFY(std::fabs(again.tracks[i].direction[axis] - event.tracks[i].direction[axis]) < 1e-9);
    QCOMPARE(again.vertices.size(), event.vertices.size());
    QVERIFY(again.hasMissingMomentum);
    QVERIFY(std::fabs(again.missingPx - event.missingPx) < 1e-9);
}

void Export::npzRoundTrip() {
    const Event event = oneEvent();
    const auto path = m_scratch.folder() / "event.npz";
    writeEvent(path, event);
    const OpenEventFile opened = test::openWhole(path);
    QCOMPARE(opened.format->name, std::string("energyflow"));
    const Event again = opened.file->read(0);
    QCOMPARE(again.sample, std::string("quark"));
    for (std::size_t i = 0; i < event.particles.size(); ++i) {
        QVERIFY(std::fabs(again.particles[i].momentum.px - event.particles[i].momentum.px) < 1e-9);
        QVERIFY(std::fabs(again.particles[i].momentum.rapidity() - event.particles[i].momentum.rapidity()) <
                1e-9);
        QCOMPARE(again.particles[i].pdgId, event.particles[i].pdgId);
    }
}

void Export::tables() {
    const Table table{{{"x", std::vector<double>{1, NAN, -INFINITY}},
                       {"name", std::vector<std::string>{"a,b", "\"", "ö"}}}};
    writeTable(m_scratch.folder() / "t.csv", table);
    QCOMPARE(test::contents(m_scratch.folder() / "t.csv"),
             std::string("x,name\n1,\"a,b\"\nnan,\"\"\"\"\n-inf,ö\n"));
    writeTable(m_scratch.folder() / "t.json", table);
    QCOMPARE(test::contents(m_scratch.folder() / "t.json"),
             std::string("{\"x\":[1.0,\"NaN\",\"-Infinity\"],\"name\":[\"a,b\",\"\\\"\",\"ö\"]}\n"));
    writeTable(m_scratch.folder() / "t.npz", table);
    const ZipArchive archive(m_scratch.folder() / "t.npz");
    QCOMPARE(archive.entries().size(), std::size_t(2));
    const std::string x = archive.extract(archive.entries()[0], 1 << 20);
    const NpyHeader header = NpyHeader::parse(x);
    QCOMPARE(header.shape, std::vector<std::size_t>{3});
    QCOMPARE(header.dataOffset % 64, std::size_t(0));
    QCOMPARE(header.value(x.data() + header.dataOffset), 1.0);
    QVERIFY(archive.extract(archive.entries()[1], 1 << 20).find("'<U3'") != std::string::npos);
}

// What stood there stays, and nothing is left beside it.
void Export::failures() {
    const auto kept = m_scratch.write("kept.txt", "old");
    QVERIFY_THROWS_EXCEPTION(Error, writeEvent(kept, oneEvent()));
    QCOMPARE(test::contents(kept), std::string("old"));
    QVERIFY_THROWS_EXCEPTION(Error, writeEvent(m_scratch.folder() / "none" / "event.csv", oneEvent()));
    std::filesystem::create_directory(m_scratch.folder() / "folder.csv");
    QVERIFY_THROWS_EXCEPTION(Error, writeEvent(m_scratch.folder() / "folder.csv", oneEvent()));
    for (const auto &entry : std::filesystem::directory_iterator(m_scratch.folder()))
        QVERIFY2(entry.path().string().find("folder.csv.") == std::string::npos, entry.path().c_str());
}

void Export::toldColumns() {
    const auto path = m_scratch.write("table.csv", "id;a;b;c;d\n7;3;4;0;5\n7;0;0;1;1\n9;1;0;0;1\n");
    const OpenEventFile opened = openEvents(path, "px=a,py=b,pz=c,E=d,event=id");
    opened.file->indexAll({});
    QCOMPARE(opened.file->knownEvents(), std::size_t(2));
    QCOMPARE(opened.file->read(0).label, std::string("event 7"));
    QCOMPARE(opened.file->read(0).particles[0].momentum, (FourMomentum{3, 4, 0, 5}));
    // by number, without a header
    const auto bare = m_scratch.write("bare.csv", "5,3,4,0\n1,0,0,1\n");
    QCOMPARE(openEvents(bare, "E=1,px=2,py=3,pz=4").file->read(0).particles.at(0).momentum,
             (FourMomentum{3, 4, 0, 5}));
    for (const char *wrong : {"px=a", "qx=a", "px=a,py=b,pz=none", "px", "\"", "px=a,py=b,pz=9", ""})
        QVERIFY_THROWS_EXCEPTION(Error, openEvents(path, wrong));
    QVERIFY_THROWS_EXCEPTION(Error, openEvents(m_scratch.write("prose", "no table\n"), "px=1,py=2,pz=3"));
}

// The error says how, with what the names suggest; and that works.
void Export::unknownColumns() {
    const std::string text = "Part_Px [GeV],Part_Py [GeV],Part_Pz [GeV],Part_Energy,weight\n3,4,0,5,1\n";
    const auto path = m_scratch.write("unknown.csv", text);
    const auto head = TableHead::find(text);
    QVERIFY(head);
    QCOMPARE(head->names.size(), std::size_t(5));
    QCOMPARE(head->rows.size(), std::size_t(1));
    const std::string guess = assignmentsOf(guessColumns(*head), *head);
    QCOMPARE(guess, std::string("px=Part_Px [GeV],py=Part_Py [GeV],pz=Part_Pz [GeV],E=Part_Energy"));
    try {
        static_cast<void>(openEvents(path));
        QFAIL("opened");
    } catch (const Error &error) {
        QVERIFY2(std::string(error.what()).find("--columns '" + guess + "'") != std::string::npos,
                 error.what());
    }
    QCOMPARE(openEvents(path, guess).file->read(0).particles[0].momentum, (FourMomentum{3, 4, 0, 5}));
    QVERIFY(!TableHead::find("one line of prose\n"));
    QVERIFY(!TableHead::find("{\"px\":[1,2,3],\n\"py\":[1,2,3]}\n"));
}

QUINCUNX_TEST(io_export, Export, QCoreApplication)
#include "test_export.moc"
