// The contract of `simulate` and `infer`.
#include "tests/app/run_program.h"

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

using namespace quincunx;
using namespace quincunx::test;
using nlohmann::json;

class CommandLineInference : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char *name) const { return m_folder.filePath(name); }
    QString written(const char *name, const std::string &text) const {
        std::ofstream(path(name).toStdString()) << text;
        return path(name);
    }
    static json parsed(const Result &result) {
        return result.code == 0 ? json::parse(result.out) : json{{"failed", result.err}};
    }

private Q_SLOTS:
    void simulates() {
        for (const json &entry : parsed(run({"list", "simulators", "--json"})).at("simulators")) {
            const auto name = QString::fromStdString(entry.at("name").get<std::string>());
            const Result made =
                run({"simulate", "--simulator", name, "--count", "20", "--out", path("s.csv")});
            QVERIFY2(made.code == 0, made.err.c_str());
            const std::string text = contents(path("s.csv").toStdString());
            QCOMPARE(std::ranges::count(text, '\n'), 21);
        }
        QCOMPARE(run({"simulate", "--simulator", "slcp", "--count", "20", "--out", path("s.npz")}).code, 0);
        const std::string archive = contents(path("s.npz").toStdString());
        QVERIFY(archive.find("theta.npy") != std::string::npos && archive.find("x.npy") != std::string::npos);
        run({"simulate", "--simulator", "sir", "--seed", "4", "--count", "5", "--out", path("a.csv")});
        run({"simulate", "--simulator", "sir", "--seed", "4", "--count", "5", "--out", path("b.csv")});
        QVERIFY(contents(path("a.csv").toStdString()) == contents(path("b.csv").toStdString()));
    }

    /// A program of one's own, by its description.
    void simulatesElsewhere() {
        written("s.sh", "while read line; do echo '[0.5, null]'; done");
        const QString file = written("s.json", R"({"command": ["sh", "s.sh"], "data": ["x", "y"],
            "parameters": [{"name": "a", "prior": "uniform", "low": 0, "high": 1}]})");
        const Result made = run(
            {"simulate", "--simulator", "external:" + file, "--count", "7", "--out", path("external.csv")});
        QVERIFY2(made.code == 0, made.err.c_str());
        QVERIFY(made.err.find("7 of 7 simulations") != std::string::npos);
        QVERIFY(contents(path("external.csv").toStdString()).starts_with("a,x,y\n"));
        written("s.sh", "read line; echo no reason >&2; exit 2");
        const QString x = written("xy.csv", "0.5,1\n");
        const Result failed = run({"infer", "--simulator", "external:" + file, "--observation", x,
                                   "--simulations", "10", "--samples", "2", "--out", path("none.csv")});
        QVERIFY(failed.code != 0);
        QVERIFY2(failed.err.find("its last words: no reason") != std::string::npos, failed.err.c_str());
    }

    /// Rejection comes near the true posterior.
    void infers() {
        const QString x = written("x.csv", "x\n1.5\n");
        const json exact =
            parsed(run({"infer", "--simulator", "gauss_gauss", "--estimator", "exact", "--observation", x,
                        "--samples", "5000", "--out", path("exact.csv"), "--json"}));
        const json abc =
            parsed(run({"infer", "--simulator", "gauss_gauss", "--estimator", "abc", "--observation", x,
                        "--samples", "1000", "--out", path("abc.csv"), "--json"}));
        auto number = [](const json &of, const char *what) {
            return of.at("parameters").at(0).at(what).get<double>();
        };
        QVERIFY(std::abs(number(exact, "mean") - 1.235) < 0.1); // N(1.5, 5) within [−5, 5]
        QVERIFY(std::abs(number(abc, "mean") - number(exact, "mean")) < 0.3);
        QVERIFY(std::abs(number(abc, "deviation") / number(exact, "deviation") - 1) < 0.1);
        const std::string samples = contents(path("exact.csv").toStdString());
        QVERIFY(samples.starts_with("theta\n"));
        QCOMPARE(std::ranges::count(samples, '\n'), 5001);
    }

    /// Populations come nearer than rejection, with as many simulations.
    void infersByPopulations() {
        const QString x = written("moon.csv", "0,0\n");
        auto deviation = [&](const char *estimator) {
            const json all = parsed(
                run({"infer", "--simulator", "two_moons", "--estimator", estimator, "--observation", x,
                     "--simulations", "5000", "--samples", "500", "--out", path("smc.csv"), "--json"}));
            return all.at("parameters").at(0).at("deviation").get<double>();
        };
        const double exact = deviation("exact");
        QVERIFY(std::abs(deviation("smcabc") - exact) < std::abs(deviation("abc") - exact));
        const std::string samples = contents(path("smc.csv").toStdString());
        QCOMPARE(std::ranges::count(samples, '\n'), 501);
        verifyOneLine(run({"infer", "--simulator", "two_moons", "--estimator", "smcabc", "--observation", x,
                           "--simulations", "1000", "--samples", "500", "--out", path("few.csv")}),
                      1);
    }

    /// Coverage over the grid, and the set of an observation.
    void makesConfidenceSets() {
        const QString x = written("counts.csv", "100,75\n");
        const json all = parsed(run({"confidence", "--simulator", "on_off", "--trials", "400", "--grid", "6",
                                     "--observation", x, "--out", path("set.csv"), "--json"}));
        QCOMPARE(all.at("statistic").get<std::string>(), "likelihood");
        QCOMPARE(all.at("points").size(), std::size_t(36));
        QVERIFY(std::abs(all.at("coverage").at("mean").get<double>() - 0.9) < 0.01);
        QVERIFY(all.at("coverage").at("least").get<double>() > 0.82);
        int accepted = 0;
        for (const json &point : all.at("points")) {
            QCOMPARE(point.at("accepted").get<bool>(),
                     point.at("statistic").get<double>() <= point.at("critical").get<double>());
            accepted += point.at("accepted").get<bool>();
        }
        QVERIFY(accepted > 2 && accepted < 20); // of μ about 1.7 and ν about 1.1
        QVERIFY(all.at("set").at("parameters").at(0).at("low").get<double>() <= 2);
        const std::string table = contents(path("set.csv").toStdString());
        QVERIFY(
            table.starts_with("signal strength,background strength,critical,coverage,statistic,accepted"));
        QCOMPARE(std::ranges::count(table, '\n'), 37);
        const json waldo = parsed(run({"confidence", "--simulator", "gauss_gauss", "--statistic", "waldo",
                                       "--simulations", "2000", "--trials", "0", "--json"}));
        QVERIFY(!waldo.contains("coverage") && waldo.at("points").size() == 11);
        verifyOneLine(run({"confidence", "--simulator", "slcp", "--statistic", "waldo"}), 1);
        verifyOneLine(run({"confidence", "--simulator", "on_off", "--level", "1"}), 2);
        verifyOneLine(run({"confidence"}), 2);
    }

    void tellsInformation() {
        const json all = parsed(run(
            {"information", "--simulator", "eft", "--at", "0.3,-0.2", "--simulations", "2000", "--json"}));
        const auto number = [&](const char *of, const char *what) {
            return all.at(of).at(what).at(0).at(0).get<double>();
        };
        QCOMPARE(number("sum", "standard_error"), 0.);
        QVERIFY(std::abs(number("likelihood", "matrix") - number("sum", "matrix")) <
                5 * number("likelihood", "standard_error"));
        QVERIFY(number("joint", "matrix") > number("sum", "matrix"));
        verifyOneLine(run({"information", "--simulator", "eft", "--at", "0.3"}), 1);
        verifyOneLine(run({"information", "--simulator", "eft", "--at", "0.3,7"}), 1);
        verifyOneLine(run({"information", "--simulator", "no_such", "--at", "1"}), 1);
    }

    /// What no simulation is like is told, and the numbers are given all the same.
    void warnsOfWhatIsUnlikeTheSimulations() {
        auto infer = [&](const char *numbers, const char *estimator) {
            return run({"infer", "--simulator", "two_moons", "--estimator", estimator, "--observation",
                        written("there.csv", numbers), "--simulations", "5000", "--samples", "50", "--out",
                        path("there_theta.csv"), "--json"});
        };
        for (const char *estimator : {"abc", "exact"}) {
            const Result near = infer("-0.3,0.1\n", estimator);
            QVERIFY2(near.err.empty(), near.err.c_str());
            QVERIFY(parsed(near).at("misspecification_p").get<double>() > 0.01);
        }
        const Result far = infer("4,4\n", "abc");
        QVERIFY2(far.err.find("unlike the simulations (none of 3000 is") != std::string::npos,
                 far.err.c_str());
        QVERIFY(parsed(far).at("misspecification_p").get<double>() < 0.001);
    }

    /// The picture in the window is to be had without one.
    void drawsACalibration() {
        const Result made = run({"render", "--view", "calibration", "--simulator", "gauss_gauss",
                                 "--estimator", "exact", "--trials", "60", "--out", path("c.svg")});
        QVERIFY2(made.code == 0, made.err.c_str());
        const std::string text = contents(path("c.svg").toStdString());
        QVERIFY(text.find("60 trials") != std::string::npos);
        QVERIFY(text.find("contraction") != std::string::npos);
    }

    void saysWhatIsWrong() {
        const QString two = written("two.csv", "1,2\n"), text = written("text.csv", "a,b\n");
        auto infer = [&](const char *simulator, const QString &observation, const char *estimator = "abc") {
            return run({"infer", "--simulator", simulator, "--estimator", estimator, "--observation",
                        observation, "--simulations", "100", "--samples", "10", "--out", path("never.csv")});
        };
        verifyOneLine(infer("gauss_gauss", two), 1);
        verifyOneLine(infer("two_moons", text), 1);
        verifyOneLine(infer("two_moons", path("nowhere.csv")), 1);
        verifyOneLine(infer("two_moons", written("far.csv", "9,0\n"), "exact"), 1);
        verifyOneLine(infer("slcp", written("eight.csv", "1,2,3,4,5,6,7,8\n"), "exact"), 1);
        verifyOneLine(infer("two_moons", written("nan.csv", "nan,0\n")), 1);
        verifyOneLine(infer("no_such", two), 1);
        verifyOneLine(infer("two_moons", two, "nothing"), 2);
        verifyOneLine(run({"simulate", "--simulator", "sir", "--out", path("s.txt")}), 1);
        verifyOneLine(run({"simulate", "--simulator", "sir", "--out", "/nowhere/s.csv"}), 1);
        QVERIFY(!QFile::exists(path("never.csv")));
    }
};

QUINCUNX_TEST(command_line_inference, CommandLineInference, QCoreApplication)
#include "test_command_line_inference.moc"
