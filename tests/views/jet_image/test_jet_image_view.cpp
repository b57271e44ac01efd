#include "tests/views/plot/jet_fixture.h"
#include "views/jet_image/jet_image_plot.h"
#include "views/jet_image/jet_image_view.h"

#include <QSignalSpy>

namespace quincunx {

class TestJetImageView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pixelsAndPlacesAgree() {
        for (int pixel = 0; pixel < JetImage::side * JetImage::side; ++pixel)
            QCOMPARE(JetImagePlot::pixelAt(JetImagePlot::pixelExtent(pixel).center()), pixel);
        QCOMPARE(JetImagePlot::pixelAt({-1.26, 0}), -1);
        QCOMPARE(JetImagePlot::pixelAt({0, 1.26}), -1);
    }

    /// Each pixel holds the pT of the constituents that are said to be in it, aligned or not.
    void constituentsAreInTheirPixels() {
        test::JetFixture fixture(60);
        QVERIFY(fixture.ready());
        const JetSubstructure &jet = fixture.jet();
        for (const JetImage *image : {&jet.rawImage, &jet.alignedImage}) {
            Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(JetImage::side, JetImage::side);
            QCOMPARE(image->pixelOf.size(), jet.momenta.size());
            for (std::size_t i = 0; i < jet.momenta.size(); ++i)
                if (const int pixel = image->pixelOf[i]; pixel >= 0)
                    sum(pixel / JetImage::side, pixel % JetImage::side) += jet.momenta[i].pt();
            if (image == &jet.alignedImage)
                sum /= sum.norm();
            QVERIFY((sum - image->intensity).norm() < 1e-12 * sum.norm());
        }
    }

    void clickChoosesWhatIsInThePixel_data() {
        QTest::addColumn<bool>("aligned");
        QTest::newRow("raw") << false;
        QTest::newRow("aligned") << true;
    }
    void clickChoosesWhatIsInThePixel() {
        QFETCH(bool, aligned);
        test::JetFixture fixture(20);
        QVERIFY(fixture.ready());
        JetImageView view(fixture.document());
        view.resize(500, 420);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        fixture.document().change("", [&](Session &s) {
            s.jetDisplay.image = aligned ? JetDisplay::Image::Aligned : JetDisplay::Image::Raw;
        });
        view.plot().replot();
        const JetImage &image = aligned ? fixture.jet().alignedImage : fixture.jet().rawImage;
        const int pixel = image.pixelOf[0];
        std::vector<int> inside;
        for (int i = 0; i < 20; ++i)
            if (image.pixelOf[static_cast<std::size_t>(i)] == pixel)
                inside.push_back(i);
        QSignalSpy hint(&view, &View::hint);
        test::click(&view.plot(), view.plot().toPixel(JetImagePlot::pixelExtent(pixel).center()));
        QCOMPARE(fixture.selection().particles, fixture.particles(inside));
        QVERIFY(hint.last().first().toString().contains(aligned ? "intensity" : "GeV"));
    }

    void averagesAndDifferencesAreDrawnToo() {
        Plot plot;
        plot.resize(400, 320);
        plot.wear(Theme::light());
        JetImagePlot picture(plot);
        Eigen::MatrixXd values = Eigen::MatrixXd::Zero(JetImage::side, JetImage::side);
        values(20, 4) = -2; // row is Δφ, rising: above the middle, to the left
        values(4, 20) = 1;
        picture.show(values, ImagePreprocessing::Aligned, ColourScale::Diverging, "difference");
        plot.wear(Theme::light());
        plot.replot();
        const QImage image = plot.grab().toImage();
        auto colourAt = [&](double x, double y) { return image.pixelColor(plot.toPixel({x, y}).toPoint()); };
        const QColor negative = colourAt(-0.8, 0.8), positive = colourAt(0.8, -0.8);
        QVERIFY(negative.blue() > negative.red());
        QVERIFY(positive.red() > positive.blue());
        QCOMPARE(colourAt(0, 0).rgb(), Theme::light().canvas.rgb());
    }
};

} // namespace quincunx

QUINCUNX_TEST(jet_image_view, quincunx::TestJetImageView, QApplication)
#include "test_jet_image_view.moc"
