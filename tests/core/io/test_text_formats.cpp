// Tables and plain text: the variants people write, and which reader gets which.
#include "core/io/pdg_charge.h"
#include "tests/core/io/io_support.h"

using namespace quincunx;

namespace {

bool close(const FourMomentum &a, const FourMomentum &b) {
    const auto near = [](double x, double y) { return std::fabs(x - y) <= 1e-12 * (1 + std::fabs(y)); };
    return near(a.px, b.px) && near(a.py, b.py) && near(a.pz, b.pz) && near(a.E, b.E);
}

// 3-4-5 triangles in all directions.
const FourMomentum first{3, 4, 0, 5}, second{0, -4, 3, 5};

} // namespace

class TextFormats : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tables_data();
    void tables();
    void tableCoordinates();
    void tableDetails();
    void recognition_data();
    void recognition();
    void indexedEvents();
    void fastjetEvents();
    void subEvents();
    void labels();
    void charges();

private:
    OpenEventFile open(const std::string &content) const {
        return test::openWhole(m_scratch.write("file", content));
    }
    test::Scratch m_scratch;
};

void TextFormats::tables_data() {
    QTest::addColumn<QByteArray>("content");
    // each holds `first` and `second`, as one event or two
    QTest::newRow("comma") << QByteArray("px,py,pz,E\n3,4,0,5\n0,-4,3,5\n");
    QTest::newRow("tab") << QByteArray("px\tpy\tpz\tE\n3\t4\t0\t5\n0\t-4\t3\t5\n");
    QTest::newRow("semicolon") << QByteArray("px;py;pz;E\n3;4;0;5\n0;-4;3;5\n");
    QTest::newRow("no last newline") << QByteArray("px,py,pz,E\n3,4,0,5\n0,-4,3,5");
    QTest::newRow("CRLF") << QByteArray("px,py,pz,E\r\n3,4,0,5\r\n0,-4,3,5\r\n");
    QTest::newRow("BOM") << QByteArray("\xef\xbb\xbfpx,py,pz,E\n3,4,0,5\n0,-4,3,5\n");
    QTest::newRow("BOM and comment") << QByteArray("\xef\xbb\xbf# GeV\npx,py,pz,E\n3,4,0,5\n0,-4,3,5\n");
    QTest::newRow("BOM and CRLF") << QByteArray("\xef\xbb\xbfpx\tpy\tpz\tE\r\n3\t4\t0\t5\r\n0\t-4\t3\t5\r\n");
    QTest::newRow("blanks") << QByteArray("\n px , py , pz , E \n\n 3 , 4 , 0 , 5\n0, -4, +3, 5.0e0 \n\n");
    QTest::newRow("quotes") << QByteArray("\"px\",\"py\",\"pz\",\"E\"\n\"3\",4,0,5\n0,\"-4\",3,\"5\"\n");
    QTest::newRow("NumPy header") << QByteArray("# px,py,pz,E\n3,4,0,5\n0,-4,3,5\n");
    QTest::newRow("comments") << QByteArray("# GeV\npx,py,pz,E\n3,4,0,5\n# and\n0,-4,3,5\n");
    QTest::newRow("capitals") << QByteArray("PX,Py,PZ,Energy\n3,4,0,5\n0,-4,3,5\n");
    QTest::newRow("another order") << QByteArray("E,colour,pz,py,px\n5,red,0,4,3\n5,blue,3,-4,0\n");
    QTest::newRow("massless") << QByteArray("px,py,pz\n3,4,0\n0,-4,3\n");
    QTest::newRow("masses") << QByteArray("px,py,pz,m\n3,4,0,0\n0,-4,3,0\n");
    QTest::newRow("pandas index") << QByteArray(",px,py,pz,E\n0,3,4,0,5\n1,0,-4,3,5\n");
    QTest::newRow("pandas index, tab") << QByteArray("\tpx\tpy\tpz\tE\n0\t3\t4\t0\t5\n1\t0\t-4\t3\t5\n");
    QTest::newRow("empty last column, tab") << QByteArray("px\tpy\tpz\tE\t\n3\t4\t0\t5\t\n0\t-4\t3\t5\t\n");
    QTest::newRow("empty first fields, tab")
        << QByteArray("note\tpx\tpy\tpz\tE\n\t3\t4\t0\t5\nx\t0\t-4\t3\t5\n");
    QTest::newRow("two events") << QByteArray("event,px,py,pz,E\n1,3,4,0,5\n2,0,-4,3,5\n");
    QTest::newRow("events with names") << QByteArray("px,py,pz,E,event\n3,4,0,5,\"a,b\"\n0,-4,3,5,\"c\"\n");
}

