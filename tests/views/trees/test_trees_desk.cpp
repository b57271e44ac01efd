// The desk on which trees are made: what is asked for last is shown, nothing long starts by itself, what
// cannot be done says why.
#include "tests/support.h"
#include "views/document/document.h"
#include "views/document/trees_desk.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <cmath>

using namespace quincunx;

using Source = TreesSettings::Source;

class TreesDeskLaws : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Document> m_document;

    TreesDesk &desk() { return m_document->trees(); }
    const TreesResult &result() { return *desk().result(); }
    void set(const std::function<void(TreesSettings &)> &edit) {
        m_document->change("test", [&](Session &session) { edit(session.trees); });
    }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!desk().job().isRunning(), 20000); }

private Q_SLOTS:
    void init() { m_document = std::make_unique<Document>(); }

    void nothingIsMadeWhileNobodyLooks() {
        set([](TreesSettings &trees) { trees.seed = 4; });
        QVERIFY(!desk().job().isRunning());
        desk().watch(true);
        QVERIFY(desk().job().isRunning());
        settle();
        QVERIFY(desk().isCurrent());
        desk().watch(false);
        set([](TreesSettings &trees) { trees.seed = 5; });
        QVERIFY(!desk().job().isRunning());
        QVERIFY(!desk().isCurrent());
    }

    void aShowerHasItsTruthAndItsPosterior() {
        desk().watch(true);
        settle();
        for (const char *method : {"truth", "greedy", "beam", "map", "kt", "cambridge", "antikt"})
            QVERIFY2(result().find(method), method);
        QCOMPARE(result().leaves.size(), 9);
        const FoundTree &best = *result().find("map");
        for (const FoundTree &tree : result().trees) {
            QVERIFY(tree.logLikelihood <= best.logLikelihood + 1e-9);
            QCOMPARE(tree.splits.size(), std::size_t(8));
        }
        QVERIFY(result().logZ >= best.logLikelihood);
        double sum = 0;
        for (Cluster cluster = 1; cluster <= result().splitting->all(); ++cluster)
            if (!isLeaf(cluster))
                sum += result().probability(cluster);
        QVERIFY(std::fabs(sum - 8) < 1e-9);
        QCOMPARE(result().samples.size(), std::size_t(500));
        for (std::size_t k = 1; k < result().likely.size(); ++k)
            QVERIFY(result().likely[k].probability <= result().likely[k - 1].probability);
    }

    void newestRequestWins() {
        desk().watch(true);
        for (int seed = 2; seed < 30; ++seed)
            set([seed](TreesSettings &trees) { trees.seed = seed; });
        std::vector<int> shown;
        connect(&desk(), &TreesDesk::changed, this, [&] {
            if (desk().result())
                shown.push_back(result().settings.seed);
        });
        settle();
        QCOMPARE(shown, std::vector<int>{29});
    }

    void theSurfaceOfLnZGoesThroughTheDensitysOwn() {
        set([](TreesSettings &trees) {
            trees.lambda = 0.2 + 3.8 * 20 / 40; // a point of the scan
            trees.tCut = 16;
        });
        desk().watch(true);
        settle();
        QVERIFY(result().scan);
        QCOMPARE(result().scan->logZ.rows(), Eigen::Index(41));
        QVERIFY(std::fabs(result().scan->cuts[20] - 16) < 1e-9);
        QVERIFY(std::fabs(result().scan->logZ(20, 20) - result().logZ) < 1e-8);
    }

    void displayComputesNothing() {
        desk().watch(true);
        settle();
        QSignalSpy started(&desk().job(), &Job::started), changed(&desk(), &TreesDesk::changed);
        m_document->change("test", [](Session &session) { session.treesDisplay.kt = true; });
        QCOMPARE(started.size(), 0);
        QCOMPARE(changed.size(), 1);
    }

    void longWorkWaitsToBeAskedForAndStopsAtOnce() {
        set([](TreesSettings &trees) {
            trees.kind = "w";
            trees.leaves = 20;
        });
        desk().watch(true);
        settle();
        QVERIFY2(result().waiting.find("Compute") != std::string::npos, result().waiting.c_str());
        QVERIFY(!result().trellis && result().find("beam") && !desk().isCurrent());
        desk().compute();
        QTest::qWait(400); // in the middle of the sum
        QVERIFY(desk().job().isRunning());
        const auto before = desk().result();
        QElapsedTimer timer;
        timer.start();
        desk().job().cancel();
        QVERIFY(!desk().job().isRunning());
        set([](TreesSettings &trees) { trees.leaves = 6; }); // and the worker is free again
        settle();
        QVERIFY2(timer.elapsed() < 400, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(before && before->find("beam"));
        QCOMPARE(result().leaves.size(), 6);
        QVERIFY(desk().isCurrent());
    }

    void tooManyLeavesAreRefusedWithAWayOut() {
        QTemporaryDir folder;
        const QString path = folder.filePath("table.csv");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int row = 0; row < 70; ++row) {
            QStringList line;
            for (int column = 0; column < 70; ++column)
                line << QString::number(row == column ? 0 : 1. / (1 + std::abs(row - column)));
            file.write((line.join(u',') + u'\n').toUtf8());
        }
        file.close();
        m_document->change("test", [&](Session &session) {
            session.trees.source = Source::Table;
            session.trees.subjets = 0;
            session.treesTable = path.toStdString();
        });
        desk().watch(true);
        settle();
        QVERIFY(!desk().result());
        QVERIFY2(desk().message().contains("70 leaves") && desk().message().contains("Join into"),
                 qPrintable(desk().message()));
        set([](TreesSettings &trees) { trees.subjets = 10; });
        settle();
        QVERIFY2(desk().result(), qPrintable(desk().message()));
        QCOMPARE(result().leaves.size(), 10);
        QVERIFY(result().leaves.joined.find("70") != std::string::npos);
    }

    void whatCannotBeReadSaysWhy_data() {
        QTest::addColumn<QString>("content");
        QTest::newRow("NaN") << "0,1,nan\n1,0,1\nnan,1,0\n";
        QTest::newRow("not square") << "0,1\n1,0\n1,1\n";
        QTest::newRow("empty") << "";
        QTest::newRow("damaged JSON") << "{\"similarity\": [[0, 1";
        QTest::newRow("no such file") << QString();
    }
    void whatCannotBeReadSaysWhy() {
        QFETCH(QString, content);
        QTemporaryDir folder;
        const QString path = folder.filePath("table");
        if (!content.isNull()) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content.toUtf8());
        }
        m_document->change("test", [&](Session &session) {
            session.trees.source = Source::Table;
            session.treesTable = path.toStdString();
        });
        desk().watch(true);
        settle();
        QVERIFY(!desk().result());
        QVERIFY2(desk().message().contains(" (") && desk().message().contains("; "),
                 qPrintable(desk().message()));
    }

    void sixtySamplesGoThroughTheSparseTrellisOrSubclusters() {
        set([](TreesSettings &trees) {
            trees.source = Source::Expression;
            trees.subjets = 0;
        });
        desk().watch(true);
        settle();
        QCOMPARE(result().leaves.size(), 60);
        QVERIFY(result().sparse && !result().trellis);
        QVERIFY(result().find("sparse")->logLikelihood >= result().find("beam")->logLikelihood - 1e-9);
        QVERIFY(result().logZ >= result().find("sparse")->logLikelihood - 1e-9);
        QCOMPARE(result().leaves.groupNames.size(), std::size_t(6));

        set([](TreesSettings &trees) { trees.subjets = 12; });
        settle();
        QCOMPARE(result().leaves.size(), 12);
        QVERIFY(result().trellis && result().samples.size() == 500);
        for (int group : result().leaves.groups)
            QVERIFY(group >= 0); // no group of samples is mixed
    }

    void everyTreeForbiddenIsAResult() {
        set([](TreesSettings &trees) { trees.tCut = 1e6; });
        desk().watch(true);
        settle();
        QVERIFY(desk().result() && std::isinf(result().logZ));
        QCOMPARE(result().finiteTrees, 0.);
        QVERIFY(!result().find("map") && result().samples.empty() && !result().order.empty());
    }

    void aJetThatIsNotThereSaysSo() {
        set([](TreesSettings &trees) { trees.source = Source::Jet; });
        desk().watch(true);
        QVERIFY(!desk().result() && !desk().message().isEmpty());
    }
};

QUINCUNX_TEST(trees_desk, TreesDeskLaws, QCoreApplication)
#include "test_trees_desk.moc"
