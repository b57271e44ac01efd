// Pictures that once looked right still look so: every view, both themes, on a real event, within a
// tolerance for other versions of the rasteriser. A missing picture fails and is written out, to be looked
// at and added; QUINCUNX_WRITE_PICTURES=1 writes all of them anew.
#include "tests/app/open_window.h"
#include "views/document/flow_desk.h"
#include "views/document/inference_desk.h"
#include "views/document/trees_desk.h"
#include "views/registry/view_registry.h"

#include <memory>

using namespace quincunx;

namespace {

constexpr QSize pictureSize(480, 360);

QString folder() {
    return QStringLiteral(QUINCUNX_PICTURES_DIR);
}

/// Fraction of pixels that differ visibly: any channel by more than 48 of 255, also after looking one
/// pixel around, so that an edge that moved by a fraction of a pixel does not count.
double difference(const QImage &a, const QImage &b) {
    auto close = [](QRgb p, QRgb q) {
        return std::abs(qRed(p) - qRed(q)) <= 48 && std::abs(qGreen(p) - qGreen(q)) <= 48 &&
               std::abs(qBlue(p) - qBlue(q)) <= 48;
    };
    int different = 0;
    for (int y = 1; y + 1 < a.height(); ++y)
        for (int x = 1; x + 1 < a.width(); ++x) {
            bool found = false;
            for (int dy = -1; dy <= 1 && !found; ++dy)
                for (int dx = -1; dx <= 1 && !found; ++dx)
                    found = close(a.pixel(x, y), b.pixel(x + dx, y + dy));
            different += !found;
        }
    return static_cast<double>(different) / (a.width() * a.height());
}

} // namespace

class Pictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dressApplication(Theme::light()); }
    void views_data() {
        QTest::addColumn<QString>("view");
        QTest::addColumn<bool>("dark");
        for (const ViewKind &kind : viewKinds().entries())
            for (bool dark : {false, true})
                QTest::newRow((kind.name + (dark ? "-dark" : "-light")).c_str())
                    << QString::fromStdString(kind.name) << dark;
    }

    void views() {
        QFETCH(QString, view);
        QFETCH(bool, dark);
        const auto path = test::examplesDir() / "boosted_top_event.dat";
        QUINCUNX_NEED(path);
        Document document;
        const ViewKind &kind = viewKinds().at(view.toStdString());
        const std::unique_ptr<View> drawn(kind.create(document, nullptr));
        document.watchJet(kind.workspace == "jet");
        document.trees().watch(kind.workspace == "trees");
        document.inference().watch(kind.workspace == "inference");
        document.inference().watchPrediction(view == "predictive");
        document.flow().watch(kind.workspace ==
                              "flows"); // before training: what is learned depends on the machine
        Session session;
        session.files = {path.string()};
        session.file = 0;
        session.clustering.radius = 0.8;
        session.cuts.jetPt = 50;
        session.inference.trials = 200;
        session.trees.leaves = view == "trellis-graph" ? 6 : 9;
        if (view == "log-ratio")
            session.inference.simulator = "galton";
        if (view == "posterior-space")
            session.inference.simulator = "chirp";
        if (view == "robot-arm") {
            session.flow.manifold = "t2";
            session.flow.target = "robot_arm";
        }
        document.load(session);
        QTRY_VERIFY(document.isSettled());
        document.pick({.jet = 1}, false);
        QTRY_VERIFY(document.isSettled());
        QTRY_VERIFY(!document.trees().job().isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(document.inference().isSettled(), 30000);
        QTRY_VERIFY(document.flow().isSettled());
        if (view == "calibration") {
            document.inference().calibrate();
            QTRY_VERIFY_WITH_TIMEOUT(document.inference().isSettled(), 30000);
        }
        const QImage picture = drawn->picture(pictureSize, dark ? Theme::darkTheme() : Theme::light())
                                   .convertToFormat(QImage::Format_RGB32);
        QCOMPARE(picture.size(), pictureSize);

        const QString file = folder() + QStringLiteral("/%1-%2.png").arg(view, dark ? "dark" : "light");
        QImage golden(file);
        if (golden.isNull() || qEnvironmentVariableIsSet("QUINCUNX_WRITE_PICTURES")) {
            QVERIFY(picture.save(file));
            QVERIFY2(qEnvironmentVariableIsSet("QUINCUNX_WRITE_PICTURES"),
                     qPrintable("there was no " + file + "; look at the one written now"));
            return;
        }
        golden = golden.convertToFormat(QImage::Format_RGB32);
        QCOMPARE(golden.size(), pictureSize);
        const double changed = std::max(difference(picture, golden), difference(golden, picture));
        if (changed > 0.01)
            picture.save(QStringLiteral("%1-%2-found.png").arg(view, dark ? "dark" : "light"));
        QVERIFY2(changed <= 0.01, qPrintable(QStringLiteral("%1 % of the pixels differ").arg(100 * changed)));
    }
};

QUINCUNX_TEST(pictures, Pictures, ProgramApplication)
#include "test_pictures.moc"
