#include "core/base/error.h"
#include "tests/views/vtk/view_fixture.h"
#include "views/lego/lego_view.h"
#include "views/three_d/three_d_view.h"
#include "views/vtk/offscreen.h"
#include "views/vtk/render_widget.h"
#include "views/vtk/spatial_view.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QWheelEvent>

#include <vtkNew.h>
#include <vtkOutputWindow.h>

#include <set>

using namespace quincunx;
using quincunx::test::EventFixture;

namespace {

// Counts what VTK complains about.
class Complaints : public vtkOutputWindow {
public:
    static Complaints *New() { return new Complaints; }
    void DisplayText(const char *text) override { texts << QString::fromUtf8(text); }
    QStringList texts;
};

using Maker = View *(*)(Document &, QWidget *);

std::unique_ptr<SpatialView> shown(Maker maker, Document &document, QSize size = {600, 470}) {
    std::unique_ptr<SpatialView> view(dynamic_cast<SpatialView *>(maker(document, nullptr)));
    view->resize(size);
    view->show();
    if (!QTest::qWaitForWindowExposed(view.get()))
        qFatal("the window does not show");
    QTest::qWait(50);
    return view;
}

unsigned glError(QWidget &view) {
    return view.findChild<RenderWidget *>()->renderer().glError();
}

int coloursOf(const QImage &image) {
    std::set<QRgb> colours;
    for (int y = 0; y < image.height(); y += 2)
        for (int x = 0; x < image.width(); x += 2)
            colours.insert(image.pixel(x, y));
    return static_cast<int>(colours.size());
}

// A pixel of `view` where a click takes what `wanted` accepts.
template <class Wanted>
std::optional<QPoint> find(SpatialView &view, Wanted wanted) {
    for (int y = 4; y < view.height(); y += 4)
        for (int x = 4; x < view.width(); x += 4)
            if (wanted(view.targetAt(QPointF(x, y))))
                return QPoint(x, y);
    return {};
}

} // namespace

Q_DECLARE_METATYPE(Maker)

class TestSpatialView : public QObject {
    Q_OBJECT

    static void makers() {
        QTest::addColumn<Maker>("maker");
        QTest::newRow("3d") << Maker(makeThreeDView);
        QTest::newRow("lego") << Maker(makeLegoView);
    }

    vtkNew<Complaints> m_complaints;

private Q_SLOTS:
    void initTestCase() { vtkOutputWindow::SetInstance(m_complaints); }
    void init() { m_complaints->texts.clear(); }
    void cleanup() { QCOMPARE(m_complaints->texts, QStringList()); }

    void survivesFloatingDockingAndClosing_data() { makers(); }
    void survivesFloatingDockingAndClosing() {
        QFETCH(Maker, maker);
        if (!hasOpenGL())
            QSKIP("there is no OpenGL here; run under xvfb-run");
        EventFixture event(EventFixture::dijets());
        QVERIFY(event.ready());
        QMainWindow window;
        window.resize(900, 700);
        auto *dock = new QDockWidget("view", &window);
        View *view = maker(event.document(), dock);
        dock->setWidget(view);
        window.addDockWidget(Qt::LeftDockWidgetArea, dock);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        for (int round = 0; round < 3; ++round) {
            dock->setFloating(true);
            QTest::qWait(150);
            QCOMPARE(glError(*view), 0U);
            dock->setFloating(false);
            QTest::qWait(150);
            QCOMPARE(glError(*view), 0U);
            dock->close();
            QTest::qWait(50);
            dock->show();
            QTest::qWait(300);
            QCOMPARE(glError(*view), 0U);
            QVERIFY(coloursOf(view->findChild<RenderWidget *>()->frame()) > 20);
        }
    }

    void picturesAreNotBlank_data() { makers(); }
    void picturesAreNotBlank() {
        QFETCH(Maker, maker);
        if (!hasOpenGL())
            QSKIP("there is no OpenGL here; run under xvfb-run");
        EventFixture event(EventFixture::dijets());
        QVERIFY(event.ready());
        const std::unique_ptr<View> view(maker(event.document(), nullptr));
        view->resize(400, 300); // never shown
        for (const Theme *theme : {&Theme::light(), &Theme::darkTheme()}) {
            const QImage image = view->picture({640, 480}, *theme);
            QCOMPARE(image.size(), QSize(640, 480));
            QVERIFY(coloursOf(image) > 50);
            QCOMPARE(QColor(image.pixel(2, 2)), theme->canvas);
        }
        QCOMPARE(view->picture({1501, 907}, Theme::light()).size(), QSize(1501, 907));
        QVERIFY_EXCEPTION_THROWN(view->picture({0, 10}, Theme::light()), Error);
    }

    void viewpointsComeBack_data() { makers(); }
    void viewpointsComeBack() {
        QFETCH(Maker, maker);
        EventFixture event(EventFixture::dijets());
        QVERIFY(event.ready());
        const auto view = shown(maker, event.document());
        view->home();
        const nlohmann::json home = view->viewpoint();
        QWheelEvent wheel({200, 100}, view->mapToGlobal(QPointF(200, 100)), {}, {0, 240}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.get(), &wheel);
        const nlohmann::json zoomed = view->viewpoint();
        QVERIFY(zoomed != home);
        view->home();
        QVERIFY(view->viewpoint() == home);
        view->setViewpoint(nlohmann::json::parse(zoomed.dump()));
        QVERIFY(view->viewpoint() == zoomed);
        for (const char *damaged : {"{}", "[]", "null", R"({"position": [0, 0, 0]})"}) {
            QVERIFY_EXCEPTION_THROWN(view->setViewpoint(nlohmann::json::parse(damaged)), std::exception);
            QVERIFY(view->viewpoint() == zoomed);
        }
    }

