// Substructure against FastJet's own contributed packages (fjcontrib 1.051).
#include "core/clustering/clustering.h"
#include "core/io/event_file.h"
#include "core/substructure/jet_analysis.h"
#include "core/trees/robinson_foulds.h"
#include "tests/support.h"

#include <nlohmann/json.hpp>

#include <numeric>

using namespace quincunx;
using nlohmann::json;

namespace {

json golden() {
    return json::parse(test::contents(test::sharedDir() / "golden/jets.json"));
}

bool close(double value, const json &want, double relative = 1e-9) {
    const double expected = want.get<double>();
    const bool same = std::fabs(value - expected) <= relative * std::fabs(expected);
    if (!same)
        qWarning("%.15g instead of %.15g", value, expected);
    return same;
}

/// The numbers were made for anti-kT jets.
Clustering clusterAll(const Event &event, double radius) {
    std::vector<int> inputs(event.particles.size());
    std::iota(inputs.begin(), inputs.end(), 0);
    return cluster(event, inputs, {.algorithm = "antikt", .radius = radius}, 5);
}

/// A jet that the golden numbers know.
struct GoldenJet {
    JetAnalysis analysis;
    json want;
};

} // namespace

class SubstructureGolden : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void jets_data();
    void lund_data() { jets_data(); }
    void lund();
    void softDrop_data() { jets_data(); }
    void softDrop();
    void subjettiness_data() { jets_data(); }
    void subjettiness();
    void correlators_data() { jets_data(); }
    void correlators();
    void trees_data() { jets_data(); }
    void trees();
    void distances_data() { jets_data(); }
    void distances();
    void adjacency_data();
    void adjacency();

private:
    std::vector<GoldenJet> m_rows;
};

void SubstructureGolden::initTestCase() {
    QUINCUNX_NEED(test::sharedDir() / "golden/jets.json");
    const json all = golden();
    for (const json &numbers : all["events"]) {
        const auto path = test::examplesDir() / numbers["file"].get<std::string>();
        QUINCUNX_NEED(path);
        const Event event = openEvents(path).file->read(numbers["event"].get<std::size_t>());
        const Clustering found = clusterAll(event, 1);
        for (std::size_t j = 0; j < numbers["substructure"].size(); ++j)
            m_rows.push_back(
                {analyseJet(event, found.jets.at(j).constituents, 1, {}), numbers["substructure"][j]});
    }
    QCOMPARE(m_rows.size(), std::size_t(4));
}

void SubstructureGolden::jets_data() {
    QTest::addColumn<int>("row");
    for (int row = 0; row < static_cast<int>(m_rows.size()); ++row)
        QTest::addRow("jet %d", row) << row;
}

void SubstructureGolden::lund() {
    QFETCH(int, row);
    const auto &[analysis, want] = m_rows[static_cast<std::size_t>(row)];
    const JetSubstructure &jet = *analysis.substructure;
    QVERIFY(close(jet.total.pt(), want["jet"]["pt"]));
    QVERIFY(close(jet.total.mass(), want["jet"]["m"]));
    QCOMPARE(jet.momenta.size(), want["jet"]["nconst"].get<std::size_t>());
    const json &splittings = want["lund_primary"];
    QCOMPARE(jet.lund.primary.size(), splittings.size());
    for (std::size_t s = 0; s < splittings.size(); ++s) {
        const LundSplitting &split = jet.lund.primary[s];
        QVERIFY(close(split.delta, splittings[s]["Delta"]));
        QVERIFY(close(split.kt, splittings[s]["kt"]));
        QVERIFY(close(split.z, splittings[s]["z"]));
        QVERIFY(close(split.psi, splittings[s]["psi"]));
        QVERIFY(close(split.mass, splittings[s]["m"]));
        QVERIFY(close(jet.lund.momenta[static_cast<std::size_t>(split.hard)].pt(), splittings[s]["h_pt"]));
        QVERIFY(close(jet.lund.momenta[static_cast<std::size_t>(split.soft)].pt(), splittings[s]["s_pt"]));
    }
}

void SubstructureGolden::softDrop() {
    QFETCH(int, row);
    const auto &[analysis, want] = m_rows[static_cast<std::size_t>(row)];
    const JetSubstructure &jet = *analysis.substructure;
    for (std::size_t beta = 0; beta < 3; ++beta) {
        const json &numbers = want["softdrop_b" + std::to_string(beta) + "_z0.1"];
        const SoftDrop &groomed = jet.softDrop[beta];
        QCOMPARE(groomed.beta, static_cast<double>(beta));
        QVERIFY(close(groomed.pt, numbers["pt"]));
        QVERIFY(close(groomed.mass, numbers["m"]));
        QVERIFY(close(groomed.zg, numbers["zg"]));
        QVERIFY(close(groomed.rg, numbers["Rg"]));
        QVERIFY(close(groomed.mu, numbers["mu"]));
        QCOMPARE(jet.lund.tree.node(groomed.node).leaves, numbers["nconst"].get<int>());
    }
}

void SubstructureGolden::subjettiness() {
    QFETCH(int, row);
    const auto &[analysis, want] = m_rows[static_cast<std::size_t>(row)];
    for (auto [axes, name] : {std::pair(SubjetAxes::Kt, "tau_beta1_R1_kt_axes"),
                              std::pair(SubjetAxes::OnePassKt, "tau_beta1_R1_onepass_kt_axes"),
                              std::pair(SubjetAxes::OnePassWtaKt, "tau_beta1_R1_onepass_wta_kt_axes")}) {
        const auto &tau = analysis.substructure->tau[static_cast<std::size_t>(axes)];
        for (std::size_t n = 0; n < 4; ++n)
            QVERIFY2(close(tau[n], want[name][n]), name);
    }
}

