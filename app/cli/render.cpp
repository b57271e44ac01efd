#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "app/cli/private_display.h"
#include "app/cli/settings_options.h"
#include "app/startup.h"
#include "core/inference/observation.h"
#include "views/document/document.h"
#include "views/document/flow_desk.h"
#include "views/document/inference_desk.h"
#include "views/document/trees_desk.h"
#include "views/figure/figure.h"
#include "views/registry/view_registry.h"

#include <QApplication>
#include <QEventLoop>
#include <QFileInfo>

#include <cstdio>
#include <fstream>
#include <optional>
#include <sstream>

namespace quincunx::cli {
namespace {

struct RenderOptions {
    std::string file, view, observation, flow, out, size = "1200x900", theme = "light";
    std::int64_t event = -1;
    std::optional<std::size_t> jet;
    nlohmann::json clustering, cuts, display, jetSettings, jetDisplay, trees, treesDisplay, inference,
        estimator, inferenceDisplay;
};

QSize parsedSize(const std::string &text) {
    int width = 0, height = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) != 2)
        throw Error("cannot read the size '" + text + "'", "it is not WIDTHxHEIGHT",
                    "write for example 1200x900");
    return {width, height};
}

/// The session that the file is, or that shows the file if it is one of events; the options on top.
Session requestedSession(const RenderOptions &options) {
    std::ifstream stream(options.file, std::ios::binary);
    std::string head(512, '\0');
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(stream.gcount()));

    Session session;
    if (options.file.empty()) {
        // what is drawn needs none
    } else if (looksLikeSession(head)) {
        stream.clear();
        stream.seekg(0);
        std::ostringstream text;
        text << stream.rdbuf();
        session = sessionFromJson(text.str(), options.file);
    } else {
        session.files = {QFileInfo(QString::fromStdString(options.file)).absoluteFilePath().toStdString()};
        session.file = 0;
    }
    if (options.event >= 0) {
        session.event = options.event;
        session.selection = {};
    }
    session.clustering = ClusteringSettings::table().fromJson(options.clustering, session.clustering);
    session.cuts = CutSettings::table().fromJson(options.cuts, session.cuts);
    session.display = DisplaySettings::table().fromJson(options.display, session.display);
    session.jetSettings = JetSettings::table().fromJson(options.jetSettings, session.jetSettings);
    session.jetDisplay = JetDisplay::table().fromJson(options.jetDisplay, session.jetDisplay);
    session.trees = TreesSettings::table().fromJson(options.trees, session.trees);
    session.treesDisplay = TreesDisplay::table().fromJson(options.treesDisplay, session.treesDisplay);
    session.inference = InferenceSettings::table().fromJson(options.inference, session.inference);
    session.estimator = EstimatorSettings::table().fromJson(options.estimator, session.estimator);
    session.inferenceDisplay =
        InferenceDisplay::table().fromJson(options.inferenceDisplay, session.inferenceDisplay);
    if (options.inference.contains("simulator"))
        session.observation = {};
    if (!options.observation.empty()) {
        session.observation = {readObservation(options.observation), {}, 1};
        checkObservation(*simulatorKind(session.inference.simulator).simulator, session.observation.x);
    }
    return session;
}

