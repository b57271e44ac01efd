// The Ginkgo generator: conservation, its published averages, its distributions, its files.
#include "core/ginkgo/ginkgo.h"
#include "core/ginkgo/ginkgo_json.h"
#include "tests/support.h"

#include <cmath>
#include <numeric>

using namespace quincunx;
using nlohmann::json;

namespace {

const GinkgoSettings &kind(const char *name) {
    return ginkgoKinds().at(name).settings;
}

} // namespace

class TestGinkgo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void momentumIsConserved() {
        RandomEngine random(1);
        for (const char *name : {"qcd", "w"})
            for (int i = 0; i < 5000; ++i) {
                const GinkgoJet jet = generateGinkgoJet(kind(name), random);
                FourMomentum sum;
                for (const FourMomentum &p : jet.leaves) {
                    QVERIFY(std::isfinite(p.E) && p.massSquared() > -1e-8);
                    QVERIFY(p.massSquared() <= jet.settings.tCut * (1 + 1e-8));
                    sum += p;
                }
                QVERIFY(std::fabs(sum.mass() - jet.settings.mass) < 1e-7);
                QVERIFY(std::fabs(sum.p() - 400) < 1e-9 && std::fabs(sum.px - sum.pz) < 1e-9);
                // what the truth says of a node's mass is what its leaves sum to
                for (int k = jet.truth.leafCount(); k < jet.truth.nodeCount(); ++k) {
                    FourMomentum below;
                    for (int leaf : jet.truth.leavesBelow(k))
                        below += jet.leaves[static_cast<std::size_t>(leaf)];
                    QVERIFY(jet.truth.node(k).height > jet.settings.tCut);
                    QVERIFY(std::fabs(below.massSquared() - jet.truth.node(k).height) < 1e-7);
                }
                const auto order = jet.truth.leavesBelow(jet.truth.root());
                QVERIFY(std::ranges::is_sorted(order));
            }
    }

    /// Means of 40000 jets of an independent simulation of the masses alone, with rejection for the
    /// truncation.
    void leafCounts() {
        RandomEngine random(2);
        for (const auto &[name, mean, low, high] :
             {std::tuple{"qcd", 7.61, 3, 16}, std::tuple{"w", 14.24, 4, 28}}) {
            const int count = 20000;
            double sum = 0;
            int rare = 0;
            for (int i = 0; i < count; ++i) {
                const int leaves = generateGinkgoJet(kind(name), random).truth.leafCount();
                sum += leaves;
                rare += leaves < low || leaves > high;
            }
            QVERIFY2(std::fabs(sum / count - mean) < 0.08, qPrintable(QString::number(sum / count)));
            QVERIFY2(rare < count / 100, qPrintable(QString::number(rare)));
        }
    }

    /// The first splitting of a two-body tree, undone: t_L/t and t_R/(√t−√t_L)² are Exp(λ) below 0.999 for
    /// one of the two orders; their heavier side and the angle are checked against the exact averages.
    void decaysAreIsotropic() {
        RandomEngine random(3);
        GinkgoSettings atRest = kind("qcd");
        atRest.momentum = 0;
        const int count = 20000;
        double z = 0, z2 = 0, xy = 0;
        for (int i = 0; i < count; ++i) {
            const GinkgoJet jet = generateGinkgoJet(atRest, random);
            FourMomentum left;
            for (int leaf : jet.truth.leavesBelow(jet.truth.node(jet.truth.root()).left))
                left += jet.leaves[static_cast<std::size_t>(leaf)];
            z += left.pz / left.p();
            z2 += left.pz * left.pz / (left.p() * left.p());
            xy += left.px * left.py / (left.p() * left.p());
        }
        QVERIFY(std::fabs(z / count) < 5 * std::sqrt(1. / 3 / count));
        QVERIFY(std::fabs(z2 / count - 1. / 3) < 5 * std::sqrt(4. / 45 / count));
        QVERIFY(std::fabs(xy / count) < 5 * std::sqrt(1. / 15 / count));
    }

    /// E[u_L] for one of the two children chosen by the coin: the mean over both orders of t_child/t.
    void massesFallAsTheRateSays() {
        RandomEngine random(4);
        const double rate = 1.5, limit = 0.999, norm = -std::expm1(-rate * limit);
        // moments of Exp(λ) on [0, 0.999): by Simpson's rule
        double mean = 0, root = 0;
        const int steps = 20000;
        for (int i = 0; i <= steps; ++i) {
            const double u = limit * i / steps;
            const double weight = (i == 0 || i == steps ? 1 : i % 2 ? 4 : 2) * limit / steps / 3;
            mean += weight * u * rate * std::exp(-rate * u) / norm;
            root += weight * (1 - std::sqrt(u)) * (1 - std::sqrt(u)) * rate * std::exp(-rate * u) / norm;
        }
        const double expected = (mean + root * mean) / 2; // ½(E t_L + E t_R)/t
        GinkgoSettings settings = kind("qcd");
        settings.tCut = 1e-3; // nearly every child splits on, so that its t is in the truth
        double sum = 0, sum2 = 0;
        const int count = 4000;
        for (int i = 0; i < count; ++i) {
            const GinkgoJet jet = generateGinkgoJet(settings, random);
            const Tree::Node &top = jet.truth.node(jet.truth.root());
            const double u = jet.truth.node(top.left).height / top.height;
            sum += u;
            sum2 += u * u;
        }
        const double error = std::sqrt((sum2 / count - sum * sum / count / count) / count);
        QVERIFY2(std::fabs(sum / count - expected) < 4 * error,
                 qPrintable(QString("%1 ± %2, expected %3").arg(sum / count).arg(error).arg(expected)));
    }

    void sameSeedSameJet() {
        RandomEngine first(5), second(5);
        const auto one = generateGinkgoJets(kind("w"), 20, {5, 20}, first);
        const auto two = generateGinkgoJets(kind("w"), 20, {5, 20}, second);
        QVERIFY(toJson(one) == toJson(two));
        for (const GinkgoJet &jet : one)
            QVERIFY(jet.truth.leafCount() >= 5 && jet.truth.leafCount() <= 20);
    }

    void extremes() {
        RandomEngine random(6);
        GinkgoSettings settings;
        settings.mass = 0;
        QCOMPARE(generateGinkgoJet(settings, random).truth.leafCount(), 1);
        for (double lambda : {0.01, 50.0})
            for (double momentum : {0.0, 1e5}) {
                settings = {
                    .lambda = lambda, .lambdaRoot = lambda, .tCut = 1, .mass = 100, .momentum = momentum};
                for (int i = 0; i < 50; ++i)
                    for (const FourMomentum &p : generateGinkgoJet(settings, random).leaves)
                        QVERIFY(std::isfinite(p.E + p.px + p.py + p.pz));
            }
        settings.lambda = -1;
        QVERIFY_THROWS_EXCEPTION(Error, generateGinkgoJet(settings, random));
        QVERIFY_THROWS_EXCEPTION(Error, generateGinkgoJets(kind("qcd"), 1, {500, 600}, random));
    }

    void filesComeBack() {
        RandomEngine random(7);
        const auto jets = generateGinkgoJets(kind("w"), 10, {}, random);
        const auto again = ginkgoJetsFromJson(json::parse(toJson(jets).dump()));
        QCOMPARE(again.size(), jets.size());
        for (std::size_t i = 0; i < jets.size(); ++i) {
            QVERIFY(again[i].leaves == jets[i].leaves && again[i].settings == jets[i].settings);
            QCOMPARE(toNewick(again[i].truth), toNewick(jets[i].truth));
        }
        const auto bare = ginkgoJetsFromJson({{"jets", {{{"leaves", {{1, 0, 0, 1}}}}}}});
        QCOMPARE(bare[0].truth.leafCount(), 0);
    }

    void damagedFiles_data() {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"[]", "{}", "{'jets':3}", "{'jets':[3]}", "{'jets':[{}]}", "{'jets':[{'leaves':[]}]}",
              "{'jets':[{'leaves':[[1,2,3]]}]}", "{'jets':[{'leaves':[[1,2,3,'4']]}]}",
              "{'jets':[{'leaves':[[-1,0,0,0]]}]}", "{'jets':[{'leaves':[[1,0,0,1]],'tree':'(0,1)'}]}",
              "{'jets':[{'leaves':[[1,0,0,1]],'tree':7}]}", "{'jets':[{'leaves':[[1,0,0,1]],'lambda':-1}]}",
              "{'jets':[{'leaves':[[1,0,0,1],[1,0,1,0]],'tree':'(a,b)'}]}"})
            QTest::newRow(text) << QString(text).replace('\'', '"');
    }
    void damagedFiles() {
        QFETCH(QString, text);
        QVERIFY_THROWS_EXCEPTION(Error, ginkgoJetsFromJson(json::parse(text.toStdString())));
    }
};

QUINCUNX_TEST(ginkgo, TestGinkgo, NoApplication)
#include "test_ginkgo.moc"
