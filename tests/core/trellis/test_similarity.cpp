// Tables of similarities: files, damage, and groups made of them.
#include "core/trellis/leaf_file.h"
#include "core/trellis/search/beam.h"
#include "core/trellis/search/greedy.h"
#include "core/trellis/similarity_cost.h"
#include "core/trellis/subjets.h"
#include "core/trellis/trellis.h"
#include "tests/core/trellis/trellis_support.h"

#include <QTemporaryDir>

using namespace quincunx;
using nlohmann::json;

class TestSimilarity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonAndCsvSayTheSame() {
        const auto fromJson = similarityFromJson({{"similarity", {{0, 1, 2}, {1, 0, -3}, {2, -3, 0}}},
                                                  {"labels", {"a", "b", "c"}},
                                                  {"groups", {"x", "x", "y"}}});
        for (const char *text : {"name,group,a,b,c\na,x,0,1,2\nb,x,1,0,-3\nc,y,2,-3,0\n",
                                 "\xef\xbb\xbfname;group;a;b;c\r\na;x;9;1;2\r\nb;x;1;9;-3\r\nc;y;2;-3;9\r\n",
                                 "\tgroup\ta\tb\tc\n\"a\"\tx\t0\t1\t2\n b \tx\t1\t0\t-3\n\nc\ty\t2\t-3\t0"}) {
            const auto fromCsv = similarityFromCsv(text);
            QVERIFY(fromCsv.weights == fromJson.weights);
            QVERIFY(fromCsv.labels == fromJson.labels && fromCsv.groups == fromJson.groups);
        }
        const auto bare = similarityFromCsv("0,1\n1,0\n");
        QCOMPARE(bare.labels, (std::vector<std::string>{"0", "1"}));
        QVERIFY(bare.groups.empty());
        QCOMPARE(similarityFromCsv("one,0,1\ntwo,1,0\n").labels, (std::vector<std::string>{"one", "two"}));
    }

    void damage_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << ""
                               << "rows";
        QTest::newRow("not a number") << "0,1\nx y,0\n"
                                      << "number";
        QTest::newRow("NaN") << "0,nan\nnan,0\n"
                             << "row 1, column 2 is not finite";
        QTest::newRow("infinite") << "0,inf\ninf,0\n"
                                  << "not finite";
        QTest::newRow("ragged") << "0,1\n1\n"
                                << "row 2";
        QTest::newRow("not square") << "0,1,2\n1,0,2\n"
                                    << "row 1";
        QTest::newRow("not symmetric") << "0,1\n2,0\n"
                                       << "mirror";
        for (const char *text :
             {"{'similarity':3}", "{'similarity':[[0,1]]}", "{'similarity':[[0,'NaN'],['NaN',0]]}",
              "{'similarity':[[0,1],[1,0]],'labels':['a']}", "{'similarity':[]}",
              "{'similarity':[[0,1],[1,0]],'labels':[1,2]}", "{'similarity':[[0,null],[null,0]]}",
              "{'similarity':[[0,1],[1,0]],'groups':['a','b','c']}", "{'similarity':[[0,NaN]]}", "{", "[]",
              "{'jets':[]", "{'other':1}"})
            QTest::newRow(text) << QString(text).replace('\'', '"') << "";
    }
    void damage() {
        QFETCH(QString, text);
        QFETCH(QString, says);
        QTemporaryDir folder;
        const auto path = folder.filePath("table").toStdString();
        std::ofstream(path) << text.toStdString();
        try {
            readLeafFile(path);
            QFAIL("was read");
        } catch (const Error &error) {
            const std::string message = error.what();
            QVERIFY2(message.find(says.toStdString()) != std::string::npos, message.c_str());
            QVERIFY(message.find('\n') == std::string::npos);
        }
    }
    void noFile() {
        QVERIFY_THROWS_EXCEPTION(Error, readLeafFile("/no/such/file"));
        QVERIFY_THROWS_EXCEPTION(Error, readLeafFile("/tmp"));
    }

    void costsAreTheirDefinitions() {
        RandomEngine random(1);
        const SimilarityTable table = test::tableOf(19, random);
        const DasguptaCost dasgupta(table);
        const CorrelationCost correlation(table);
        for (int repeat = 0; repeat < 200; ++repeat) {
            Cluster a = 0, b = 0;
            for (int leaf = 0; leaf < 19; ++leaf) {
                const double where = uniform(random);
                (where < 0.3 ? a : b) |= where < 0.7 ? clusterOf(leaf) : 0;
            }
            if (!a || !b)
                continue;
            double across = 0, positive = 0, inside = 0;
            for (int i = 0; i < 19; ++i)
                for (int j = 0; j < 19; ++j) {
                    const double w = table.weights(i, j);
                    auto in = [](Cluster cluster, int leaf) { return (cluster & clusterOf(leaf)) != 0; };
                    if (in(a, i) && in(b, j)) {
                        across += w;
                        positive += std::max(0.0, w);
                    }
                    if (i < j && ((in(a, i) && in(a, j)) || (in(b, i) && in(b, j))))
                        inside += std::max(0.0, -w);
                }
            VERIFY_CLOSE(dasgupta.psi(a, b), -size(a | b) * across);
            VERIFY_CLOSE(correlation.psi(a, b), -(positive + inside));
            QCOMPARE(dasgupta.psi(a, b), dasgupta.psi(b, a));
            QCOMPARE(correlation.psi(a, b), correlation.psi(b, a));
        }
    }

    /// Three groups of twenty samples that are alike come out as three groups.
    void groupsAreFound() {
        RandomEngine random(2);
        SimilarityTable table;
        table.weights = Eigen::MatrixXd::Zero(60, 60);
        for (int i = 0; i < 60; ++i) {
            table.labels.push_back(std::to_string(i) + " s");
            table.groups.push_back(std::to_string(i % 3) + " g");
            for (int j = 0; j < i; ++j)
                table.weights(i, j) = table.weights(j, i) =
                    (i % 3 == j % 3 ? 0.6 : 0.1) + 0.4 * uniform(random);
        }
        const ReducedTable three = reduceTable(table, 3), twelve = reduceTable(table, 12);
        QCOMPARE(three.members.size(), std::size_t(3));
        for (std::size_t k = 0; k < 3; ++k) {
            QCOMPARE(three.members[k].size(), std::size_t(20));
            QVERIFY(three.table.groups[k].ends_with('g'));
        }
        QVERIFY(three.table.weights.maxCoeff() < 0.5);
        QCOMPARE(twelve.table.size(), 12);
        for (const std::string &group : twelve.table.groups)
            QVERIFY(!group.empty());
        QVERIFY(twelve.table.weights == twelve.table.weights.transpose());
        // nothing is joined if there are few enough
        QVERIFY(reduceTable(table, 100).table.weights == table.weights);
    }

    /// Searches from the leaves upwards join what is alike, although under Dasgupta's cost it is cheaper to
    /// begin with what has nothing in common.
    void searchesFindTheGroups() {
        RandomEngine random(5);
        for (int trial = 0; trial < 20; ++trial) {
            SimilarityTable table;
            table.weights = Eigen::MatrixXd::Zero(9, 9);
            for (int i = 0; i < 9; ++i) {
                table.labels.push_back(std::to_string(i));
                for (int j = 0; j < i; ++j)
                    table.weights(i, j) = table.weights(j, i) =
                        (i % 3 == j % 3 ? 0.8 : -0.1) + 0.1 * uniform(random);
            }
            const auto dasgupta = std::make_shared<DasguptaCost>(table);
            const auto correlation = std::make_shared<CorrelationCost>(table);
            for (const std::shared_ptr<const Splitting> &cost :
                 {std::shared_ptr<const Splitting>(dasgupta),
                  std::shared_ptr<const Splitting>(correlation)}) {
                const GreedyTree greedy = greedyTree(*cost, cost->all());
                std::vector<Cluster> made;
                for (const Split &split : greedy.splits)
                    made.push_back(split.parent());
                for (Cluster group : {0b001001001u, 0b010010010u, 0b100100100u})
                    QVERIFY(std::ranges::count(made, Cluster(group)) == 1);
                const double best = Trellis(cost).logMaximum();
                QVERIFY(greedy.score <= best + 1e-9);
                QVERIFY(greedy.score >= best - 0.05 * std::fabs(best));
                const BeamSearch beam = beamSearch(*cost, 50);
                QVERIFY(beam.score >= greedy.score - 1e-9 && beam.score <= best + 1e-9);
            }
        }
    }
};

QUINCUNX_TEST(similarity, TestSimilarity, NoApplication)
#include "test_similarity.moc"
