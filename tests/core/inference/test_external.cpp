// Simulators that are programs of their own, well-behaved and not.
#include "core/inference/named_simulator.h"
#include "tests/core/inference/all_simulators.h"

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <chrono>
#include <fstream>
#include <thread>

using namespace quincunx;

namespace {

const std::filesystem::path examples = QUINCUNX_SIMULATOR_EXAMPLES;

double secondsOf(const std::function<void()> &work) {
    const auto before = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

} // namespace

class TestExternal : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path path(const char *name) const { return m_folder.filePath(name).toStdString(); }

    /// A simulator of one parameter and two data that is this shell script. \param more fields of the file
    std::shared_ptr<const Simulator> script(const std::string &text, const std::string &more = {}) const {
        std::ofstream(path("s.sh")) << text;
        std::ofstream(path("s.json"))
            << R"({"name": "odd", "command": ["sh", "s.sh"], "data": ["x", "y"], "parameters":
                  [{"name": "a", "prior": "uniform", "low": 0, "high": 1}])"
            << more << "}";
        return makeExternalSimulator(path("s.json")).simulator;
    }
    /// What simulating says, or "" if it works.
    static std::string problem(const Simulator &one, std::size_t count = 3) {
        try {
            simulatePrior(one, count, 1, 1);
        } catch (const Error &error) {
            return error.what();
        }
        return {};
    }

