#include "tests/support.h"
#include "tests/views/projection/synthetic.h"
#include "views/event_list/event_list_panel.h"
#include "views/event_list/event_model.h"
#include "views/event_list/event_scan.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

namespace quincunx {
namespace {

/// A file of any size without a byte on disk; every seventh event is malformed.
class InventedFile : public EventFile {
public:
    explicit InventedFile(std::size_t count) : m_count(count) {}
    std::size_t knownEvents() const override { return m_count; }
    bool indexed() const override { return true; }
    std::string damage() const override { return {}; }
    void indexAll(const Progress &) override {}
    Event read(std::size_t k) override {
        if (k % 7 == 6)
            throw Error("event " + std::to_string(k) + " cannot be read", "invented", "skip it");
        Event event;
        event.particles.resize(k % 5);
        return event;
    }

private:
    std::size_t m_count;
};

} // namespace

class TestEventList : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<EventListPanel> m_panel;

    template <class Widget>
    Widget *find(const char *name) const {
        return m_panel->findChild<Widget *>(QLatin1String(name));
    }
    void search(const QString &text) {
        auto *line = find<QLineEdit>("eventFilter");
        line->setText(text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    bool settle() {
        return QTest::qWaitFor([&] { return m_document->isSettled() && !m_panel->searchJob().isRunning(); });
    }

private Q_SLOTS:
    void init() {
        m_document = std::make_unique<Document>();
        m_panel = std::make_unique<EventListPanel>(*m_document);
        m_panel->resize(260, 350);
        m_panel->show();
        QVERIFY(test::open(*m_document, {test::writeEvents(m_folder, 12)}));
        QTRY_COMPARE(m_panel->model().rowCount(), 12);
    }
    void cleanup() {
        m_panel.reset();
        m_document.reset();
    }

    void rowsAreReadWhenLookedAt() {
        EventModel &model = m_panel->model();
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(model.index(3, EventModel::ObjectsColumn).data().toString(), QStringLiteral("5"));
        QCOMPARE(model.index(3, EventModel::SumPtColumn).data().toString(), QStringLiteral("83.0"));
        search(QStringLiteral("n > 5"));
        QVERIFY(settle());
        m_document->change({}, [](Session &session) { session.cuts.particlePt = 2; });
        QVERIFY(settle());
        QTRY_COMPARE(model.index(0, EventModel::ObjectsColumn).data().toString(), QStringLiteral("2"));
    }

    void stepsAndFollows() {
        find<QToolButton>("nextEvent")->click();
        QCOMPARE(m_document->session().event, 1);
        find<QSpinBox>("eventNumber")->setValue(8);
        QCOMPARE(m_document->session().event, 8);
        QCOMPARE(find<QTableView>("eventTable")->currentIndex().row(), 8);
        find<QTableView>("eventTable")->selectRow(4);
        QCOMPARE(m_document->session().event, 4);
        m_document->showEvent(0);
        QVERIFY(!find<QToolButton>("previousEvent")->isEnabled());
        QVERIFY(find<QLabel>("eventCount")->text().contains(QStringLiteral("of 12")));
    }

    void searchFiltersAndIsUndoable() {
        search(QStringLiteral("n > 5 and sum_pt < 250"));
        QVERIFY(settle());
        // Event k has k + 2 objects and Σp_T = 20 (k + 1) + k
        EventModel &model = m_panel->model();
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(model.eventAt(0), 4);
        QCOMPARE(find<QLabel>("searchStatus")->text(), QStringLiteral("7 of 12 events"));
        QCOMPARE(m_document->session().filter, std::string("n > 5 and sum_pt < 250"));
        m_document->showEvent(0);
        find<QToolButton>("nextEvent")->click(); // within what was found
        QCOMPARE(m_document->session().event, 4);
        find<QToolButton>("clearSearch")->click();
        QCOMPARE(model.rowCount(), 12);
        QVERIFY(m_document->session().filter.empty());
        m_document->undoStack().undo();
        QCOMPARE(find<QLineEdit>("eventFilter")->text(), QStringLiteral("n > 5 and sum_pt < 250"));
        QCOMPARE(model.rowCount(), 12);                          // undo starts no search ...
        QVERIFY(find<QToolButton>("searchEvents")->isVisible()); // ... but offers it
    }

    void sessionsStartNoSearch() {
        Session session = m_document->session();
        session.filter = "n > 8";
        m_document->load(session);
        QVERIFY(settle());
        QCOMPARE(find<QLineEdit>("eventFilter")->text(), QStringLiteral("n > 8"));
        QCOMPARE(m_panel->model().rowCount(), 12);
        QVERIFY(find<QToolButton>("searchEvents")->isVisible());
        find<QToolButton>("searchEvents")->click();
        QVERIFY(settle());
        QCOMPARE(m_panel->model().rowCount(), 5);
    }

    void mistakesAreToldInWords() {
        auto *error = find<QLabel>("searchError");
        search(QStringLiteral("n > nope"));
        QVERIFY(error->isVisible());
        QVERIFY(error->text().contains(QStringLiteral("nope")) &&
                error->text().contains(QStringLiteral("sum_pt")));
        QVERIFY(m_document->session().filter.empty());
        QCOMPARE(find<QLineEdit>("eventFilter")->cursorPosition(), 4);
        search(QStringLiteral("n > 3"));
        QVERIFY(!error->isVisible());
        QVERIFY(settle());
    }

    void jetsCanBeSearchedFor() {
        search(QStringLiteral("n_jets >= 2 && jet_pt > 100"));
        QVERIFY(settle());
        QCOMPARE(m_panel->model().rowCount(), 2); // 110 and 120 GeV
    }

    void severalFilesCanBeChosenFrom() {
        QVERIFY(!find<QComboBox>("eventFile")->isVisible());
        QVERIFY(test::open(*m_document, {test::writeEvents(m_folder, 3, QStringLiteral("other.dat"))}));
        QVERIFY(find<QComboBox>("eventFile")->isVisible());
        QCOMPARE(find<QComboBox>("eventFile")->count(), 2);
        QTRY_COMPARE(m_panel->model().rowCount(), 3);
        m_document->showFile(0);
        QVERIFY(settle());
        QTRY_COMPARE(m_panel->model().rowCount(), 12);
    }

    void scanCountsTheMalformedAndGoesOn() {
        InventedFile file(7000);
        const auto found = scan(file, Expression::parse("n == 4"), {}, {}, {}, {});
        QCOMPARE(found.scanned, 7000);
        QCOMPARE(found.malformed, 1000);
        QCOMPARE(found.matches.size(), std::size_t(1200)); // k % 5 == 4 and k % 7 != 6
        QVERIFY(!summarise(file, 6, {}).error.empty());
    }

    void scanStops() {
        InventedFile file(100000000);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(
            scan(file, Expression::parse("n > 1"), {}, {}, Progress(stop.get_token(), {}), {}), Cancelled);
    }

    void realFile() {
        const auto path = test::examplesDir() / "Pythia-PtMin1000-LHC-10ev.dat";
        QUINCUNX_NEED(path);
        QVERIFY(test::open(*m_document, {QString::fromStdString(path.string())}));
        QTRY_COMPARE(m_panel->model().rowCount(), 10);
        search(QStringLiteral("n > 400 and jet_pt > 900"));
        QVERIFY(settle());
        QCOMPARE(find<QLabel>("searchStatus")->text(), QStringLiteral("7 of 10 events"));
    }
};

} // namespace quincunx

QUINCUNX_TEST(event_list, quincunx::TestEventList, QApplication)
#include "test_event_list.moc"
