// Histograms lose nothing, and image statistics are those of the images one by one.
#include "core/base/error.h"
#include "core/sample/histogram.h"
#include "core/sample/image_statistics.h"
#include "core/substructure/jet_image.h"
#include "tests/support.h"

#include <limits>
#include <random>

using namespace quincunx;

class TestHistogram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyValueIsCountedOnce() {
        std::mt19937_64 random(1);
        std::normal_distribution<double> normal;
        Histogram histogram({.bins = 7, .low = -1, .high = 1.5});
        for (int i = 0; i < 1000; ++i)
            histogram.fill(normal(random));
        double inside = 0, area = 0;
        for (int bin = 0; bin < 7; ++bin) {
            inside += histogram.count(bin);
            area += histogram.density(bin) * histogram.binning().width();
            QCOMPARE(histogram.uncertainty(bin) * histogram.uncertainty(bin), histogram.count(bin));
        }
        QCOMPARE(histogram.total(), 1000.);
        QCOMPARE(inside + histogram.underflow() + histogram.overflow(), 1000.);
        QVERIFY(std::fabs(area - inside / 1000) < 1e-12);
        QVERIFY(histogram.underflow() > 0 && histogram.overflow() > 0);
    }

    void edges() {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        Histogram histogram({.bins = 3, .low = 0, .high = 0.3});
        for (double value : {0.0, 0.1, 0.2, 0.3, -1e-300, infinity, -infinity, std::nan("")})
            histogram.fill(value);
        QCOMPARE(histogram.total(), 7.);     // NaN is nowhere
        QCOMPARE(histogram.underflow(), 2.); // below the lower end
        QCOMPARE(histogram.overflow(), 2.);  // the upper end and infinity
        QCOMPARE(histogram.count(0), 1.);
        for (int bins : {3, 7, 10, 49}) // the last value below the end is in the last bin
            QCOMPARE((Binning{bins, 0, 0.3}.index(std::nextafter(0.3, 0))), bins - 1);
        Histogram2D two({3, 0, 1}, {2, 0, 1});
        two.fill(0.5, 0.7);
        two.fill(0.5, 1);
        two.fill(std::nan(""), 0.5);
        QCOMPARE(two.counts(1, 1), 1.);
        QCOMPARE(two.counts.sum(), 1.);
        QCOMPARE(two.outside, 2.);
    }

    void refusals() {
        for (const Binning &bad :
             {Binning{0, 0, 1}, Binning{5, 1, 1}, Binning{5, 2, 1}, Binning{5, 0, std::nan("")}})
            QVERIFY_EXCEPTION_THROWN(Histogram{bad}, Error);
    }

    void correlationIsPearsons() {
        std::mt19937_64 random(3);
        std::uniform_real_distribution<double> uniform;
        ImageStatistics a, b;
        std::vector<double> pixel, label;
        for (int i = 0; i < 300; ++i) {
            Eigen::MatrixXd image = Eigen::MatrixXd::Zero(JetImage::side, JetImage::side);
            const bool isA = uniform(random) < 0.3;
            image(3, 4) = uniform(random) + (isA ? 0.4 : 0);
            image(5, 5) = 0.1; // never changes
            (isA ? a : b).add(image);
            pixel.push_back(image(3, 4));
            label.push_back(isA);
        }
        double meanPixel = 0, meanLabel = 0;
        for (std::size_t i = 0; i < 300; ++i) {
            meanPixel += pixel[i] / 300;
            meanLabel += label[i] / 300;
        }
        double xy = 0, xx = 0, yy = 0;
        for (std::size_t i = 0; i < 300; ++i) {
            xy += (pixel[i] - meanPixel) * (label[i] - meanLabel);
            xx += (pixel[i] - meanPixel) * (pixel[i] - meanPixel);
            yy += (label[i] - meanLabel) * (label[i] - meanLabel);
        }
        const Eigen::MatrixXd correlation = pixelCorrelation(a, b);
        QVERIFY(std::fabs(correlation(3, 4) - xy / std::sqrt(xx * yy)) < 1e-10);
        QCOMPARE(correlation(5, 5), 0.);
        QCOMPARE(correlation(0, 0), 0.);
        QVERIFY((pixelCorrelation(b, a) + correlation).norm() < 1e-12);
        QCOMPARE(pixelCorrelation(a, ImageStatistics()).norm(), 0.);
        QVERIFY(std::fabs(a.average()(5, 5) - 0.1) < 1e-12);
    }
};

QUINCUNX_TEST(histogram, TestHistogram, QCoreApplication)
#include "test_histogram.moc"