void SubstructureGolden::correlators() {
    QFETCH(int, row);
    const auto &[analysis, want] = m_rows[static_cast<std::size_t>(row)];
    const EnergyCorrelators &e = analysis.substructure->correlators;
    QVERIFY(close(e.e2, want["ECF2_b1_ptR"]));
    QVERIFY(close(e.e3, want["ECF3_b1_ptR"]));
    QVERIFY(close(e.c2, want["C2_b1"]));
    QVERIFY(close(e.d2, want["D2_b1"]));
}

void SubstructureGolden::trees() {
    QFETCH(int, row);
    const auto &[analysis, want] = m_rows[static_cast<std::size_t>(row)];
    const JetSubstructure &jet = *analysis.substructure;
    for (auto [name, alpha] : {std::pair("antikt", -1), std::pair("cambridge", 0), std::pair("kt", 1)}) {
        const json &merges = want["recluster"][name];
        const std::vector<Merge> found = clusterTree(jet.momenta, alpha).merges();
        QCOMPARE(found.size(), merges.size());
        for (std::size_t m = 0; m < merges.size(); ++m) {
            QCOMPARE(std::min(found[m].first, found[m].second), merges[m][0].get<int>());
            QCOMPARE(std::max(found[m].first, found[m].second), merges[m][1].get<int>());
            QVERIFY(close(found[m].height * 1e-6, merges[m][2])); // theirs have R = 1000
        }
    }
}

void SubstructureGolden::distances() {
    QFETCH(int, row);
    const auto &[analysis, want] = m_rows[static_cast<std::size_t>(row)];
    const json numbers = golden()["tree_robinson_foulds"][static_cast<std::size_t>(row)];
    const std::vector<FourMomentum> &momenta = analysis.substructure->momenta;
    QCOMPARE(static_cast<int>(momenta.size()), numbers["n"].get<int>());
    const Tree kt = clusterTree(momenta, 1), ca = clusterTree(momenta, 0), antikt = clusterTree(momenta, -1);
    QCOMPARE(robinsonFoulds(kt, ca), numbers["RF_kt_cambridge"].get<int>());
    QCOMPARE(robinsonFoulds(kt, antikt), numbers["RF_kt_antikt"].get<int>());
    QCOMPARE(robinsonFoulds(ca, antikt), numbers["RF_cambridge_antikt"].get<int>());
}

void SubstructureGolden::adjacency_data() {
    QTest::addColumn<int>("jet");
    QTest::addColumn<int>("alpha");
    const json jets = golden()["adjacency_alpha"];
    for (int jet = 0; jet < static_cast<int>(jets.size()); ++jet)
        for (int alpha = 0; alpha < static_cast<int>(jets[static_cast<std::size_t>(jet)]["alphas"].size());
             ++alpha)
            QTest::addRow("jet %d alpha %d", jet, alpha) << jet << alpha;
}

void SubstructureGolden::adjacency() {
    QFETCH(int, jet);
    QFETCH(int, alpha);
    const json numbers = golden()["adjacency_alpha"][static_cast<std::size_t>(jet)];
    const json want = numbers["alphas"][static_cast<std::size_t>(alpha)];
    // from the file: the momenta in the golden numbers have ten digits, too few for the smallest angles
    const Event event = openEvents(test::examplesDir() / numbers["file"].get<std::string>()).file->read(0);
    const Clustering found = clusterAll(event, numbers["R"]);
    std::vector<FourMomentum> momenta;
    for (int i : found.jets.at(numbers["jet"].get<std::size_t>()).constituents)
        momenta.push_back(event.particles[static_cast<std::size_t>(i)].momentum);
    QCOMPARE(momenta.size(), numbers["p4"].size());
    const Eigen::MatrixXd d =
        PairDistances(momenta).adjacency(want["alpha"], numbers["R"], AngularDistance::Squared);
    double least = std::numeric_limits<double>::max(), most = 0, sum = 0;
    std::pair<int, int> where;
    for (int i = 0; i < d.rows(); ++i)
        for (int j = 0; j < i; ++j) {
            QCOMPARE(d(i, j), d(j, i));
            sum += d(i, j);
            most = std::max(most, d(i, j));
            if (d(i, j) < least) {
                least = d(i, j);
                where = {j, i};
            }
        }
    QVERIFY(close(d(0, 1), want["d01"]));
    QVERIFY(close(d(0, 2), want["d02"]));
    QVERIFY(close(d(1, 2), want["d12"]));
    QVERIFY(close(least, want["min"]));
    QVERIFY(close(most, want["max"]));
    QVERIFY(close(sum, want["sum_lower"]));
    QCOMPARE(where.first, want["argmin"][0].get<int>());
    QCOMPARE(where.second, want["argmin"][1].get<int>());
    QVERIFY(want["argmin"] == want["genkt_first_merge"]);
    const std::vector<Merge> merges = clusterTree(momenta, want["alpha"]).merges();
    QCOMPARE(merges.size(), want["genkt_merges"].size());
    for (std::size_t m = 0; m < merges.size(); ++m) {
        QCOMPARE(std::min(merges[m].first, merges[m].second), want["genkt_merges"][m][0].get<int>());
        QCOMPARE(std::max(merges[m].first, merges[m].second), want["genkt_merges"][m][1].get<int>());
    }
}

QUINCUNX_TEST(substructure_golden, SubstructureGolden, QCoreApplication)
#include "test_substructure_golden.moc"
