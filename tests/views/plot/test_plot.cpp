#include "tests/support.h"
#include "tests/views/plot/jet_fixture.h"
#include "views/plot/histogram_grid.h"
#include "views/plot/matrix_map.h"
#include "views/plot/tickers.h"
#include "views/style/colours.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QSvgGenerator>

namespace quincunx {

class TestPlot : public QObject {
    Q_OBJECT

private:
    static QByteArray svgOf(Plot &plot) {
        QBuffer buffer;
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize({400, 300});
        QPainter painter(&svg);
        plot.paint(painter, QRectF(0, 0, 400, 300));
        painter.end();
        return buffer.data();
    }

private Q_SLOTS:
    void decadesHaveRoom() {
        QCOMPARE(decadeTicks(0.9, 11, 8), (std::vector<double>{1, 2, 5, 10}));
        QCOMPARE(decadeTicks(0.9, 11, 2), (std::vector<double>{1, 10}));
        for (const int wanted : {1, 2, 5, 9})
            for (const double high : {0.31, 2.5, 1e3, 1e9, 1e40}) {
                const std::vector<double> ticks = decadeTicks(0.3, high, wanted);
                QVERIFY(ticks.size() <= static_cast<std::size_t>(wanted));
                for (const double tick : ticks)
                    QVERIFY(tick > 0.299 && tick < high * 1.001);
            }
        QVERIFY(!decadeTicks(0.3, 1e40, 1).empty());
    }

    void differencesAreSymmetricAroundTheCanvas() {
        for (const Theme *theme : {&Theme::light(), &Theme::darkTheme()}) {
            QCOMPARE(divergingColour(0, *theme).rgb(), theme->canvas.rgb());
            for (const double sign : {-1., 1.}) {
                double before = divergingColour(0, *theme).lightnessF();
                for (double t = 0.1; t <= 0.65; t += 0.1) { // away from the canvas
                    const double now = divergingColour(sign * t, *theme).lightnessF();
                    QVERIFY(theme->dark ? now > before : now < before);
                    before = now;
                }
            }
        }
        Eigen::MatrixXd values(2, 2);
        values << -3, 1, 0, 2;
        QCOMPARE(colourRange(values, ColourScale::Diverging), QCPRange(-3, 3));
        QCOMPARE(colourRange(values, ColourScale::Logarithmic), QCPRange(0.2, 2)); // 1 … 2 is too little
        values << 1e-9, 1, 0, 2;
        QCOMPARE(colourRange(values, ColourScale::Logarithmic), QCPRange(2e-4, 2)); // four decades
        QVERIFY(colourRange(Eigen::MatrixXd::Zero(3, 3), ColourScale::Logarithmic).lower > 0);
    }

    void mouseZoomsMovesAndReports() {
        Plot plot;
        plot.resize(400, 300);
        plot.setHome({-1, -2, 4, 6});
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.replot();
        const QPointF cursor(150, 120), place = plot.toPlace(cursor);
        test::turnWheel(&plot, cursor, 2);
        QVERIFY(std::fabs(plot.range().width() - 4 / 1.44) < 1e-9);
        QVERIFY((plot.toPlace(cursor) - place).manhattanLength() < 1e-9);
        QVERIFY(!plot.isAtHome());

        const QRectF before = plot.range();
        test::drag(&plot, {150, 120}, {180, 140}, Qt::MiddleButton);
        QVERIFY(std::fabs(plot.range().width() - before.width()) < 1e-9);
        QVERIFY(plot.range().left() < before.left()); // the content went right and down
        QVERIFY(plot.range().top() > before.top());
        plot.home();
        QCOMPARE(plot.range(), QRectF(-1, -2, 4, 6));

        QSignalSpy clicked(&plot, &Plot::clicked), banded(&plot, &Plot::banded);
        test::click(&plot, {100, 100}, Qt::ControlModifier);
        QCOMPARE(clicked.size(), 1);
        QVERIFY(clicked[0][1].toBool());
        test::drag(&plot, {100, 100}, {160, 150});
        QCOMPARE(banded.size(), 1);
        QCOMPARE(banded[0][0].toRectF(), QRectF(100, 100, 60, 50));
        for (int k = 0; k < 200; ++k) // neither to infinity nor to nothing
            test::turnWheel(&plot, cursor, k < 100 ? 9 : -9);
        QVERIFY(plot.range().width() <= 4 * 20.001);
    }

    void squareFramesStaySquare() {
        Plot plot;
        plot.setSquare(true);
        plot.setHome({-1, -1, 2, 2});
        for (const QSize size : {QSize(400, 320), QSize(900, 300), QSize(260, 700)}) {
            plot.setViewport(QRect({0, 0}, size)); // as a shown one takes it from its size
            plot.replot();
            QCOMPARE(plot.frame().width(), plot.frame().height());
            QVERIFY(QRectF({0, 0}, size).contains(plot.frame()));
        }
        plot.setRange({0, 0, 1, 0.5});
        QCOMPARE(plot.range().width(), plot.range().height());
    }

    void figuresAreVectorsWithText() {
        Plot plot;
        plot.wear(Theme::light());
        plot.xAxis->setLabel("momentum [GeV]");
        plot.addGraph()->setData({0, 1}, {0, 1});
        const QByteArray svg = svgOf(plot);
        QVERIFY(svg.contains("momentum [GeV]"));
        QVERIFY(!svg.contains("<image"));
        QVERIFY(svg.contains(Theme::light().axis.name().toLatin1()));
        plot.wear(Theme::darkTheme());
        QVERIFY(svgOf(plot).contains(Theme::darkTheme().canvas.name().toLatin1()));
    }

    void histogramsHaveCurvesAndMarks() {
        Plot plot;
        const HistogramPanel panel{"tau", 0, 1, {{"W", {1, 3, 0}}, {"QCD", {2, 1, 1}}}, 0.4};
        showHistograms(plot, {panel, panel, panel}, "this jet");
        QCOMPARE(plot.axisRectCount(), 3);
        QCOMPARE(plot.graphCount(), 9);
        QCOMPARE(plot.graph(0)->data()->size(), 4); // and back to zero
        QCOMPARE(plot.graph(2)->data()->at(0)->key, 0.4);
        QVERIFY(svgOf(plot).contains("this jet"));
        showHistograms(plot, {}, "this jet");
        QCOMPARE(plot.graphCount(), 0);
    }
};

} // namespace quincunx

QUINCUNX_TEST(plot, quincunx::TestPlot, QApplication)
#include "test_plot.moc"
