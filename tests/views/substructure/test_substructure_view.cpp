#include "core/substructure/jet_quantities.h"
#include "tests/views/plot/jet_fixture.h"
#include "views/plot/histogram_grid.h"
#include "views/substructure/sample_histograms.h"
#include "views/substructure/substructure_numbers.h"
#include "views/substructure/substructure_view.h"

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QSvgGenerator>
#include <QTextBrowser>

namespace quincunx {

class TestSubstructureView : public QObject {
    Q_OBJECT

private:
    static QString svgOf(SubstructureView &view) {
        QBuffer buffer;
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize({900, 600});
        QPainter painter(&svg);
        view.paintFigure(painter, QRectF(0, 0, 900, 600), Theme::light());
        painter.end();
        return QString::fromUtf8(buffer.data());
    }

private Q_SLOTS:
    void numbersAreThoseOfTheJet() {
        test::JetFixture fixture(20);
        QVERIFY(fixture.ready());
        const JetSubstructure &jet = fixture.jet();
        const auto tables = substructureNumbers(*fixture.document().scene().jet);
        auto number = [](double value, int digits) { return QString::number(value, 'g', digits); };
        QCOMPARE(tables[0].rows[0][1], number(jet.total.mass(), 4));
        for (std::size_t k = 0; k < 3; ++k) // β = 0, 1, 2
            QCOMPARE(tables[1].rows[k][3], number(jet.softDrop[k].rg, 3));
        QCOMPARE(tables[2].rows[0][3], number(jet.correlators.d2, 4));
        QCOMPARE(tables[3].rows[4][0], QStringLiteral("τ_21"));
        QCOMPARE(tables[3].rows[4][3], QString::number(jet.tau[2][1] / jet.tau[2][0], 'f', 3));
        for (const NumberTable &table : tables)
            for (const QStringList &row : table.rows)
                QCOMPARE(row.size(), table.columns.size());
    }

    void ratiosOfNothingAreNoNumbers() {
        test::JetFixture fixture(1);
        QVERIFY(fixture.ready());
        const QString text = toText(substructureNumbers(*fixture.document().scene().jet));
        QVERIFY(!text.contains("nan") && !text.contains("inf"));
    }

    void everythingCanBeCopied() {
        test::JetFixture fixture(20);
        SubstructureView view(fixture.document());
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.findChild<QAction *>("copyNumbers")->trigger();
        QCOMPARE(QApplication::clipboard()->text(),
                 toText(substructureNumbers(*fixture.document().scene().jet)));
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("τ_32\t")));
    }

    void sampleStandsBehindTheJet() {
        test::JetFixture fixture(20);
        SubstructureView view(fixture.document());
        view.resize(900, 600);
        view.show();
        auto *numbers = view.findChild<QTextBrowser *>();
        QVERIFY(numbers->toPlainText().contains("Measure a sample"));
        Document &document = fixture.document();
        document.change("sample", [](Session &session) {
            session.sample = {{{}, "qcd", 60, 1, {}}, {{}, "w", 60, 2, {}}};
        });
        document.sample().scan();
        QTRY_VERIFY_WITH_TIMEOUT(!document.sample().job().isRunning(), 20000);
        QVERIFY(document.sample().isCurrent());
        QVERIFY(!numbers->toPlainText().contains("Measure a sample"));
        auto *plot = view.findChild<Plot *>();
        QVERIFY(plot->isVisible());
        const auto histograms = sampleHistograms(*document.sample().table(), 0, 1);
        QCOMPARE(histograms.size(), jetQuantities().entries().size());
        QCOMPARE(plot->graphCount(), static_cast<int>(3 * histograms.size())); // two labels and the jet
        QCOMPARE(histograms[1].valueOf(*document.scene().jet), fixture.jet().total.mass());
        QCOMPARE(sampleHistograms(*document.sample().table(), 1, 1).front().panel->curves.size(),
                 std::size_t(1));
        const QString svg = svgOf(view);
        for (const char *text : {"QCD", "W", "this jet", "m [GeV]", "Jet 1"})
            QVERIFY2(svg.contains(text), text);
    }
};

} // namespace quincunx

QUINCUNX_TEST(substructure_view, quincunx::TestSubstructureView, QApplication)
#include "test_substructure_view.moc"
