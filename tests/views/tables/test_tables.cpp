#include "tests/support.h"
#include "tests/views/projection/synthetic.h"
#include "views/style/theme.h"
#include "views/tables/object_table.h"
#include "views/tables/particle_names.h"
#include "views/tables/selection_panel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QToolButton>

namespace quincunx {

class TestTables : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Document> m_document;

    static int columnOf(const ObjectModel &model, const QString &title) {
        for (int column = 0; column < model.columnCount(); ++column)
            if (model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() == title)
                return column;
        return -1;
    }
    static std::vector<int> chosenObjects(ObjectTable &table) {
        std::vector<int> objects;
        for (int row = 0; row < table.objects().rowCount(); ++row)
            if (table.isChosen(row))
                objects.push_back(table.objects().objectAt(row));
        return objects;
    }

private Q_SLOTS:
    void init() {
        m_document = std::make_unique<Document>();
        QVERIFY(test::open(*m_document, {test::writeEvents(m_folder, 8)}));
        m_document->showEvent(7); // 9 particles, two jets of 80 GeV, one of 7
        QVERIFY(QTest::qWaitFor([&] { return m_document->isSettled(); }));
    }

    void modelsObeyTheRules() {
        JetTable jets(*m_document);
        ParticleTable particles(*m_document);
        QAbstractItemModelTester jetTester(&jets.objects(),
                                           QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester particleTester(&particles.objects(),
                                                QAbstractItemModelTester::FailureReportingMode::QtTest);
        jets.show();
        particles.show();
        QCOMPARE(jets.objects().rowCount(), 3);
        QCOMPARE(particles.objects().rowCount(), 9);
        for (int column = 0; column < particles.objects().columnCount(); ++column)
            particles.sortByColumn(column, Qt::DescendingOrder);
        m_document->showEvent(2);
        QVERIFY(QTest::qWaitFor([&] { return m_document->isSettled(); }));
        QCOMPARE(particles.objects().rowCount(), 4);
    }

    void sortsNumbersAsNumbers() {
        ParticleTable table(*m_document);
        table.show();
        const int pt = columnOf(table.objects(), QStringLiteral("pT [GeV]"));
        table.sortByColumn(pt, Qt::AscendingOrder);
        double before = -1;
        for (int row = 0; row < table.objects().rowCount(); ++row) {
            const double value = table.objects().index(row, pt).data(ObjectModel::NumberRole).toDouble();
            QVERIFY(value >= before);
            before = value;
            QCOMPARE(table.objects().rowOf(table.objects().objectAt(row)), row);
        }
        QCOMPARE(before, 80.);
    }

    void onlyWhatPassesTheCutsIsListed() {
        ParticleTable table(*m_document);
        table.show();
        m_document->change({}, [](Session &session) { session.cuts.particlePt = 2; });
        QVERIFY(QTest::qWaitFor([&] { return m_document->isSettled(); }));
        QCOMPARE(table.objects().rowCount(), 2);
    }

    void selectionIsSharedBothWays() {
        JetTable jets(*m_document);
        ParticleTable particles(*m_document);
        jets.show();
        particles.show();
        QSignalSpy changed(m_document.get(), &Document::selectionChanged);
        jets.selectRow(2);
        QCOMPARE(changed.count(), 1); // and no echo
        QCOMPARE(m_document->session().selection.jets, std::vector<int>{2});
        const auto &constituents = m_document->scene().clustering->jets[2].constituents;
        QCOMPARE(chosenObjects(particles).size(), constituents.size());
        jets.selectionModel()->select(jets.objects().index(0, 0),
                                      QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QCOMPARE(m_document->session().selection.jets, (std::vector<int>{0, 2}));
        QCOMPARE(m_document->session().selection.particles.size(), constituents.size() + 1);
        // Sorting moves the chosen rows along
        particles.sortByColumn(1, Qt::AscendingOrder);
        auto chosen = chosenObjects(particles);
        std::ranges::sort(chosen);
        QCOMPARE(chosen, m_document->session().selection.particles);
        // A particle table lets go of a jet that is no longer whole
        particles.selectRow(particles.objects().rowOf(0));
        QCOMPARE(m_document->session().selection.particles, std::vector<int>{0});
        m_document->select({});
        QVERIFY(chosenObjects(jets).empty());
        QVERIFY(!jets.selectionModel()->hasSelection());
    }

    void hoverIsShared() {
        JetTable jets(*m_document);
        jets.show();
        m_document->setHover({.particle = -1, .jet = 1});
        QVERIFY(jets.isHovered(1));
        QTest::mouseMove(jets.viewport(), jets.visualRect(jets.objects().index(2, 1)).center());
        QTRY_COMPARE(m_document->hover().jet, 2);
    }

    void copiesForSpreadsheets() {
        JetTable jets(*m_document);
        jets.show();
        jets.selectRow(1);
        QTest::keyClick(&jets, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].startsWith(QStringLiteral("Jet\tpT [GeV]")));
        QVERIFY(lines[1].startsWith(QStringLiteral("2\t80")));
    }

    void summaryCountsEachObjectOnce() {
        SelectionPanel panel(*m_document);
        panel.show();
        QCOMPARE(panel.summary().objects, 0);
        m_document->pick({.particle = -1, .jet = 0}, false);
        m_document->pick({.particle = -1, .jet = 1}, true);
        QCOMPARE(panel.summary().objects, 2);
        QCOMPARE(panel.summary().jets, 2);
        QVERIFY(std::fabs(panel.summary().sum.mass() - 160) <
                1e-6); // two massless, back to back, 80 GeV each
        QVERIFY(panel.findChild<QLabel *>(QStringLiteral("selectionTitle"))->text().contains(u'2'));
        panel.findChild<QToolButton *>(QStringLiteral("copySelection"))->click();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("m\t160.0 GeV")));
    }

    void namesOfParticles() {
        QCOMPARE(particleName(211), QStringLiteral("π⁺"));
        QCOMPARE(particleName(-211), QStringLiteral("π⁻"));
        QCOMPARE(particleName(22), QStringLiteral("γ"));
        QCOMPARE(particleName(0), QString());
        QCOMPARE(particleName(-9999), QStringLiteral("-9999"));
    }

    void manyRowsAreSorted() {
        auto scene = std::make_shared<Scene>(test::randomScene(100000, false));
        ObjectModel model;
        showParticles(model, scene, DisplaySettings::Colour::Jet, Theme::light());
        model.sort(1, Qt::DescendingOrder);
        QCOMPARE(model.rowCount(), 100000);
        double last = std::numeric_limits<double>::infinity();
        for (int row = 0; row < model.rowCount(); ++row) {
            const double value = model.data(model.index(row, 1), ObjectModel::NumberRole).toDouble();
            QVERIFY(value <= last);
            last = value;
        }
    }
};

} // namespace quincunx

QUINCUNX_TEST(tables, quincunx::TestTables, QApplication)
#include "test_tables.moc"