void TextFormats::tables() {
    QFETCH(QByteArray, content);
    const OpenEventFile events = open(content.toStdString());
    QCOMPARE(events.format->name, std::string("csv"));
    QCOMPARE(events.file->damage(), std::string());
    std::vector<FourMomentum> momenta;
    for (std::size_t k = 0; k < events.file->knownEvents(); ++k)
        for (const Particle &particle : events.file->read(k).particles)
            momenta.push_back(particle.momentum);
    QCOMPARE(momenta.size(), std::size_t(2));
    QVERIFY(close(momenta[0], first));
    QVERIFY(close(momenta[1], second));
}

void TextFormats::tableCoordinates() {
    const Event eta = open("pt,eta,phi,m\n10,1.5,-3,2\n").file->read(0);
    QVERIFY(close(eta.particles[0].momentum, FourMomentum::fromPtEtaPhiMass(10, 1.5, -3, 2)));
    const Event rapidity = open("phi;mass;y;pt\n-3;2;1.5;10\n").file->read(0);
    QVERIFY(close(rapidity.particles[0].momentum, FourMomentum::fromPtRapidityPhiMass(10, 1.5, -3, 2)));
    const Event energy = open("pt\teta\tphi\tE\n10\t1.5\t-3\t50\n").file->read(0);
    QCOMPARE(energy.particles[0].momentum.E, 50.0);
    for (const char *wrong : {"px,py,E\n3,4,5\n", "pt,eta,m\n1,2,3\n", "px,py,pz,px\n3,4,0,3\n"})
        QVERIFY_THROWS_EXCEPTION(Error, open(wrong));
    for (const char *wrong : {"pt,eta,phi\n-1,0,0\n", "pt,eta,phi,m\n1,0,0,-1\n", "px,py,pz,E\n3,4,0,-5\n",
                              "px,py,pz,E\n3,4,0,0\n", "pt,eta,phi\n1,1000,0\n", "px,py,pz\n3,4,\n"})
        QVERIFY_THROWS_EXCEPTION(Error, open(wrong).file->read(0));
}

void TextFormats::tableDetails() {
    const OpenEventFile events = open("event,px,py,pz,E,pid,jet,label\n"
                                      "7,3,4,0,5,211.0,a,\"top, \"\"boosted\"\"\"\n"
                                      "7,0,-4,3,5,-11,b,\n"
                                      "7,3,4,0,5,22,a,\n"
                                      "9,3,4,0,5,22,b,\n");
    const Event event = events.file->read(0);
    QCOMPARE(events.file->knownEvents(), std::size_t(2));
    QCOMPARE(event.label, std::string("event 7, top, \"boosted\""));
    QCOMPARE(event.subEvents, (std::vector<std::string>{"jet a", "jet b"}));
    QCOMPARE(int(event.particles[1].subEvent), 1);
    QCOMPARE(int(event.particles[2].subEvent), 0);
    QCOMPARE(event.particles[0].pdgId, 211);
    QCOMPARE(int(event.particles[0].charge), 1);
    QCOMPARE(int(event.particles[1].charge), 1);
    QVERIFY(events.file->read(1).subEvents.empty());
    QCOMPARE(int(open("px,py,pz,q\n1,2,3,-2\n").file->read(0).particles[0].charge), -2);
}

void TextFormats::recognition_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("format");
    QTest::newRow("four columns") << QByteArray("3 4 0 5\n0 -4 3 5\n") << "fastjet";
    QTest::newRow("PDG ids") << QByteArray("3.5 4 0 5.5 211\n0 -4 3 5 -211\n") << "fastjet";
    QTest::newRow("whole numbers and PDG ids") << QByteArray("3 4 0 5 211\n3 -4 0 5 -211\n") << "fastjet";
    QTest::newRow("falling whole numbers and ids")
        << QByteArray("9 0 0 9 22\n3 -4 0 5 -211\n0 0 1 1 22\n") << "fastjet";
    QTest::newRow("six columns") << QByteArray("3 4 0 5 211 1\n3 -4 0 5 -211 1\n") << "fastjet";
    QTest::newRow("only empty events") << QByteArray("#END\n#END\n") << "fastjet";
    QTest::newRow("indexed") << QByteArray("0 3 4 0 5\n0 0 -4 3 5.5\n1 0 -4 3 5.5\n") << "indexed";
    QTest::newRow("indexed from 1000") << QByteArray("1000 3 4 0 5.1\n1002 0 -4 3 5.1\n") << "indexed";
    QTest::newRow("indexed, whole numbers") << QByteArray("0 3 4 0 5\n0 3 -4 0 5\n1 3 4 0 5\n") << "indexed";
    QTest::newRow("indexed, comments") << QByteArray("# event px py pz E\n0 3 4 0 5\n") << "indexed";
    QTest::newRow("indexed, tabs, CRLF") << QByteArray("0\t3\t4\t0\t5\r\n1\t3\t4\t0\t5\r\n") << "indexed";
}

