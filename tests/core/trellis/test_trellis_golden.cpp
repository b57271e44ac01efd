// The numbers of golden/trellis.json, by every engine that can compute them.
#include "core/trellis/trellis.h"
#include "tests/core/trellis/trellis_support.h"

#include <nlohmann/json.hpp>

using namespace quincunx;
using nlohmann::json;

namespace {

json golden() {
    return json::parse(test::contents(test::sharedDir() / "golden/trellis.json"));
}

LeafData dataOf(const json &one) {
    LeafData data;
    for (const json &p : one.at("leaves"))
        data.momenta.push_back({p[1], p[2], p[3], p[0]});
    data.settings.lambda = one.at("lambda");
    data.settings.lambdaRoot = one.at("lambda_root");
    data.settings.tCut = one.at("t_cut");
    return data;
}

} // namespace

class TestTrellisGolden : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QUINCUNX_NEED(test::sharedDir() / "golden/trellis.json"); }

    void jets_data() {
        QTest::addColumn<int>("index");
        const json all = golden();
        int index = 0;
        for (const json &one : all.at("cases"))
            QTest::newRow(one.at("id").get<std::string>().c_str()) << index++;
    }
    void jets() {
        QFETCH(int, index);
        const json one = golden().at("cases")[static_cast<std::size_t>(index)];
        const auto density = makeSplitting(one.at("density"), dataOf(one));
        const double logZ = one.at("log_z"), logMap = one.at("log_map");
        const Trellis trellis(density);
        VERIFY_CLOSE(trellis.logZ(), logZ);
        VERIFY_CLOSE(trellis.logMaximum(), logMap);
        const Tree best = trellis.mostProbableTree().value();
        QCOMPARE(toNewick(best), one.at("map_tree").get<std::string>());
        VERIFY_CLOSE(logLikelihood(best, *density), logMap);
        QCOMPARE(trellis.statistics().finiteTrees, one.at("finite_trees").get<double>());
        const std::vector<double> p = trellis.clusterProbabilities();
        for (const json &marginal : one.at("cluster_marginals"))
            VERIFY_CLOSE(p[marginal.at("mask").get<std::size_t>()], marginal.at("probability").get<double>());

        LogDomainEngine plain(*density);
        QVERIFY(plain.inside(1, {}));
        VERIFY_CLOSE(plain.logZ(density->all()), logZ);
        VERIFY_CLOSE(plain.logMaximum(density->all()), logMap);
        const std::vector<double> plainP = plain.outside(1, {});
        for (const json &marginal : one.at("cluster_marginals"))
            VERIFY_CLOSE(plainP[marginal.at("mask").get<std::size_t>()],
                         marginal.at("probability").get<double>());
    }

    /// Dasgupta's cost of |w|.
    void table() {
        const json one = golden().at("generic")[0];
        json weights = one.at("w");
        for (json &row : weights)
            for (json &w : row)
                w = std::fabs(w.get<double>());
        const auto cost = makeSplitting("dasgupta", {{}, {}, similarityFromJson({{"similarity", weights}})});
        const Trellis trellis(cost);
        VERIFY_CLOSE(trellis.logZ(), one.at("logZ").get<double>());
        VERIFY_CLOSE(trellis.logMaximum(), -one.at("min_cost").get<double>());
        QCOMPARE(toNewick(trellis.mostProbableTree().value()), one.at("map_tree").get<std::string>());
        QCOMPARE(trellis.statistics().finiteTrees, one.at("n_trees").get<double>());
    }
};

QUINCUNX_TEST(trellis_golden, TestTrellisGolden, NoApplication)
#include "test_trellis_golden.moc"
