// The contract of `flow train`, `flow evaluate` and `flow density`.
#include "tests/app/run_program.h"

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace quincunx;
using namespace quincunx::test;
using nlohmann::json;

class CommandLineFlow : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char *name) const { return m_folder.filePath(name); }
    static json parsed(const Result &result) {
        return result.code == 0 ? json::parse(result.out) : json{{"failed", result.err}};
    }

private Q_SLOTS:
    /// Draws of one flow are the samples that another learns.
    void drawsAreSamplesToLearn() {
        QCOMPARE(run({"flow", "train", "--manifold", "t2", "--target", "unimodal", "--steps", "200", "--save",
                      path("a.json")})
                     .code,
                 0);
        const QStringList draw{"flow", "sample", path("a.json"), "--draws", "2000", "--out", path("a.csv")};
        QCOMPARE(run(draw).code, 0);
        const json learned = parsed(
            run({"flow", "train", "--manifold", "t2", "--target", "samples", "--samples", path("a.csv"),
                 "--steps", "200", "--layers", "1", "--save", path("b.json"), "--json"}));
        QVERIFY2(learned.contains("held_out_log_likelihood"), learned.dump().c_str());
        QCOMPARE(learned.at("samples"), 2000);
        QVERIFY(learned.at("held_out_log_likelihood").get<double>() >
                learned.at("uniform_log_likelihood").get<double>() + 0.2);
        const json evaluated = parsed(run({"flow", "evaluate", path("b.json"), "--json"}));
        QVERIFY(std::abs(evaluated.at("integral").get<double>() - 1) < 1e-4);
        verifyOneLine(run({"flow", "train", "--manifold", "t2", "--target", "samples", "--samples",
                           path("none.csv"), "--save", path("x.json")}),
                      1);
        verifyOneLine(run({"flow", "train", "--manifold", "s2", "--target", "samples", "--samples",
                           path("a.csv"), "--save", path("x.json")}),
                      1); // angles are no unit vectors
    }

    void targetsAreDrawnInFiles() {
        std::ofstream(path("dabs.json").toStdString()) << R"([{"at": [1, 2], "width": 0.4}])";
        std::ofstream(path("curve.json").toStdString()) << "[[0.1, 0.2], [0.3, 0.2]]";
        const json painted = parsed(
            run({"flow", "train", "--manifold", "t2", "--target", "painted", "--painting", path("dabs.json"),
                 "--steps", "200", "--layers", "1", "--save", path("p.json"), "--json"}));
        QVERIFY2(painted.contains("exact_log_z"), painted.dump().c_str());
        QVERIFY(parsed(run({"flow", "train", "--manifold", "t2", "--target", "robot_arm", "--shape",
                            path("curve.json"), "--joint-limit", "120", "--steps", "20", "--save",
                            path("q.json"), "--json"}))
                    .contains("kl"));
        verifyOneLine(run({"flow", "train", "--manifold", "s2", "--target", "painted", "--painting",
                           path("dabs.json"), "--save", path("x.json")}),
                      1);
        verifyOneLine(run({"flow", "train", "--manifold", "t2", "--target", "painted", "--painting",
                           path("curve.json"), "--save", path("x.json")}),
                      1);
    }

    void trainsEvaluatesAndWritesTheDensity() {
        const json trained = parsed(run({"flow", "train", "--manifold", "s2", "--target", "mixture4",
                                         "--flow", "recursive", "--layers", "1", "--bins", "8", "--steps",
                                         "300", "--seed", "5", "--save", path("m.json"), "--json"}));
        QVERIFY2(trained.contains("kl"), trained.dump().c_str());
        QCOMPARE(trained.at("steps"), 300);
        const json evaluated = parsed(run({"flow", "evaluate", path("m.json"), "--json"}));
        QVERIFY2(evaluated.contains("integral"), evaluated.dump().c_str());
        const double kl = evaluated.at("kl"), ess = evaluated.at("ess");
        QVERIFY(kl > 0 && kl < 0.3 && ess > 0.5 && ess < 1);
        QVERIFY(std::abs(evaluated.at("integral").get<double>() - 1) < 1e-4);
        QVERIFY(std::abs(evaluated.at("quadrature_kl").get<double>() - kl) < 0.02);
        QVERIFY(std::abs(evaluated.at("quadrature_log_z").get<double>() -
                         evaluated.at("exact_log_z").get<double>()) < 1e-6);
        for (const char *law :
             {"max_logdet_error", "max_roundtrip_error", "max_seam_jump", "max_pole_spread"})
            QVERIFY2(evaluated.at(law).get<double>() < 1e-6, law);

        QCOMPARE(run({"flow", "density", path("m.json"), "--out", path("d.json")}).code, 0);
        const json density = json::parse(contents(path("d.json").toStdString()));
        double integral = 0, divergence = 0, normaliser = 0;
        const auto &weights = density.at("weights");
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const double weight = weights[i], model = density.at("log_model")[i],
                         target = density.at("log_target")[i];
            integral += weight * std::exp(model);
            normaliser += weight * std::exp(target);
            divergence += weight * std::exp(model) * (model - target);
        }
        QVERIFY(std::abs(integral - 1) < 1e-4);
        QVERIFY(std::abs(divergence + std::log(normaliser) - evaluated.at("quadrature_kl").get<double>()) <
                1e-3);
        QCOMPARE(run({"flow", "density", path("m.json"), "--grid", "8", "--out", path("d.npz")}).code, 0);
        const std::string archive = contents(path("d.npz").toStdString());
        for (const char *name : {"points.npy", "log_model.npy", "log_target.npy", "weights.npy"})
            QVERIFY(archive.find(name) != std::string::npos);
    }

    void goesOn() {
        const QStringList train{"flow",     "train",        "--manifold", "t2",       "--target",
                                "unimodal", "--flow",       "ncp",        "--layers", "1",
                                "--save",   path("r.json"), "--json"};
        QCOMPARE(parsed(run(train + QStringList{"--steps", "50"})).at("steps"), 50);
        const json more =
            parsed(run({"flow", "train", "--save", path("r.json"), "--resume", "--steps", "90", "--json"}));
        QCOMPARE(more.at("steps"), 90);
        QCOMPARE(more.at("target"), "unimodal");
    }

    void saysWhatIsWrong() {
        verifyOneLine(
            run({"flow", "train", "--manifold", "t2", "--target", "mixture4", "--save", path("x.json")}), 1);
        verifyOneLine(run({"flow", "train", "--manifold", "t2", "--target", "unimodal", "--flow", "expmap",
                           "--save", path("x.json")}),
                      1);
        verifyOneLine(run({"flow", "evaluate", path("nothing.json")}), 1);
        std::ofstream(path("cut.json").toStdString()) << "{\"format\": \"quincunx fl";
        verifyOneLine(run({"flow", "evaluate", path("cut.json")}), 1);
        QVERIFY(run({"flow", "train", "--steps", "-3", "--save", path("x.json")}).code != 0);
    }
};

QUINCUNX_TEST(command_line_flow, CommandLineFlow, QCoreApplication)
#include "test_command_line_flow.moc"