void waitUntilSettled(Document &document) {
    if (document.isSettled())
        return;
    QEventLoop loop;
    QObject::connect(&document, &Document::settled, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Makes the trees, however long it takes. \return why there are none, else empty.
QString makeTreesOf(Document &document) {
    TreesDesk &desk = document.trees();
    QEventLoop loop;
    QObject::connect(&desk.job(), &Job::finished, &loop, &QEventLoop::quit);
    desk.compute();
    if (desk.job().isRunning())
        loop.exec();
    return desk.result() ? QString() : desk.message();
}

/// Makes the estimate, and tries it if a view of that is wanted, however long it takes. \return why there is
/// none, else empty.
QString inferOf(Document &document, bool calibrated) {
    InferenceDesk &desk = document.inference();
    QEventLoop loop;
    QString problem;
    QObject::connect(&document, &Document::failed, &loop,
                     [&](const Error &error) { problem = QString::fromStdString(error.what()); });
    desk.watchPrediction(true);
    desk.watch(true);
    if (desk.needsRun())
        desk.run();
    QObject::connect(&desk, &InferenceDesk::settled, &loop, &QEventLoop::quit);
    if (!desk.isSettled())
        loop.exec();
    if (calibrated && problem.isEmpty() && desk.canCalibrate()) {
        desk.calibrate();
        loop.exec();
    }
    return !problem.isEmpty() ? problem : desk.estimate() ? QString() : desk.message();
}

/// Draws a flow: that of a model file, or one trained now. \return why there is none, else empty.
QString flowOfDocument(Document &document, const std::string &model) {
    FlowDesk &desk = document.flow();
    QEventLoop loop;
    QString problem;
    QObject::connect(&document, &Document::failed, &loop,
                     [&](const Error &error) { problem = QString::fromStdString(error.what()); });
    QObject::connect(&desk, &FlowDesk::settled, &loop, &QEventLoop::quit);
    desk.watch(true);
    model.empty() ? desk.run() : desk.open(QString::fromStdString(model));
    if (!desk.isSettled())
        loop.exec();
    return !problem.isEmpty() ? problem : desk.result() ? QString() : desk.message();
}

int runRender(const RenderOptions &options) {
    const ViewKind &kind = viewKinds().at(options.view);
    const QSize size = parsedSize(options.size);
    Session session = requestedSession(options);

    std::optional<PrivateDisplay> display;
    if (!kind.threeD)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    else if (qEnvironmentVariableIsEmpty("DISPLAY"))
        display.emplace();
    prepareApplication();
    int argc = 1;
    char name[] = "quincunx";
    char *argv[] = {name, nullptr};
    const QApplication application(argc, argv);
    const Theme &theme = options.theme == "dark" ? Theme::darkTheme() : Theme::light();
    dressApplication(theme);

    Document document;
    const std::unique_ptr<View> view(kind.create(document, nullptr));
    document.watchJet(kind.workspace == "jet" || kind.workspace == "trees");
    document.load(session);
    waitUntilSettled(document);
    if (!document.scene().error.empty()) {
        printError(document.scene().error);
        return 1;
    }
    if (options.jet) {
        if (*options.jet >= document.scene().clustering->jets.size())
            throw Error("cannot select jet " + std::to_string(*options.jet),
                        "the event has " + std::to_string(document.scene().clustering->jets.size()) +
                            " jets, counted from 0",
                        "choose one of these");
        document.pick({.jet = static_cast<int>(*options.jet)}, false);
        waitUntilSettled(document);
    }
    if (kind.workspace == "trees")
        if (const QString problem = makeTreesOf(document); !problem.isEmpty()) {
            printError(problem.toStdString());
            return 1;
        }
    if (kind.workspace == "inference")
        if (const QString problem = inferOf(document, kind.name == "calibration"); !problem.isEmpty()) {
            printError(problem.toStdString());
            return 1;
        }
    if (kind.workspace == "flows")
        if (const QString problem = flowOfDocument(document, options.flow); !problem.isEmpty()) {
            printError(problem.toStdString());
            return 1;
        }
    writeFigure(*view, QString::fromStdString(options.out), size, theme);
    return 0;
}

} // namespace

void addRender(CLI::App &app, Request &request) {
    auto options = std::make_shared<RenderOptions>();
    CLI::App *command = app.add_subcommand(
        "render", "Draw a view of an event or session file: PNG, and SVG or PDF for 2-D views");
    command->add_option("FILE", options->file,
                        "Event or session file; the views of inference and flows need none");
    std::vector<std::string> views;
    for (const ViewKind &kind : viewKinds().entries())
        views.push_back(kind.name);
    command->add_option("--view", options->view, "Which view")->required()->check(CLI::IsMember(views));
    command->add_option("--out", options->out, "FIGURE.png, .svg or .pdf")->required();
    command->add_option("--size", options->size, "WIDTHxHEIGHT in pixels (default 1200x900)");
    command->add_option("--theme", options->theme, "light or dark (default light)")
        ->check(CLI::IsMember({"light", "dark"}));
    command->add_option("--event", options->event, "Which event, counted from 0")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--jet", options->jet,
                        "Choose this jet by falling pT, counted from 0, and put it under the microscope");
    addSettingsOptions(*command, ClusteringSettings::table().settings(), options->clustering);
    addSettingsOptions(*command, CutSettings::table().settings(), options->cuts);
    addSettingsOptions(*command, DisplaySettings::table().settings(), options->display);
    addSettingsOptions(*command, JetSettings::table().settings(), options->jetSettings);
    addSettingsOptions(*command, JetDisplay::table().settings(), options->jetDisplay);
    addSettingsOptions(*command, TreesSettings::table().settings(), options->trees);
    addSettingsOptions(*command, TreesDisplay::table().settings(), options->treesDisplay);
    addSettingsOptions(*command, InferenceSettings::table().settings(), options->inference);
    addSettingsOptions(*command, EstimatorSettings::table().settings(), options->estimator);
    addSettingsOptions(*command, InferenceDisplay::table().settings(), options->inferenceDisplay);
    command->add_option("--observation", options->observation,
                        "FILE.csv with one row of numbers, for inference");
    command->add_option("--flow", options->flow, "MODEL.json of flow train, for the views of flows");
    command->callback([&request, options] {
        const std::string &workspace = viewKinds().at(options->view).workspace;
        const bool needsNoFile = workspace == "inference" || (workspace == "flows" && !options->flow.empty());
        if (options->file.empty() && !needsNoFile)
            throw CLI::RequiredError("FILE");
        request.run = [options] { return runRender(*options); };
    });
}

} // namespace quincunx::cli
