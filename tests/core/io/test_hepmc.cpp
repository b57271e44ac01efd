// What files of generators look like beyond the two samples; libhepmc3 3.1.2 reads none of these to the end.
#include "tests/core/io/io_support.h"
#include "tests/core/io/samples.h"

#include <algorithm>

using namespace quincunx;

namespace {

std::string sampleOf(const std::string &format) {
    return std::ranges::find(test::samples(), format, &test::Sample::format)->content;
}

std::string replacedAll(std::string text, const std::string &what, const std::string &by) {
    for (std::size_t place = 0; (place = text.find(what, place)) != std::string::npos; place += by.size())
        text.replace(place, what.size(), by);
    return text;
}

bool close(double value, double expected) {
    return std::fabs(value - expected) <= 1e-12 * std::fabs(expected);
}

} // namespace

class Hepmc : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finalStateOnly_data() { formats(); }
    void finalStateOnly();
    void concatenated_data() { formats(); }
    void concatenated();
    void bothVersionsInOneFile();
    void withoutFooter_data() { formats(); }
    void withoutFooter();
    void units_data() { formats(); }
    void units();
    void lineEnds_data() { formats(); }
    void lineEnds();
    void cutOff_data() { formats(); }
    void cutOff();

private:
    static void formats() {
        QTest::addColumn<QString>("format");
        QTest::newRow("hepmc2") << "hepmc2";
        QTest::newRow("hepmc3") << "hepmc3";
    }
    OpenEventFile open(const std::string &content) const {
        return test::openWhole(m_scratch.write("file", content));
    }

    test::Scratch m_scratch;
};

void Hepmc::finalStateOnly() {
    QFETCH(QString, format);
    const Event event = open(sampleOf(format.toStdString())).file->read(0);
    QCOMPARE(event.particles.size(), std::size_t(2));
    QCOMPARE(event.particles[0].pdgId, 13);
    QCOMPARE(int(event.particles[0].charge), -1);
    QCOMPARE(event.particles[0].momentum, (FourMomentum{10.5, 20.25, 39.5, 45.6}));
    QVERIFY(event.subEvents.empty());
}

void Hepmc::concatenated() {
    QFETCH(QString, format);
    const std::string once = sampleOf(format.toStdString());
    const OpenEventFile events = open(once + once + once);
    QCOMPARE(events.file->knownEvents(), std::size_t(6));
    QCOMPARE(events.file->damage(), std::string());
    for (std::size_t k = 0; k < 6; ++k)
        QCOMPARE(events.file->read(k).label, events.file->read(k % 2).label);
}

void Hepmc::bothVersionsInOneFile() {
    const OpenEventFile events = open(sampleOf("hepmc3") + "\n" + sampleOf("hepmc2"));
    QCOMPARE(events.format->name, std::string("hepmc3"));
    QCOMPARE(events.file->knownEvents(), std::size_t(4));
    QCOMPARE(events.file->read(1).label, std::string("event 8"));
    QCOMPARE(events.file->read(2).label, std::string("event 1"));
    QCOMPARE(events.file->read(2).particles.size(), std::size_t(2));
}

void Hepmc::withoutFooter() {
    QFETCH(QString, format);
    const std::string whole = sampleOf(format.toStdString());
    const std::string body = whole.substr(0, whole.rfind("HepMC::"));
    for (const std::string &content : {body, body.substr(0, body.size() - 1), body + body}) {
        const OpenEventFile events = open(content);
        QCOMPARE(events.file->damage(), std::string());
        QCOMPARE(events.file->knownEvents(), std::size_t(content.size() > body.size() ? 4 : 2));
        QCOMPARE(events.file->read(1).particles.size(), std::size_t(1));
    }
}

void Hepmc::units() {
    QFETCH(QString, format);
    const std::string gev = replacedAll(sampleOf(format.toStdString()), "U MEV", "U GEV");
    const OpenEventFile inGev = open(gev);
    const FourMomentum p = inGev.file->read(1).particles[0].momentum;
    const OpenEventFile inMev = open(replacedAll(gev, "U GEV", "U MEV"));
    const FourMomentum q = inMev.file->read(1).particles[0].momentum;
    QVERIFY(close(q.px, p.px / 1000) && close(q.py, p.py / 1000) && close(q.pz, p.pz / 1000) &&
            close(q.E, p.E / 1000));
    // files from before HepMC 2.04 tell no unit
    const std::string untold = replacedAll(gev, "U GEV MM\n", "");
    QCOMPARE(open(replacedAll(untold, "U GEV MM\n", "")).file->read(1).particles[0].momentum, p);
    QVERIFY_THROWS_EXCEPTION(Error, open(replacedAll(gev, "U GEV", "U TEV")).file->read(0));
}

void Hepmc::lineEnds() {
    QFETCH(QString, format);
    const std::string content = sampleOf(format.toStdString());
    const OpenEventFile unixFile = open(content);
    const Event wanted = unixFile.file->read(0);
    const OpenEventFile events = open(replacedAll(content, "\n", "\r\n"));
    QCOMPARE(events.format->name, format.toStdString());
    QCOMPARE(events.file->knownEvents(), std::size_t(2));
    const Event event = events.file->read(0);
    QCOMPARE(event.particles.size(), wanted.particles.size());
    QCOMPARE(event.particles[1].momentum, wanted.particles[1].momentum);
}

// Cut at any line of the last event, the event before stays and the damage is told.
void Hepmc::cutOff() {
    QFETCH(QString, format);
    const std::string whole = sampleOf(format.toStdString());
    const std::size_t last = whole.rfind("\nE ") + 1, end = whole.rfind("HepMC::");
    for (std::size_t cut = whole.find('\n', last) + 1; cut < end; cut = whole.find('\n', cut) + 1) {
        const OpenEventFile events = open(whole.substr(0, cut));
        QCOMPARE(events.file->knownEvents(), std::size_t(1));
        QVERIFY(events.file->damage().find("line ") != std::string::npos);
        QCOMPARE(events.file->read(0).particles.size(), std::size_t(2));
        QVERIFY_THROWS_EXCEPTION(Error, events.file->read(1));
    }
}

QUINCUNX_TEST(io_hepmc, Hepmc, QCoreApplication)
#include "test_hepmc.moc"
