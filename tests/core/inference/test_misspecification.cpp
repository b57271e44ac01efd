// What is unlike the simulations is noticed, and what is like them is not.
#include "core/base/parallel.h"
#include "core/inference/calibration.h"
#include "core/inference/misspecification.h"
#include "tests/support.h"

using namespace quincunx;

class TestMisspecification : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// p-values of simulations that the test has not seen are uniform, or larger where data are counts.
    void simulationsAreThemselves_data() {
        QTest::addColumn<QString>("simulator");
        QTest::addColumn<bool>("counts");
        for (const char *name : {"two_moons", "gaussian_linear", "slcp", "lotka_volterra", "ginkgo"})
            QTest::newRow(name) << QString(name) << false;
        QTest::newRow("galton") << QStringLiteral("galton") << true;
    }
    void simulationsAreThemselves() {
        QFETCH(QString, simulator);
        QFETCH(bool, counts);
        const Simulator &one = *simulators().at(simulator.toStdString()).simulator;
        const PriorPredictiveTest test(simulatePrior(one, 2000, 1, 2).x);
        const Draws fresh = simulatePrior(one, 1000, 77, 2).x;
        std::vector<double> p;
        for (std::size_t row = 0; row < 1000; ++row)
            p.push_back(test.pValue(rowOf(fresh, row)));
        const auto flagged = std::ranges::count_if(p, [](double value) { return value < 0.05; });
        QVERIFY2(flagged < 80, qPrintable(QString::number(flagged)));
        if (!counts)
            QVERIFY2(uniformityPValue(p) > 1e-4, qPrintable(QString::number(uniformityPValue(p))));
    }

    void whatIsFarIsFlagged() {
        const Simulator &moons = *simulators().at("two_moons").simulator;
        const PriorPredictiveTest test(simulatePrior(moons, 3000, 1, 2).x);
        QCOMPARE(test.simulations(), std::size_t(3000));
        QVERIFY(test.pValue(std::vector{-0.3, 0.1}) > 0.05);
        QVERIFY(test.pValue(std::vector{2., 2.}) < misspecifiedBelow);
        QCOMPARE(test.pValue(std::vector{9., 0.}), 1 / 3001.);
        // Each number is one that simulations have, but not together.
        Draws line(500, 2);
        RandomEngine random(3);
        for (Eigen::Index i = 0; i < 500; ++i) {
            line(i, 0) = standardNormal(random);
            line(i, 1) = line(i, 0) + 0.01 * standardNormal(random);
        }
        const PriorPredictiveTest narrow(line);
        QVERIFY(narrow.pValue(std::vector{1., 1.}) > 0.05);
        QCOMPARE(narrow.pValue(std::vector{1., -1.}), 1 / 501.);
    }

    /// A number that is the same in every simulation has to be that.
    void whatNeverVaries() {
        Draws x(100, 2);
        RandomEngine random(4);
        for (Eigen::Index i = 0; i < 100; ++i)
            x.row(i) << standardNormal(random), 7;
        const PriorPredictiveTest test(x);
        QVERIFY(test.pValue(std::vector{0., 7.}) > 0.05);
        QCOMPARE(test.pValue(std::vector{0., 7.5}), 1 / 101.);
        QVERIFY_THROWS_EXCEPTION(Error, PriorPredictiveTest(Draws(x.topRows(10))));
    }

    void saysSo() {
        QCOMPARE(misspecificationMessage(1 / 3001., 3000),
                 std::string("the observation is unlike the simulations (none of 3000 is as far from the "
                             "others); trust no posterior of it"));
        QVERIFY(misspecificationMessage(2 / 3001., 3000).find("(1 of 3000 is") != std::string::npos);
        QVERIFY(misspecificationMessage(5 / 3001., 3000).find("(4 of 3000 are") != std::string::npos);
    }
};

QUINCUNX_TEST(misspecification, TestMisspecification, NoApplication)
#include "test_misspecification.moc"