void TextFormats::recognition() {
    QFETCH(QByteArray, content);
    QFETCH(QString, format);
    const OpenEventFile events = open(content.toStdString());
    QCOMPARE(events.format->name, format.toStdString());
    for (std::size_t k = 0; k < events.file->knownEvents(); ++k)
        static_cast<void>(events.file->read(k));
    const std::size_t particles = events.file->read(0).particles.size();
    // Editors on Windows put a byte order mark in front.
    const OpenEventFile marked = open("\xef\xbb\xbf" + content.toStdString());
    QCOMPARE(marked.format->name, format.toStdString());
    QCOMPARE(marked.file->read(0).particles.size(), particles);
}

void TextFormats::indexedEvents() {
    const OpenEventFile events = open("5 3 4 0 5\n5 0 -4 3 5\n\n# a gap\n9 3 4 0 5.5\n");
    QCOMPARE(events.file->knownEvents(), std::size_t(2));
    QCOMPARE(events.file->read(0).label, std::string("event 5"));
    QCOMPARE(events.file->read(1).label, std::string("event 9"));
    QCOMPARE(events.file->read(0).particles[1].momentum, second);
}

void TextFormats::fastjetEvents() {
    const OpenEventFile events = open("# start\n3 4 0 5 11\n#END of the first\n#END\n0 -4 3 5\n# no #END\n");
    QCOMPARE(events.file->knownEvents(), std::size_t(3));
    QCOMPARE(events.file->read(0).particles[0].pdgId, 11);
    QCOMPARE(int(events.file->read(0).particles[0].charge), -1);
    QVERIFY(events.file->read(1).particles.empty());
    QCOMPARE(events.file->read(2).particles[0].momentum, second);
    QCOMPARE(open("3 4 0 5\n#END\n# written by me\n").file->knownEvents(), std::size_t(1));
}

void TextFormats::subEvents() {
    const std::string rest = "#SUBSTART\n3 4 0 5\n#SUBSTART\n#SUBSTART\n0 -4 3 5\n#END\n3 4 0 5\n#END\n";
    const OpenEventFile events = open(rest);
    const Event event = events.file->read(0);
    QCOMPARE(event.subEvents, (std::vector<std::string>{"hard scatter", "pile-up 1", "pile-up 2"}));
    QCOMPARE(int(event.particles[0].subEvent), 0);
    QCOMPARE(int(event.particles[1].subEvent), 2);
    QVERIFY(events.file->read(1).subEvents.empty());
    // particles before the first mark are the hard scatter
    const Event unmarked = open("1 2 2 3\n" + rest).file->read(0);
    QCOMPARE(unmarked.subEvents.size(), std::size_t(4));
    QCOMPARE(int(unmarked.particles[1].subEvent), 1);
}

// What is no UTF-8 could not be stored in JSON, and control characters would reach terminals.
void TextFormats::labels() {
    const auto labelFor = [this](const std::string &label) {
        return open("px,py,pz,label\n1,2,3," + label + "\n").file->read(0).label;
    };
    QCOMPARE(labelFor("\"τ → μγ, 😀\""), std::string("τ → μγ, 😀"));
    QCOMPARE(labelFor("日本 😀"), std::string("日本 😀"));
    QCOMPARE(labelFor("a\033[31m\x7f"), std::string("a?[31m?"));
    QCOMPARE(labelFor("caf\xe9 \xc0\xaf \xed\xa0\x80 \xc2"), std::string("caf? ?? ??? ?"));
    QCOMPARE(labelFor(std::string(1000, 'x')), std::string(200, 'x') + "...");
}

// Review of Particle Physics, numbering scheme: u d̄, the proton, Δ++, W, Ω−, alpha and others.
void TextFormats::charges() {
    const std::vector<std::pair<int, int>> known = {
        {11, -1},   {-13, 1},        {12, 0},       {22, 0},      {23, 0},    {24, 1},     {211, 1},
        {-211, -1}, {111, 0},        {321, 1},      {311, 0},     {411, 1},   {421, 0},    {431, 1},
        {521, 1},   {511, 0},        {541, 1},      {2212, 1},    {2112, 0},  {-2212, -1}, {2224, 2},
        {3334, -1}, {3122, 0},       {4122, 1},     {3112, -1},   {3312, -1}, {130, 0},    {310, 0},
        {443, 0},   {1000020040, 2}, {1000011, -1}, {9000211, 1}, {1, 0},     {2103, 0},   {0, 0}};
    for (const auto &[id, charge] : known)
        QVERIFY2(pdgCharge(id) == charge, std::to_string(id).c_str());
}

QUINCUNX_TEST(io_text_formats, TextFormats, QCoreApplication)
#include "test_text_formats.moc"