private Q_SLOTS:
    void pythonExample() {
        const auto decay = makeExternalSimulator(examples / "decay.json").simulator;
        QCOMPARE(decay->parameters(), std::vector<std::string>{"lifetime [s]"});
        QCOMPARE(decay->prior().range(0), std::pair(0.5, 5.));
        const Simulations made = simulatePrior(*decay, 400, 3, 2), again = simulatePrior(*decay, 400, 3, 1);
        QVERIFY(made.x == again.x && made.theta == again.theta); // whoever made them
        QCOMPARE(made.unusable, std::size_t(0));
        const Eigen::ArrayXd pulls = (made.x.col(0) - made.theta.col(0)).array() / made.theta.col(0).array();
        QVERIFY(std::fabs(pulls.mean()) < 5 * std::sqrt(1.1 / 20 / 400));
        // what it mines: E[score] = 0, E[e^−ratio] = 1
        QVERIFY(decay->canMine());
        const Draws at = Draws::Constant(2000, 1, 2), other = Draws::Constant(2000, 1, 2.2);
        const MinedSimulations mined = mineAt(*decay, at, other, 5, 2);
        QVERIFY(mined.x == simulateAt(*decay, at, 5, 2));
        QVERIFY(std::fabs(mined.score.mean()) < 5 * std::sqrt(20 / 4. / 2000));
        const Eigen::ArrayXd ratio = (-mined.logRatio.array()).exp();
        QVERIFY(std::fabs(ratio.mean() - 1) < 5 * 0.5 / std::sqrt(2000.));
    }

    void compiledExample() {
        const auto text = test::contents(examples / "decision.json");
        std::ofstream(path("decision.json")) << text;
        std::filesystem::copy_file(QUINCUNX_DECISION, path("decision"),
                                   std::filesystem::copy_options::overwrite_existing);
        const auto decision = makeExternalSimulator(path("decision.json")).simulator;
        const Simulations made = simulatePrior(*decision, 300, 3, 2);
        QVERIFY(made.x == simulatePrior(*decision, 300, 3, 2).x);
        QVERIFY((made.x.col(0).array() >= 0).all() && (made.x.col(0).array() <= 1).all());
        // P(yes) = 1/(1 + e^(−2 drift bound))
        double sum = 0;
        for (Eigen::Index i = 0; i < 300; ++i)
            sum += made.x(i, 0) - 1 / (1 + std::exp(-2 * made.theta(i, 0) * made.theta(i, 1)));
        QVERIFY(std::fabs(sum / 300) < 5 * 0.5 / std::sqrt(50. * 300));
    }

    void answers() {
        QCOMPARE(problem(*script("while read l; do echo '[1, 2.5]'; done")), "");
        QCOMPARE(problem(*script("while read l; do echo '  {\"x\": [1, -2e3]}\r'; done")), "");
        QCOMPARE(problem(*script("while read l; do echo noise >&2; echo '[1,2]'; done")), "");
        // no newline at the start, answers in pieces
        QCOMPARE(problem(*script("while read l; do printf '[1'; sleep 0.05; echo ', 2]'; done")), "");
        // what is asked
        script("read l; echo \"$l\" > asked; echo '[1,2]'; cat > /dev/null")->prior();
        QCOMPARE(problem(*script("read l; echo \"$l\" > asked; echo '[1,2]'; cat >> /dev/null"), 1), "");
        const auto asked = nlohmann::json::parse(test::contents(path("asked")));
        QCOMPARE(asked.size(), std::size_t(2));
        QVERIFY(asked.at("theta").at(0).get<double>() < 1 && asked.at("seed").is_number_unsigned());
    }

    void unusableNumbersAreCounted() {
        for (const char *x : {"[null, 1]", "[NaN, 1]", "[1, -Infinity]", "{\"x\": [nan, inf]}"}) {
            const auto one = script(std::string("while read l; do echo '") + x + "'; done");
            const Simulations made = simulatePrior(*one, 5, 1, 1);
            QCOMPARE(made.unusable, std::size_t(5));
        }
    }

    void troubles_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("too few") << "while read l; do echo '[1]'; done"
                                 << "x has 1 numbers, not 2";
        QTest::newRow("too many") << "while read l; do echo '[1,2,3]'; done"
                                  << "x has 3 numbers, not 2";
        QTest::newRow("no list") << "while read l; do echo '7'; done"
                                 << "x is no list";
        QTest::newRow("no x") << "while read l; do echo '{\"y\": 1}'; done"
                              << "lacks \"x\"";
        QTest::newRow("texts") << "while read l; do echo '[1, \"two\"]'; done"
                               << "\"two\" is no number";
        QTest::newRow("garbage") << "while read l; do echo 'hello world'; done"
                                 << "'hello world' (it is no JSON)";
        QTest::newRow("not text") << "while read l; do printf '\\377\\376\\000\\n'; done"
                                  << "it is no JSON";
        QTest::newRow("empty line") << "while read l; do echo; done"
                                    << "it is no JSON";
        QTest::newRow("death") << "read l; echo the reason >&2; exit 3"
                               << "it ended with status 3 instead of answering; its last words: the reason";
        QTest::newRow("death at once") << "exit 0"
                                       << "it ended with status 0";
        QTest::newRow("signal") << "read l; kill -SEGV $$"
                                << "ended by a signal: Segmentation fault";
        QTest::newRow("half an answer") << "read l; printf '[1,'; exit 0"
                                        << "it ended with status 0";
        QTest::newRow("hang") << "read l; sleep 60"
                              << "no answer within 300 ms";
        QTest::newRow("deaf") << "sleep 60"
                              << "no answer within 300 ms";
        QTest::newRow("deaf and obstinate") << "trap '' TERM PIPE; while :; do sleep 1; done"
                                            << "no answer within 300 ms";
        QTest::newRow("talks unasked") << "while read l; do echo '[1,2]'; echo '[3,4]'; done"
                                       << "without being asked";
        QTest::newRow("endless") << "read l; yes | tr -d '\\n'"
                                 << "no ";
        QTest::newRow("loud") << "read l; yes scream >&2"
                              << "its last words: scream";
        QTest::newRow("closes its output") << "read l; exec >&-; sleep 60"
                                           << "it closed its output";
    }
    void troubles() {
        QFETCH(QString, text);
        QFETCH(QString, says);
        std::string told;
        const double seconds =
            secondsOf([&] { told = problem(*script(text.toStdString(), R"(, "timeout": 0.3)"), 50); });
        QVERIFY2(QString::fromStdString(told).contains(says), told.c_str());
        QVERIFY(told.find("'odd'") != std::string::npos);
        QVERIFY2(seconds < 5, qPrintable(QString::number(seconds)));
    }

    void restarts() {
        // dies at every third question: asked again of a new one, which answers
        const std::string mortal =
            "n=0; while read l; do n=$((n+1)); [ $n = 3 ] && exit 1; echo \"[$n, 0]\"; done";
        const Simulations made = simulatePrior(*script(mortal), 12, 1, 1);
        QCOMPARE(made.unusable, std::size_t(0));
        QVERIFY((made.x.col(0).array() <= 2).all());
        // or is counted
        const std::string deadly = "read l; exit 1";
        QCOMPARE(simulatePrior(*script(deadly, R"(, "on_failure": "count")"), 4, 1, 1).unusable,
                 std::size_t(4));
        const std::string slow = "while read l; do sleep 5; done";
        QCOMPARE(simulatePrior(*script(slow, R"(, "on_failure": "count", "timeout": 0.1)"), 3, 1, 1).unusable,
                 std::size_t(3));
        // what is wrong is never counted
        QVERIFY(problem(*script("while read l; do echo no; done", R"(, "on_failure": "count")")) != "");
    }

    void severalAtOnce() {
        const std::string slow = "while read l; do sleep 0.2; echo '[1,2]'; done";
        const auto eight = script(slow, R"(, "processes": 8)");
        QVERIFY(secondsOf([&] { QCOMPARE(problem(*eight, 16), ""); }) < 1.6); // 3.2 s one by one
        const auto one = script("echo started >> starts; " + slow, R"(, "processes": 1)");
        QCOMPARE(simulatePrior(*one, 4, 1, 4).unusable, std::size_t(0));
        const std::string starts = test::contents(path("starts"));
        QCOMPARE(std::ranges::count(starts, '\n'), 1);
    }

    void cancels() {
        const auto one = script("while read l; do sleep 30; done", R"(, "timeout": 100, "processes": 3)");
        std::stop_source stop;
        std::jthread soon([&stop] {
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            stop.request_stop();
        });
        const double seconds = secondsOf([&] {
            QVERIFY_EXCEPTION_THROWN(simulatePrior(*one, 10, 1, 2, Progress(stop.get_token(), {})),
                                     Cancelled);
        });
        QVERIFY2(seconds < 1, qPrintable(QString::number(seconds)));
    }

    /// What was started has ended: also what it started itself.
    void leavesNothingBehind() {
        {
            const auto one = script("sleep 1000 & echo $! >> children; echo $$ >> children\n"
                                    "while read l; do echo '[1,2]'; done");
            QCOMPARE(problem(*one, 10), "");
        }
        std::istringstream children(test::contents(path("children")));
        int count = 0;
        for (std::string child; std::getline(children, child); ++count) {
            // gone, or waits to be forgotten
            QTRY_VERIFY2(!std::filesystem::exists("/proc/" + child) ||
                             test::contents("/proc/" + child + "/status").find("State:\tZ") !=
                                 std::string::npos,
                         child.c_str());
        }
        QVERIFY(count >= 2);
    }

    void mining() {
        const std::string good =
            "while read l; do echo '{\"x\": [1,2], \"log_ratio\": 0.5, \"score\": [3]}'; done";
        const Draws theta = Draws::Constant(2, 1, 0.5);
        const MinedSimulations mined = mineAt(*script(good, R"(, "mines": true)"), theta, theta, 1, 1);
        QCOMPARE(mined.logRatio[1], 0.5);
        QCOMPARE(mined.score(1, 0), 3.);
        QVERIFY_EXCEPTION_THROWN(mineAt(*script(good), theta, theta, 1, 1), Error);
        for (const char *answer : {"[1,2]", "{\"x\": [1,2], \"score\": [3]}",
                                   "{\"x\": [1,2], \"log_ratio\": 1, \"score\": [3, 4]}"})
            QVERIFY_EXCEPTION_THROWN(
                mineAt(*script(std::string("while read l; do echo '") + answer + "'; done",
                               R"(, "mines": true)"),
                       theta, theta, 1, 1),
                Error);
    }

    void descriptions_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        const QString rest =
            R"("data": ["x"], "parameters": [{"name": "a", "prior": "uniform", "low": 0, "high": 1}])";
        QTest::newRow("no object") << "[1]"
                                   << "no JSON object";
        QTest::newRow("no JSON") << "{"
                                 << "no JSON object";
        QTest::newRow("no command") << "{" + rest + "}"
                                    << "\"command\" is missing";
        QTest::newRow("command") << R"({"command": "ls", )" + rest + "}"
                                 << "\"command\" is missing, or is no list";
        QTest::newRow("unknown") << R"({"comand": ["ls"], )" + rest + "}"
                                 << "\"comand\" is not among its fields";
        QTest::newRow("timeout") << R"({"command": ["ls"], "timeout": 0, )" + rest + "}"
                                 << "\"timeout\"";
        QTest::newRow("processes") << R"({"command": ["ls"], "processes": 1.5, )" + rest + "}"
                                   << "\"processes\"";
        QTest::newRow("shape") << R"({"command": ["ls"], "shape": "cloud", )" + rest + "}"
                               << "none of numbers, points";
        QTest::newRow("prior")
            << R"({"command": ["ls"], "data": ["x"], "parameters": [{"name": "a", "prior": "flat"}]})"
            << "none of uniform, normal";
        QTest::newRow("limits")
            << R"({"command": ["ls"], "data": ["x"], "parameters": [{"name": "a", "prior": "uniform", "low": 1, "high": 0}]})"
            << "a: a uniform parameter ends before it begins";
        QTest::newRow("no low")
            << R"({"command": ["ls"], "data": ["x"], "parameters": [{"name": "a", "prior": "uniform"}]})"
            << "\"low\" is missing";
    }
    void descriptions() {
        QFETCH(QString, text);
        QFETCH(QString, says);
        std::ofstream(path("d.json")) << text.toStdString();
        try {
            makeExternalSimulator(path("d.json"));
            QFAIL("it was read");
        } catch (const Error &error) {
            QVERIFY2(QString(error.what()).contains(says), error.what());
        }
    }

    void names() {
        std::ofstream(path("n.json")) << R"({"command": ["./is-not-there"], "data": ["x"], // with a comment
            "shape": "series", "parameters": [{"name": "a", "prior": "log_normal", "mean": 0, "deviation": 1}]})";
        const auto missing = simulatorNamed("external:" + path("n.json").string());
        QCOMPARE(missing->dataShape().kind, DataShape::Kind::Series);
        QCOMPARE(missing->prior().lower(0), 0.);
        QVERIFY(problem(*missing).starts_with("cannot start './is-not-there'"));
        QVERIFY(problem(*missing).find("No such file") != std::string::npos);
        QCOMPARE(simulatorNamed("two_moons"), simulators().at("two_moons").simulator);
        QVERIFY_EXCEPTION_THROWN(simulatorNamed("three_moons"), Error);
        QVERIFY_EXCEPTION_THROWN(simulatorNamed("external:/nowhere.json"), Error);
    }

    /// For a window: whatever becomes of the file there is a simulator, if need be one that says what is
    /// wrong.
    void editions() {
        const std::string name = "external:" + path("later.json").string();
        const NamedSimulator before = simulatorKind(name);
        QVERIFY2(problem(*before.simulator).find("later.json") != std::string::npos,
                 problem(*before.simulator).c_str());
        QVERIFY(!std::ranges::count(externalSimulators(), name));
        QVERIFY_EXCEPTION_THROWN(readAgain(name), Error);
        QCOMPARE(simulatorKind(name).simulator, before.simulator);
        std::ofstream(path("later.json"))
            << R"({"name": "tossed", "command": ["sh", "-c", "while read l; do echo [1]; done"], "data": ["x"],
                   "parameters": [{"name": "a", "prior": "uniform", "low": 0, "high": 1}]})";
        readAgain(name);
        const NamedSimulator after = simulatorKind(name);
        QCOMPARE(after.title, std::string("tossed"));
        QVERIFY(after.edition != before.edition && problem(*after.simulator).empty());
        QCOMPARE(simulatorKind(name).simulator, after.simulator); // read once
        QVERIFY(std::ranges::count(externalSimulators(), name) == 1);
        std::ofstream(path("later.json")) << "{";
        QVERIFY_EXCEPTION_THROWN(readAgain(name), Error);
        QCOMPARE(simulatorKind(name).simulator, after.simulator);
        QCOMPARE(simulatorKind("two_moons").simulator, simulators().at("two_moons").simulator);
        QVERIFY_EXCEPTION_THROWN(simulatorKind("three_moons"), Error);
    }
};

QUINCUNX_TEST(external, TestExternal, NoApplication)
#include "test_external.moc"
