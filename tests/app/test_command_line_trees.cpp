// The contract of `generate ginkgo`, `trellis`, `trees` and `list densities`.
#include "tests/app/run_program.h"

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <cmath>
#include <csignal>

using namespace quincunx;
using namespace quincunx::test;
using nlohmann::json;

class CommandLineTrees : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char *name) const { return m_folder.filePath(name); }
    QString written(const char *name, const std::string &text) const {
        std::ofstream(path(name).toStdString()) << text;
        return path(name);
    }
    /// Jets to work on, of 5 to 9 leaves.
    QString jets() const {
        if (!QFile::exists(path("jets.json")))
            run({"generate", "ginkgo", "--count", "5", "--seed", "3", "--leaves", "5:9", "--out",
                 path("jets.json")});
        return path("jets.json");
    }

private Q_SLOTS:
    void generate() {
        const QStringList arguments{"generate", "ginkgo", "--kind",   "w",   "--count",       "30",
                                    "--seed",   "7",      "--lambda", "1.2", "--lambda-root", "2.5",
                                    "--t-cut",  "9",      "--mass",   "70"};
        QCOMPARE(run(arguments + QStringList{"--out", path("a.json")}).code, 0);
        QCOMPARE(run(arguments + QStringList{"--out", path("b.json")}).code, 0);
        const std::string text = test::contents(path("a.json").toStdString());
        QVERIFY(text == test::contents(path("b.json").toStdString()));
        const json document = json::parse(text);
        QCOMPARE(document.at("jets").size(), std::size_t(30));
        for (const json &jet : document.at("jets")) {
            QCOMPARE(jet.at("lambda").get<double>(), 1.2);
            QCOMPARE(jet.at("lambda_root").get<double>(), 2.5);
            QCOMPARE(jet.at("t_cut").get<double>(), 9.0);
            double E = 0, px = 0, py = 0, pz = 0;
            for (const json &p : jet.at("leaves")) {
                E += p[0].get<double>();
                px += p[1].get<double>();
                py += p[2].get<double>();
                pz += p[3].get<double>();
            }
            QVERIFY(std::fabs(std::sqrt(E * E - px * px - py * py - pz * pz) - 70) < 1e-6);
            const std::string tree = jet.at("tree");
            QCOMPARE(static_cast<std::size_t>(std::ranges::count(tree, ',')) + 1, jet.at("leaves").size());
        }
        for (const json &jet : json::parse(test::contents(jets().toStdString())).at("jets"))
            QVERIFY(jet.at("leaves").size() >= 5 && jet.at("leaves").size() <= 9);
    }

    void trellisMeetsTheGoldens() {
        const auto file = test::sharedDir() / "golden/trellis.json";
        QUINCUNX_NEED(file);
        json cases = json::parse(test::contents(file)).at("cases");
        const QString all = written("golden.json", json{{"jets", cases}}.dump());
        int index = 0;
        for (const json &one : cases) {
            const json found = json::parse(
                run({"trellis", all, "--jet", QString::number(index++), "--density",
                     QString::fromStdString(one.at("density").get<std::string>()), "--marginals", "--json"})
                    .out);
            QVERIFY(std::fabs(found.at("log_z").get<double>() - one.at("log_z").get<double>()) < 1e-8);
            QVERIFY(std::fabs(found.at("log_map").get<double>() - one.at("log_map").get<double>()) < 1e-8);
            QVERIFY(found.at("map_tree") == one.at("map_tree"));
            QVERIFY(found.at("density") == one.at("density"));
            QCOMPARE(found.at("finite_trees").get<double>(), one.at("finite_trees").get<double>());
            QCOMPARE(found.at("leaves").get<std::size_t>(), one.at("leaves").size());
            QVERIFY(found.at("entropy").get<double>() >= -1e-9 && found.at("seconds").get<double>() >= 0);
            double sum = 0;
            for (const json &marginal : found.at("marginals"))
                sum += marginal.at("probability").get<double>();
            QVERIFY(std::fabs(sum - (found.at("leaves").get<double>() - 1)) < 1e-6);
        }
    }

    void trellisSamplesAndBest() {
        const QStringList arguments{"trellis", jets(),   "--jet", "2",         "--samples", "20",    "--seed",
                                    "5",       "--best", "4",     "--threads", "2",         "--json"};
        json first = json::parse(run(arguments).out), second = json::parse(run(arguments).out);
        first.erase("seconds");
        second.erase("seconds");
        QVERIFY(first == second);
        QCOMPARE(first.at("density").get<std::string>(), std::string("exact"));
        QCOMPARE(first.at("samples").size(), std::size_t(20));
        QCOMPARE(first.at("best").size(), std::size_t(4));
        QVERIFY(first.at("best")[0].at("tree") == first.at("map_tree"));
        const json other = json::parse(run({"trellis", jets(), "--jet", "2", "--lambda", "4", "--json"}).out);
        QVERIFY(other.at("log_z") != first.at("log_z"));
        QCOMPARE(other.at("lambda").get<double>(), 4.0);
    }

    void trellisOfATable() {
        const QString table =
            written("table.csv", "name,group,a,b,c,d\na,x,0,5,1,1\nb,x,5,0,1,1\nc,y,1,1,0,5\n"
                                 "d,y,1,1,5,0\n");
        const json found = json::parse(run({"trellis", table, "--json"}).out);
        QCOMPARE(found.at("density").get<std::string>(), std::string("dasgupta"));
        QCOMPARE(found.at("map_tree").get<std::string>(), std::string("((0,1),(2,3))"));
        QCOMPARE(found.at("labels").size(), std::size_t(4));
        QVERIFY(std::fabs(found.at("log_map").get<double>() + 2 * 5 + 2 * 5 + 4 * 4) < 1e-9);
        const json same = json::parse(run({"trellis", table, "--density", "correlation", "--json"}).out);
        QVERIFY(same.at("finite_trees").get<double>() == 15);
    }

    void forbidden() {
        const json found = json::parse(run({"trellis", jets(), "--t-cut", "100000", "--json"}).out);
        QCOMPARE(found.at("log_z").get<std::string>(), std::string("-Infinity"));
        QCOMPARE(found.at("finite_trees").get<double>(), 0.0);
        QVERIFY(found.at("map_tree").is_null());
    }

    void manyLeaves() {
        const QString large = path("large.json");
        QCOMPARE(
            run({"generate", "ginkgo", "--kind", "w", "--mass", "200", "--leaves", "30:60", "--out", large})
                .code,
            0);
        const Result refused = run({"trellis", large, "--json"});
        verifyOneLine(refused, 1);
        QVERIFY(refused.err.find("subjets") != std::string::npos);
        const Result joined = run({"trellis", large, "--subjets", "10", "--density", "published", "--json"});
        QCOMPARE(joined.code, 0);
        QCOMPARE(json::parse(joined.out).at("leaves").get<int>(), 10);
        QVERIFY(joined.err.find("10 exclusive kT subjets") != std::string::npos);
        const json sparse =
            json::parse(run({"trellis", large, "--sparse", "20", "--density", "published", "--json"}).out);
        QVERIFY(sparse.at("log_z_lower_bound").get<double>() >=
                sparse.at("log_map_lower_bound").get<double>());
    }

    void trees() {
        const json found = json::parse(
            run({"trees", jets(), "--jet", "1", "--methods",
                 "truth,greedy,beam,map,kt,cambridge,antikt,astar", "--beam-width", "10", "--json"})
                .out);
        QCOMPARE(found.at("trees").size(), std::size_t(8));
        double map = 0, star = 0;
        for (const json &one : found.at("trees")) {
            QVERIFY(one.at("seconds").get<double>() >= 0);
            QVERIFY(one.at("tree").get<std::string>().starts_with('('));
            if (one.at("method") == "map")
                map = one.at("log_likelihood");
            if (one.at("method") == "astar")
                star = one.at("log_likelihood");
        }
        QVERIFY(std::fabs(map - star) < 1e-9);
        for (const char *name : {"robinson_foulds", "weighted_robinson_foulds", "triplet",
                                 "clustering_information", "cophenetic", "bakers_gamma", "shared_clades"}) {
            const json &matrix = found.at("distances").at(name);
            QCOMPARE(matrix.size(), std::size_t(8));
            for (std::size_t i = 0; i < 8; ++i)
                for (std::size_t j = 0; j < 8; ++j)
                    QVERIFY(std::fabs(matrix[i][j].get<double>() - matrix[j][i].get<double>()) < 1e-12);
        }
        QCOMPARE(found.at("distances").at("robinson_foulds")[3][7].get<double>(), 0.0); // map and astar
    }

    void textForPeople() {
        QVERIFY(run({"trellis", jets(), "--marginals"}).out.find("log_z") != std::string::npos);
        QVERIFY(run({"trees", jets()}).out.find("robinson_foulds") != std::string::npos);
        for (const char *name : {"generate", "trellis", "trees"})
            QVERIFY(run({"help", name}).code == 0);
    }

    void list() {
        const json all = json::parse(run({"list", "densities", "--json"}).out).at("densities");
        QCOMPARE(all.size(), std::size_t(5));
        QCOMPARE(all[0].at("name").get<std::string>(), std::string("exact"));
    }

    void workFails_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("missing file") << QStringList{"trellis", "/no/such/file"};
        QTest::newRow("a folder") << QStringList{"trees", "/tmp"};
        QTest::newRow("a binary") << QStringList{"trellis", QStringLiteral(QUINCUNX_PROGRAM)};
        QTest::newRow("no such jet") << QStringList{"trellis", jets(), "--jet", "99"};
        QTest::newRow("needs a table") << QStringList{"trellis", jets(), "--density", "dasgupta"};
        QTest::newRow("NaN in a table") << QStringList{"trellis", written("nan.csv", "0,nan\nnan,0\n")};
        QTest::newRow("truncated") << QStringList{"trees",
                                                  written("cut.json", "{\"jets\":[{\"leaves\":[[1,")};
        QTest::newRow("kt of a table")
            << QStringList{"trees", written("two.csv", "0,1\n1,0\n"), "--methods", "kt"};
        QTest::newRow("truth of a table")
            << QStringList{"trees", written("two.csv", "0,1\n1,0\n"), "--methods", "truth"};
        QTest::newRow("unwritable") << QStringList{"generate", "ginkgo", "--out", "/no/such/folder/x.json"};
        QTest::newRow("no such jets")
            << QStringList{"generate", "ginkgo", "--leaves", "900:901", "--out", path("none.json")};
    }
    void workFails() {
        QFETCH(QStringList, arguments);
        verifyOneLine(run(arguments), 1);
    }

    void wrongUsage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no generator") << QStringList{"generate"};
        QTest::newRow("no file to write") << QStringList{"generate", "ginkgo"};
        QTest::newRow("unknown kind") << QStringList{"generate", "ginkgo", "--kind", "z", "--out", path("x")};
        QTest::newRow("negative lambda")
            << QStringList{"generate", "ginkgo", "--lambda", "-1", "--out", path("x")};
        QTest::newRow("no range") << QStringList{"generate", "ginkgo", "--leaves", "5", "--out", path("x")};
        QTest::newRow("empty range") << QStringList{"generate", "ginkgo", "--leaves",
                                                    "9:5",      "--out",  path("x")};
        QTest::newRow("unknown density") << QStringList{"trellis", jets(), "--density", "none"};
        QTest::newRow("no threads") << QStringList{"trellis", jets(), "--threads", "0"};
        QTest::newRow("unknown method") << QStringList{"trees", jets(), "--methods", "truth,oracle"};
        QTest::newRow("no beam") << QStringList{"trees", jets(), "--beam-width", "0"};
    }
    void wrongUsage() {
        QFETCH(QStringList, arguments);
        verifyOneLine(run(arguments), 2);
    }
};

QUINCUNX_TEST(command_line_trees, CommandLineTrees, QCoreApplication)
#include "test_command_line_trees.moc"
