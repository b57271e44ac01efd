// A session file gives back everything it was given, and refuses what it cannot read in one line.
#include "core/session/session.h"
#include "tests/support.h"

#include <random>

using namespace quincunx;
using nlohmann::json;

namespace {

Session everythingChanged() {
    Session session;
    session.files = {"/tmp/a.dat", "/tmp/b µ.ig"};
    session.columns = {{"/tmp/table.csv", "px=a,py=b,pz=c"}};
    session.file = 1;
    session.event = 41;
    session.filter = "n > 200 && sum_pt > 500";
    session.clustering = {.algorithm = "genkt", .radius = 1.1, .power = 0.25, .jets = 7, .areas = true};
    session.cuts = {.input = CutSettings::Input::Tracks,
                    .particlePt = 0.5,
                    .trackPt = 2,
                    .hitEnergy = 1,
                    .jetPt = 20,
                    .absoluteEta = 2.5};
    session.display = {.colour = DisplaySettings::Colour::Kind,
                       .jetShape = DisplaySettings::JetShape::Catchment,
                       .coneRadius = 0.7,
                       .heightScale = DisplaySettings::HeightScale::Logarithmic,
                       .detector = false,
                       .tracks = false,
                       .hits = false,
                       .fileJets = true,
                       .labels = false};
    session.selection = {{1, 5, 9}, {0, 2}};
    session.jet = 3;
    session.jetSettings = {.alpha = -0.5, .angular = AngularDistance::Linear, .zCut = 0.2, .beta = 2};
    session.jetDisplay = {.branches = 12,
                          .rowOrder = JetDisplay::RowOrder::Angle,
                          .matrixScale = JetDisplay::MatrixScale::Softmax,
                          .nodeHeight = JetDisplay::NodeHeight::Step,
                          .lund = JetDisplay::Lund::Secondary,
                          .image = JetDisplay::Image::Aligned,
                          .imageOf = JetDisplay::ImageOf::Difference,
                          .first = 2,
                          .second = 3};
    session.sample = {{"/tmp/a.dat", {}, 0, 1, "top"}, {{}, "w", 20000, 7, "W"}};
    session.trees = {.source = TreesSettings::Source::Table,
                     .kind = "w",
                     .seed = 5,
                     .leaves = 12,
                     .subjets = 8,
                     .density = "published",
                     .cost = "correlation",
                     .lambda = 2,
                     .lambdaRoot = 3,
                     .tCut = 4,
                     .beamWidth = 7,
                     .samples = 100,
                     .aStar = true};
    session.treesDisplay = {.truth = false,
                            .greedy = false,
                            .beam = false,
                            .map = false,
                            .kt = true,
                            .cambridge = true,
                            .antikt = true,
                            .height = TreesDisplay::Height::Leaves,
                            .reference = TreesDisplay::Reference::Truth,
                            .depthOf = TreesDisplay::Depth::Reference,
                            .trellisStep = 3};
    session.treesTable = "/tmp/similar.csv";
    session.inference = {
        .simulator = "slcp", .estimator = "abc", .simulations = 777, .seed = 8, .rival = "npe", .trials = 50};
    session.estimator = {.kept = 12,
                         .members = 4,
                         .couplings = 4,
                         .hidden = 20,
                         .bins = 7,
                         .batch = 64,
                         .learningRate = 3e-3,
                         .epochs = 44,
                         .scoreWeight = 0.5,
                         .patience = 6};
    session.observation = {{1, 2, 3.5}, {0.25}, 40};
    session.inferenceDisplay = {.across = 3,
                                .up = 4,
                                .axes = InferenceDisplay::Axes::Posterior,
                                .ghost = false,
                                .galtonTheta = 0.5,
                                .parameter = 2};
    session.flow = {
        .manifold = "t3",
        .target = "robot_arm",
        .flow = "ncp",
        .targetSettings = {.concentration = 2, .tipX = 0.1, .tipY = -0.2, .tipWidth = 0.1, .link = 0.4},
        .flowSettings =
            {.layers = 3, .components = 5, .bins = 7, .hidden = 24, .gated = false, .summed = true},
        .training = {.steps = 77, .batch = 64, .learningRate = 1e-3, .annealed = 0.5, .seed = 4}};
    session.flowDisplay = {.scale = FlowDisplay::Scale::Logarithm, .warp = 0.3};
    session.viewpoints = {{"3d", {{"zoom", 2.5}}}};
    return session;
}

} // namespace

class SessionFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip() {
        for (const Session &session : {Session{}, everythingChanged()})
            QVERIFY(sessionFromJson(toJson(session).dump(), "test") == session);
        // Every field is different from its default above, so a forgotten one would show.
        const json before = toJson(Session{}), after = toJson(everythingChanged());
        for (const auto &[name, value] : before.items())
            if (name != "format" && name != "version") {
                QVERIFY2(after[name] != value, name.c_str());
                if (value.is_object())
                    for (const auto &[field, inner] : value.items())
                        QVERIFY2(after[name][field] != inner, field.c_str());
            }
        QVERIFY(looksLikeSession(toJson(everythingChanged()).dump(1).substr(0, 512)));
        QVERIFY(!looksLikeSession("1 2 3 4"));
    }

    /// Whether its file is there or not.
    void aProgramOfOnesOwn() {
        Session session;
        session.inference.simulator = "external:/nowhere/decay.json";
        QVERIFY(sessionFromJson(toJson(session).dump(), "test") == session);
    }

    /// Fields that came later have their defaults.
    void withoutARival() {
        json before = toJson(Session{});
        for (const char *field : {"rival", "trials"})
            before["inference"]["settings"].erase(field);
        before["inference"]["display"].erase("parameter");
        QVERIFY(sessionFromJson(before.dump(), "test") == Session{});
    }

    void olderVersions() {
        json first = toJson(everythingChanged());
        first["version"] = 1; // knew of no jet under the microscope
        first.erase("jet");
        first.erase("sample");
        first.erase("columns");
        first.erase("trees");
        first.erase("inference");
        first.erase("flow");
        Session expected = everythingChanged();
        expected.jet = 0;
        expected.jetSettings = {};
        expected.jetDisplay = {};
        expected.sample = {};
        expected.columns = {};
        expected.trees = {};
        expected.treesDisplay = {};
        expected.treesTable = {};
        expected.inference = {};
        expected.estimator = {};
        expected.observation = {};
        expected.inferenceDisplay = {};
        expected.flow = {};
        expected.flowDisplay = {};
        QVERIFY(sessionFromJson(first.dump(), "test") == expected);
    }

    void refusals_data() {
        QTest::addColumn<QString>("text");
        json newer = toJson(Session{}), negative = toJson(everythingChanged()), outside = newer,
             missing = newer;
        newer["version"] = 99;
        negative["selection"]["particles"] = {-3};
        outside["file"] = 4;
        missing.erase("cuts");
        json noSource = toJson(everythingChanged());
        noSource["sample"][0]["file"] = "";
        json crowd = toJson(Session{});
        crowd["inference"]["observation"]["count"] = 0;
        json noFile = toJson(Session{});
        noFile["inference"]["settings"]["simulator"] = "external:";
        json range = toJson(Session{});
        range["clustering"]["radius"] = 50;
        for (const auto &[name, document] : {std::pair{"newer", newer},
                                             {"negative", negative},
                                             {"outside", outside},
                                             {"missing", missing},
                                             {"a source of nothing", noSource},
                                             {"no observation at all", crowd},
                                             {"a program without a file", noFile},
                                             {"range", range}})
            QTest::newRow(name) << QString::fromStdString(document.dump());
        QTest::newRow("empty") << "";
        QTest::newRow("not JSON") << "{";
        QTest::newRow("another JSON") << "[1, 2]";
    }
    void refusals() {
        QFETCH(QString, text);
        try {
            sessionFromJson(text.toStdString(), "test");
            QFAIL("accepted");
        } catch (const Error &error) {
            QVERIFY(std::string(error.what()).find('\n') == std::string::npos);
        }
    }

    void truncatedAnywhere() {
        const std::string whole = toJson(everythingChanged()).dump();
        for (std::size_t length = 0; length < whole.size(); ++length)
            QVERIFY_THROWS_EXCEPTION(Error, sessionFromJson(whole.substr(0, length), "test"));
    }
};

QUINCUNX_TEST(session, SessionFiles, QCoreApplication)
#include "test_session.moc"
