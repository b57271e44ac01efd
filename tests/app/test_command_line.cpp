// The contract of the command line: one JSON document or one line of error, and the exit code.
#include "tests/app/run_program.h"

#include <QImage>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <csignal>

using namespace quincunx;
using namespace quincunx::test;
using nlohmann::json;

namespace {

QString example(const char *name) {
    return QString::fromStdString((test::examplesDir() / name).string());
}

} // namespace

class CommandLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QUINCUNX_NEED(test::examplesDir() / "single-event.dat"); }

    void versionAndHelp() {
        QCOMPARE(run({"--version"}).code, 0);
        QVERIFY(run({"--version"}).out.starts_with("quincunx "));
        for (const char *name : {"events", "cluster", "jet", "sample", "render", "list"}) {
            const Result help = run({"help", name});
            QCOMPARE(help.code, 0);
            QVERIFY(help.out.find("--") != std::string::npos);
        }
        QVERIFY(run({"help", "cluster"}).out.find("antikt") != std::string::npos);
    }

    void list() {
        for (const char *what : {"formats", "clusterings", "quantities", "views"}) {
            const json all = json::parse(run({"list", what, "--json"}).out);
            QVERIFY(all.at(what).size() >= 4);
            for (const json &entry : all.at(what))
                QVERIFY(!entry.at("name").get<std::string>().empty() &&
                        !entry.at("summary").get<std::string>().empty());
            QVERIFY(run({"list", what}).out.find(all.at(what)[0].at("name").get<std::string>()) == 0);
        }
    }

    void events() {
        const json file =
            json::parse(run({"events", example("Pythia-PtMin1000-LHC-10ev.dat"), "--json"}).out);
        QCOMPARE(file.at("events").get<int>(), 10);
        QCOMPARE(file.at("format").get<std::string>(), std::string("fastjet"));
        const json event =
            json::parse(run({"events", example("single-event.dat"), "--event", "0", "--json"}).out);
        QCOMPARE(event.at("particles").size(), std::size_t(354));
        double sum = 0;
        for (const json &particle : event.at("particles"))
            sum += std::hypot(particle.at("px").get<double>(), particle.at("py").get<double>());
        QVERIFY(std::fabs(sum - 2069.47739381) < 1e-6);
    }

    void cluster() {
        const json found = json::parse(run({"cluster", example("single-event.dat"), "--algorithm", "kt",
                                            "--radius", "1", "--ptmin", "5", "--json"})
                                           .out);
        QCOMPARE(found.at("jets").size(), std::size_t(9));
        QVERIFY(std::fabs(found.at("jets")[0].at("pt").get<double>() - 983.38727662) < 1e-4);
        QCOMPARE(found.at("jets")[0].at("constituents").size(), std::size_t(35));
        QVERIFY(found.at("dmerge").size() >= 10);
        const json general = json::parse(run({"cluster", example("single-event.dat"), "--algorithm", "genkt",
                                              "--p", "1", "--radius", "1", "--json"})
                                             .out);
        QVERIFY(general.at("jets")[0].at("pt") == found.at("jets")[0].at("pt"));
        const json areas = json::parse(
            run({"cluster", example("single-event.dat"), "--radius", "1", "--areas", "--json"}).out);
        QVERIFY(areas.at("jets")[0].at("area").get<double>() > 2);
        QCOMPARE(run({"cluster", example("single-event.dat"), "--radius", "1", "--json"}).out,
                 run({"cluster", example("single-event.dat"), "--radius", "1", "--json"}).out);
    }

    void jet() {
        const QStringList command{"jet", example("boosted_top_event.dat"), "--radius", "1", "--json"};
        const json top = json::parse(run(command).out);
        QVERIFY(std::fabs(top.at("pt").get<double>() - 874.479615344) < 1e-6);
        QCOMPARE(top.at("constituents").size(), std::size_t(36));
        QVERIFY(std::fabs(top.at("lund")[0].at("Delta").get<double>() - 0.797089941005) < 1e-9);
        QVERIFY(std::fabs(top.at("tau").at("onepass_wta_kt")[2].get<double>() - 0.0244425882384) < 1e-11);
        QVERIFY(std::fabs(top.at("ecf").at("D2").get<double>() - 1.21858272386) < 1e-9);
        QCOMPARE(top.at("softdrop").size(), std::size_t(3));
        for (const char *name : {"beta", "zg", "Rg", "m"})
            QVERIFY(top.at("softdrop")[0].at(name).is_number());
        QCOMPARE(run(command).out, run(command).out);
        QVERIFY(run({"jet", example("boosted_top_event.dat")}).out.find("Lund plane") != std::string::npos);
    }

    void jetsFirstMergeIsTheSmallestDistance() {
        for (const char *alpha : {"-1", "-0.35", "0", "1"}) {
            const json second = json::parse(
                run({"jet", example("single-event.dat"), "--jet", "1", "--alpha", alpha, "--json"}).out);
            const json &d = second.at("adjacency");
            QCOMPARE(d.size(), second.at("constituents").size());
            QCOMPARE(second.at("merges").size(), d.size() - 1);
            double least = std::numeric_limits<double>::infinity();
            for (std::size_t i = 0; i < d.size(); ++i)
                for (std::size_t j = 0; j < i; ++j)
                    least = std::min(least, d[i][j].get<double>());
            const json &merge = second.at("merges")[0];
            QCOMPARE(d[merge[0].get<std::size_t>()][merge[1].get<std::size_t>()].get<double>(), least);
            QVERIFY(std::fabs(merge[2].get<double>() - least) < 1e-9 * least);
        }
    }

    void sample() {
        const QTemporaryDir folder;
        const QStringList command{"sample",   example("Pythia-PtMin1000-LHC-10ev.dat"),
                                  "--label",  "QCD",
                                  "--ginkgo", "w",
                                  "--count",  "50",
                                  "--radius", "1",
                                  "--cache",  folder.filePath("cache"),
                                  "--json"};
        const Result first = run(command);
        const json all = json::parse(first.out);
        QCOMPARE(all.at("jets").get<int>(), 60);
        QCOMPARE(all.at("labels").size(), std::size_t(2));
        QCOMPARE(all.at("labels")[0].at("label").get<std::string>(), std::string("QCD"));
        const json &w = all.at("labels")[1];
        QCOMPARE(w.at("label").get<std::string>(), std::string("W"));
        QVERIFY(std::fabs(w.at("quantities").at("m").at("mean").get<double>() - 80) < 1e-6);
        double count = 0;
        for (const json &bin : w.at("quantities").at("tau21").at("histogram").at("counts"))
            count += bin.get<double>();
        QVERIFY(count >= 40 && count <= 50);
        QCOMPARE(w.at("image_aligned").size(), std::size_t(25));
        QCOMPARE(all.at("correlations")[0].at("image").size(), std::size_t(25));
        QVERIFY(QFile::exists(folder.filePath("cache")));
        QCOMPARE(run(command).out, first.out); // from the cache
        QVERIFY(run({"sample", "--ginkgo", "qcd", "--count", "5"}).out.find("QCD, 5 jets") !=
                std::string::npos);
    }

    void renderWithoutDisplay_data() {
        QTest::addColumn<QString>("view");
        QTest::addColumn<QString>("ending");
        for (const QString name :
             {"rphi.png", "rphi.svg", "rphi.pdf", "rhoz.png", "rhoz.svg", "rhoz.pdf", "3d.png", "lego.png"})
            QTest::newRow(qPrintable(name)) << name.section('.', 0, 0) << name.section('.', 1);
    }
    void renderWithoutDisplay() {
        QFETCH(QString, view);
        QFETCH(QString, ending);
        QTemporaryDir folder;
        const QString out = folder.filePath("figure." + ending);
        const Result result = run(
            {"render", example("boosted_top_event.dat"), "--view", view, "--size", "640x480", "--out", out});
        QVERIFY2(result.code == 0, result.err.c_str());
        const std::string bytes = test::contents(out.toStdString());
        if (ending == "png") {
            const QImage image(out);
            QCOMPARE(image.size(), QSize(640, 480));
            QSet<QRgb> colours;
            for (int x = 0; x < 640; x += 2)
                for (int y = 0; y < 480; y += 2)
                    colours.insert(image.pixel(x, y));
            QVERIFY(colours.size() > 20); // something is drawn
        } else {
            QVERIFY(bytes.starts_with(ending == "pdf" ? "%PDF" : "<?xml"));
            if (ending == "svg")
                QVERIFY(bytes.find("GeV") != std::string::npos ||
                        bytes.find("[m]") != std::string::npos); // text stays text
        }
    }

    void workFails_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("missing file") << QStringList{"events", "/no/such/file"};
        QTest::newRow("a folder") << QStringList{"events", "/tmp"};
        QTest::newRow("a binary") << QStringList{"cluster", QStringLiteral(QUINCUNX_PROGRAM)};
        QTest::newRow("no such event") << QStringList{"events", example("single-event.dat"), "--event", "7"};
        QTest::newRow("no such jet") << QStringList{
            "render", example("single-event.dat"), "--view", "rphi", "--jet", "99", "--out", "/tmp/x.png"};
        QTest::newRow("no such jet to take apart")
            << QStringList{"jet", example("single-event.dat"), "--jet", "99", "--json"};
        QTest::newRow("unwritable") << QStringList{"render", example("single-event.dat"), "--view", "rphi",
                                                   "--out",  "/no/such/folder/x.png"};
        QTest::newRow("3-D as SVG") << QStringList{
            "render", example("single-event.dat"), "--view", "3d", "--out", "/tmp/x.svg"};
        QTest::newRow("no display") << QStringList{};
    }
    void workFails() {
        QFETCH(QStringList, arguments);
        const Result result = run(arguments);
        verifyOneLine(result, 1);
        QVERIFY(result.out.empty());
    }

    void wrongUsage_data() {
        QTest::addColumn<QStringList>("arguments");
        const QString file = example("single-event.dat");
        QTest::newRow("unknown option") << QStringList{"events", file, "--nonsense"};
        QTest::newRow("no file") << QStringList{"cluster"};
        QTest::newRow("radius out of range") << QStringList{"cluster", file, "--radius", "50"};
        QTest::newRow("radius not a number") << QStringList{"cluster", file, "--radius", "big"};
        QTest::newRow("unknown algorithm") << QStringList{"cluster", file, "--algorithm", "cone"};
        QTest::newRow("unknown view") << QStringList{"render", file, "--view", "4d", "--out", "x.png"};
        QTest::newRow("alpha out of range") << QStringList{"jet", file, "--alpha", "1.5"};
        QTest::newRow("no sample") << QStringList{"sample"};
        QTest::newRow("labels that do not fit")
            << QStringList{"sample", file, "--label", "a", "--label", "b"};
        QTest::newRow("unknown list") << QStringList{"list", "everything"};
        QTest::newRow("unknown topic") << QStringList{"help", "everything"};
        QTest::newRow("negative event") << QStringList{"events", file, "--event", "-1"};
    }
    void wrongUsage() {
        QFETCH(QStringList, arguments);
        const Result result = run(arguments);
        verifyOneLine(result, 2);
        QVERIFY(result.out.empty());
    }
};

QUINCUNX_TEST(command_line, CommandLine, QCoreApplication)
#include "test_command_line.moc"
