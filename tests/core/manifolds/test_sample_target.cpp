// Samples out of tables: what is read, what is refused, and the density they stand for.
#include "core/base/error.h"
#include "core/manifolds/sample_target.h"
#include "tests/core/io/io_support.h"
#include "tests/core/manifolds/draws.h"

#include <cmath>
#include <numbers>

using namespace quincunx;

namespace {

class TestSampleTarget : public QObject {
    Q_OBJECT

private:
    test::Scratch m_scratch;

    std::filesystem::path written(const std::string &header, const std::string &row, int rows = 60) {
        std::string text = header;
        for (int i = 0; i < rows; ++i)
            text += row;
        return m_scratch.write("points.csv", text);
    }

private Q_SLOTS:
    void tablesOfAllKinds_data() {
        QTest::addColumn<QString>("manifold");
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("row");
        QTest::addColumn<QList<double>>("point");
        const double half = std::sqrt(0.5);
        QTest::newRow("named angles") << "t2"
                                      << "id,theta2,theta1\n"
                                      << "7,1,2\n"
                                      << QList{2., 1.};
        QTest::newRow("angles beyond a turn") << "t2"
                                              << ""
                                              << "-1\t7\n"
                                              << QList{2 * std::numbers::pi - 1, 7 - 2 * std::numbers::pi};
        QTest::newRow("blanks, comments, unknown names") << "t2"
                                                         << "# two angles\na b\n"
                                                         << "  1   2\n"
                                                         << QList{1., 2.};
        QTest::newRow("degrees") << "s2"
                                 << "time,latitude,longitude,place\n"
                                 << "noon,45,90,\"a, b\"\n"
                                 << QList{0., half, half};
        QTest::newRow("nearly unit vectors") << "s2"
                                             << ""
                                             << "0,0,1.004\n"
                                             << QList{0., 0., 1.};
        QTest::newRow("S3") << "s3"
                            << "x1,x2,x3,x4\n"
                            << "0,0,-1,0\n"
                            << QList{0., 0., -1., 0.};
    }
    void tablesOfAllKinds() {
        QFETCH(QString, manifold);
        QFETCH(QString, header);
        QFETCH(QString, row);
        QFETCH(QList<double>, point);
        const PointRows read = readPoints(written(header.toStdString(), row.toStdString()),
                                          Manifold::named(manifold.toStdString()));
        QCOMPARE(read.rows(), 60);
        QCOMPARE(read.cols(), point.size());
        for (Eigen::Index k = 0; k < read.cols(); ++k)
            QVERIFY(std::abs(read(59, k) - point[k]) < 1e-12);
    }

    void whatIsNoTableIsTold_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        const QString good = QString("0,0,1\n").repeated(60);
        QTest::newRow("few") << QString("0,0,1\n").repeated(49) << "49 points";
        QTest::newRow("too long") << good + "0,0,2\n"
                                  << "line 61";
        QTest::newRow("short row") << good + "0,1\n"
                                   << "line 61";
        QTest::newRow("not a number") << good + "0,0,nan\n"
                                      << "line 61";
        QTest::newRow("words") << good + "0,x,1\n"
                               << "line 61";
        QTest::newRow("latitude") << "longitude,latitude\n1,91\n"
                                  << "line 2";
        QTest::newRow("prose") << "Dear all\n"
                               << "0 points";
    }
    void whatIsNoTableIsTold() {
        QFETCH(QString, text);
        QFETCH(QString, says);
        const auto path = m_scratch.write("bad.csv", text.toStdString());
        try {
            readPoints(path, Manifold::named("s2"));
        } catch (const Error &error) {
            QVERIFY2(QString(error.what()).contains(says), error.what());
            return;
        }
        QFAIL("it was read");
    }

    /// Of a known density: the smoothed one is near it, and integrates to what it says.
    void smoothedSamplesAreTheirDensity() {
        for (const char *name : {"t2", "s2"}) {
            const Manifold manifold = Manifold::named(name);
            const auto truth = targetNamed("von_mises", manifold, {.concentration = 3});
            const double peak = manifold.isSphere() ? 3 : 6;
            RandomEngine random(4);
            const PointRows samples = test::drawsOf(*truth, peak, 1500, random);
            const auto target = sampleTarget(manifold, samples);
            QCOMPARE(target->samples()->rows(), samples.rows());
            QVERIFY(std::abs(target->samples()->sum() - samples.sum()) < 1e-6); // none lost by shuffling
            const Quadrature grid = quadrature(manifold, 128);
            double sum = 0, divergence = 0;
            for (Eigen::Index i = 0; i < grid.points.rows(); ++i) {
                const std::span<const double> point(grid.points.row(i).data(),
                                                    static_cast<std::size_t>(samples.cols()));
                const double own = target->logDensity(point) - *target->exactLogNormaliser(),
                             exact = truth->logDensity(point) - *truth->exactLogNormaliser();
                sum += grid.weights[i] * std::exp(own);
                divergence += grid.weights[i] * std::exp(exact) * (exact - own);
            }
            QVERIFY(std::abs(sum - 1) < 1e-6);
            QVERIFY2(divergence > 0 && divergence < 0.08, QByteArray::number(divergence));
        }
    }
};

} // namespace

QUINCUNX_TEST(sample_target, TestSampleTarget, NoApplication)
#include "test_sample_target.moc"