    void aClickSelectsAndADragTurns_data() { makers(); }
    void aClickSelectsAndADragTurns() {
        QFETCH(Maker, maker);
        EventFixture event(EventFixture::dijets());
        QVERIFY(event.ready());
        Document &document = event.document();
        QVERIFY(document.scene().clustering->jets.size() >= 3);
        const auto view = shown(maker, document);

        const auto jet = find(*view, [](const Hover &target) { return target.jet == 1; });
        QVERIFY(jet);
        QTest::mouseClick(view.get(), Qt::LeftButton, {}, *jet);
        QCOMPARE(document.session().selection.jets, std::vector<int>{1});
        QCOMPARE(document.session().selection.particles.size(),
                 document.scene().clustering->jets[1].constituents.size());

        const auto particle = find(*view, [](const Hover &target) { return target.particle == 0; });
        QVERIFY(particle);
        QTest::mouseClick(view.get(), Qt::LeftButton, Qt::ControlModifier, *particle);
        QVERIFY(std::ranges::binary_search(document.session().selection.particles, 0));
        QCOMPARE(document.session().selection.jets, std::vector<int>{1});

        // A drag turns the camera and selects nothing.
        const Selection before = document.session().selection;
        const OrbitCamera camera = view->camera();
        QTest::mousePress(view.get(), Qt::LeftButton, {}, {100, 100});
        QMouseEvent move(QEvent::MouseMove, QPointF(140, 120), view->mapToGlobal(QPointF(140, 120)),
                         Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view.get(), &move);
        QTest::mouseRelease(view.get(), Qt::LeftButton, {}, {140, 120});
        QVERIFY(!(view->camera() == camera));
        QVERIFY(document.session().selection == before);

        view->home();
        const auto nothing = find(*view, [](const Hover &target) { return target == Hover{}; });
        QVERIFY(nothing);
        QTest::mouseClick(view.get(), Qt::LeftButton, Qt::ControlModifier, *nothing);
        QVERIFY(document.session().selection == before);
        QTest::mouseClick(view.get(), Qt::LeftButton, {}, *nothing);
        QVERIFY(document.session().selection.empty());
    }

    void hoveringTells_data() { makers(); }
    void hoveringTells() {
        QFETCH(Maker, maker);
        EventFixture event(EventFixture::dijets());
        QVERIFY(event.ready());
        const auto view = shown(maker, event.document());
        QSignalSpy hints(view.get(), &View::hint);
        const auto particle = find(*view, [](const Hover &target) { return target.particle == 2; });
        QVERIFY(particle);
        QTest::mouseMove(view.get(), *particle);
        QTRY_COMPARE(event.document().hover().particle, 2);
        QVERIFY(hints.last().first().toString().contains("pT"));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(view.get(), &leave);
        QVERIFY(event.document().hover() == Hover{});
        QCOMPARE(hints.last().first().toString(), QString());
    }

    void theEyeKeepsItsPlace_data() { makers(); }
    void theEyeKeepsItsPlace() {
        QFETCH(Maker, maker);
        EventFixture event(EventFixture::dijets() + "50 0 0 50\n-50 0 0 50\n#END\n");
        QVERIFY(event.ready());
        const auto view = shown(maker, event.document());
        QTest::keyClick(view.get(), Qt::Key_Plus);
        const OrbitCamera camera = view->camera();
        event.document().showEvent(1);
        QTRY_COMPARE(event.document().scene().event->particles.size(), 2U);
        QVERIFY(view->camera() == camera);
        event.document().pick({0, -1}, false);
        view->frameSelection();
        QVERIFY(!(view->camera() == camera));
    }

    void everyPhaseOfTheAnimationDraws_data() { makers(); }
    void everyPhaseOfTheAnimationDraws() {
        QFETCH(Maker, maker);
        EventFixture event(EventFixture::dijets());
        QVERIFY(event.ready());
        const auto view = shown(maker, event.document(), {300, 240});
        for (double phase : {-1.0, -0.1, 0.0, 0.1, 0.4, 0.7, 0.9, 1.0}) {
            event.document().setPlayback(phase);
            QTest::qWait(20);
        }
        QCOMPARE(glError(*view), 0U);
    }

    void withoutOpenGL() {
        if (hasOpenGL())
            QSKIP("there is OpenGL here; run with QT_QPA_PLATFORM=offscreen and no DISPLAY");
        EventFixture event(EventFixture::dijets());
        QVERIFY(event.ready());
        for (Maker maker : {Maker(makeThreeDView), Maker(makeLegoView)}) {
            const auto view = shown(maker, event.document());
            QVERIFY(coloursOf(view->grab().toImage()) > 2); // the words
            QVERIFY_EXCEPTION_THROWN(view->picture({64, 64}, Theme::light()), Error);
        }
    }
};

QUINCUNX_TEST(spatial_view, TestSpatialView, OpenGLApplication)
#include "test_spatial_view.moc"
