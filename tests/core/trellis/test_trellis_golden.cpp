// The numbers of golden/trellis.json, by every engine that can compute them.
#include "core/trellis/ginkgo_engine.h"
#include "core/trellis/trellis.h"
#include "tests/support.h"

#include <nlohmann/json.hpp>

using namespace quincunx;
using nlohmann::json;

namespace {

json golden() { return json::parse(test::contents(test::sharedDir() / "golden/trellis.json")); }

std::shared_ptr<const GinkgoDensity> densityOf(const json &one) {
    const std::string name = one.at("density");
    const auto convention = name == "published" ? GinkgoConvention::Published
                            : name == "ginkgo"  ? GinkgoConvention::Ginkgo
                                                : GinkgoConvention::Exact;
    std::vector<FourMomentum> leaves;
    for (const json &p : one.at("leaves"))
        leaves.push_back({p[1], p[2], p[3], p[0]});
    const GinkgoSettings settings{
        .lambda = one.at("lambda"), .lambdaRoot = one.at("lambda_root"), .tCut = one.at("t_cut")};
    return std::make_shared<GinkgoDensity>(convention, leaves, settings);
}

void verifyClose(double found, double expected, double tolerance = 1e-10) {
    QVERIFY2(std::fabs(found - expected) <= tolerance * std::max(1.0, std::fabs(expected)),
             qPrintable(QString("%1, expected %2").arg(found, 0, 'g', 16).arg(expected, 0, 'g', 16)));
}

} // namespace

class TestTrellisGolden : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QUINCUNX_NEED(test::sharedDir() / "golden/trellis.json"); }

    void cases_data() {
        QTest::addColumn<int>("index");
        int index = 0;
        const json all = golden();
        for (const json &one : all.at("cases"))
            QTest::newRow(one.at("id").get<std::string>().c_str()) << index++;
    }
    void cases() {
        QFETCH(int, index);
        const json one = golden().at("cases")[static_cast<std::size_t>(index)];
        const auto density = densityOf(one);
        const Trellis trellis(density);
        verifyClose(trellis.logZ(), one.at("log_z"));
        verifyClose(trellis.logMaximum(), one.at("log_map"));
        QCOMPARE(toNewick(trellis.mostProbableTree().value()), one.at("map_tree").get<std::string>());
        verifyClose(logLikelihood(*trellis.mostProbableTree(), *density), one.at("log_map"));
        QCOMPARE(trellis.statistics().finiteTrees, one.at("finite_trees").get<double>());
        const std::vector<double> p = trellis.clusterProbabilities();
        for (const json &marginal : one.at("cluster_marginals"))
            verifyClose(p[marginal.at("mask").get<std::size_t>()], marginal.at("probability"));

        LogDomainEngine plain(*density);
        QVERIFY(plain.inside(1, {}));
        verifyClose(plain.logZ(density->all()), one.at("log_z"));
        verifyClose(plain.logMaximum(density->all()), one.at("log_map"));
    }
};

QTEST_APPLESS_MAIN(TestTrellisGolden)
#include "test_trellis_golden.moc"
