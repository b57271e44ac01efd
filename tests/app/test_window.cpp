// The window as a user meets it: real events, real mouse and keys, and the whole state compared.
#include "app/startup.h"
#include "app/window/main_window.h"
#include "tests/support.h"
#include "views/base/view.h"
#include "views/tables/object_table.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>

#include <set>

using namespace quincunx;

namespace {

QString example(const char *name) {
    return QString::fromStdString((test::examplesDir() / name).string());
}

} // namespace

class Window : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<MainWindow> m_window;
    QTemporaryDir m_folder;

    Document &document() { return m_window->document(); }
    const Scene &scene() { return document().scene(); }

    void settle() { QTRY_VERIFY_WITH_TIMEOUT(document().isSettled(), 20000); }
    void open(const QString &path) {
        m_window->begin({path});
        settle();
        QVERIFY2(scene().error.empty(), scene().error.c_str());
        QVERIFY(!scene().event->particles.empty());
    }
    template <class Widget>
    Widget *find(const char *name) {
        Widget *widget = m_window->findChild<Widget *>(QLatin1String(name));
        if (!widget)
            qFatal("no widget named %s", name);
        return widget;
    }
    View *view(const char *name) { return find<View>(name); }
    void trigger(const char *id) {
        QAction *action = m_window->actions().find(QLatin1String(id));
        QVERIFY2(action && action->isEnabled(), id);
        action->trigger();
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        dressApplication(Theme::light());
        QUINCUNX_NEED(test::examplesDir() / "boosted_top_event.dat");
    }
    void init() {
        m_window = std::make_unique<MainWindow>(true);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QApplication::setActiveWindow(m_window.get()); // there is no window manager to do it
    }
    void cleanup() { m_window.reset(); }

    void firstScreenIsNotBlank() {
        m_window->begin({});
        settle();
        QVERIFY(!scene().event->particles.empty());
        QVERIFY(!scene().clustering->jets.empty());
    }

    void everyActionExplainsItself() {
        std::set<QString> shortcuts;
        for (QAction *action : m_window->actions().actions()) {
            QVERIFY2(!action->text().isEmpty() && !action->statusTip().isEmpty(),
                     qPrintable(action->objectName()));
            if (!action->shortcut().isEmpty())
                QVERIFY2(shortcuts.insert(action->shortcut().toString()).second,
                         qPrintable(action->objectName()));
        }
    }

    void stepsThroughEventsByKeys() {
        open(example("Pythia-PtMin1000-LHC-10ev.dat"));
        QTRY_COMPARE(document().eventCount(), 10);
        view("3d")->setFocus();
        QTest::keyClick(view("3d"), Qt::Key_Right);
        QTest::keyClick(view("3d"), Qt::Key_Right);
        settle();
        QCOMPARE(document().session().event, 2);
        QTest::keyClick(view("3d"), Qt::Key_Left);
        settle();
        QCOMPARE(document().session().event, 1);
        trigger("event.last");
        settle();
        QCOMPARE(document().session().event, 9);
        trigger("event.next"); // there is none
        QCOMPARE(document().session().event, 9);
    }

    void anotherRadiusIsOneStep() {
        open(example("boosted_top_event.dat"));
        const double before = document().session().clustering.radius;
        const auto jets = scene().clustering;
        auto *slider = find<QSlider>("radius-slider");
        slider->setSliderDown(true); // a drag: many values, one step
        for (int position : {60, 70, 80, 99})
            slider->setSliderPosition(position);
        slider->setSliderDown(false);
        settle();
        QVERIFY(std::fabs(document().session().clustering.radius - 1.0) < 1e-9);
        QVERIFY(scene().clustering != jets);
        QCOMPARE(scene().clusteringUsed.radius, document().session().clustering.radius);
        QCOMPARE(document().undoStack().count(), 2); // open, radius
        trigger("edit.undo");
        settle();
        QCOMPARE(document().session().clustering.radius, before);
        QCOMPARE(find<QDoubleSpinBox>("radius")->value(), before);
        QCOMPARE(scene().clustering->jets.size(), jets->jets.size());
        trigger("edit.redo");
        settle();
        QVERIFY(std::fabs(scene().clusteringUsed.radius - 1.0) < 1e-9);
    }

    void jetInLegoIsSelectedEverywhere() {
        open(example("boosted_top_event.dat"));
        View *lego = view("lego");
        // Search the view for the place where the hover says "jet 1", as a user would with the mouse.
        QPoint place(-1, -1);
        QTest::qWait(300);
        for (int y = 6; y < lego->height() && place.x() < 0; y += 6)
            for (int x = 6; x < lego->width(); x += 6) {
                QTest::mouseMove(lego, {x, y});
                if (document().hover().jet == 0) {
                    place = {x, y};
                    break;
                }
            }
        QVERIFY2(place.x() >= 0, "the hardest jet is nowhere under the mouse in the lego");
        QTest::mouseClick(lego, Qt::LeftButton, Qt::NoModifier, place);
        const Selection chosen = document().session().selection;
        QCOMPARE(chosen.jets, std::vector<int>{0});
        std::vector<int> constituents = scene().clustering->jets[0].constituents;
        std::ranges::sort(constituents);
        QCOMPARE(chosen.particles, constituents);

        // Tables follow ...
        JetTable *jets = m_window->events().jetTable();
        int chosenRows = 0;
        for (int row = 0; row < jets->model()->rowCount(); ++row)
            chosenRows += jets->isChosen(row);
        QCOMPARE(chosenRows, 1);
        // ... and every view draws it: its picture differs from the one without a selection.
        std::map<QString, QImage> with;
        for (View *each : m_window->events().views())
            with[each->name()] = each->picture({400, 300}, Theme::light());
        trigger("edit.clear-selection");
        QVERIFY(document().session().selection.empty());
        for (int row = 0; row < jets->model()->rowCount(); ++row)
            QVERIFY(!jets->isChosen(row));
        for (View *each : m_window->events().views())
            QVERIFY2(with[each->name()] != each->picture({400, 300}, Theme::light()),
                     qPrintable(each->name()));
        trigger("edit.undo");
        QVERIFY(document().session().selection == chosen);
    }

    void saveAndReloadKeepsEverything() {
        open(example("Pythia-PtMin1000-LHC-10ev.dat"));
        document().showEvent(3);
        document().change("test", [](Session &session) {
            session.clustering.algorithm = "genkt";
            session.clustering.power = 0.3;
            session.cuts.particlePt = 0.5;
            session.display.heightScale = DisplaySettings::HeightScale::Logarithmic;
        });
        settle();
        document().pick({.jet = 1}, false);
        QTest::keyClick(view("3d"), Qt::Key_F); // moves a camera
        const QString path = m_folder.filePath("state.quincunx");
        m_window->sessionFiles().save(path);
        const Session saved = document().sessionToSave();
        QVERIFY(!document().isModified());

        cleanup();
        init();
        m_window->begin({path});
        settle();
        const Session reloaded = document().sessionToSave();
        QCOMPARE(QString::fromStdString(toJson(reloaded).dump(1)),
                 QString::fromStdString(toJson(saved).dump(1)));
        QCOMPARE(document().undoStack().count(), 0);
        QCOMPARE(scene().event->particles.size(), scene().pt.size());
        QVERIFY(!scene().clustering->jets.empty());
    }

    void unreadableFilesLeaveEverythingAsItWas() {
        open(example("boosted_top_event.dat"));
        const Session before = document().session();
        QFile damaged(m_folder.filePath("damaged.quincunx"));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("{\"format\": \"quincunx-session\", \"version\": 1, ");
        damaged.close();
        auto *text = find<QLabel>("message-text");
        for (const QString &path :
             {QStringLiteral("/no/such/file"), QCoreApplication::applicationFilePath(), damaged.fileName()}) {
            text->clear();
            m_window->sessionFiles().open({path});
            QTRY_VERIFY(!text->text().isEmpty());
            QVERIFY(text->isVisible() && !text->text().contains(u'\n'));
            QVERIFY(document().session() == before);
        }
        QVERIFY_THROWS_EXCEPTION(Error, m_window->sessionFiles().save("/no/such/folder/session.quincunx"));
    }

    void whatACrashLeftBehindIsOffered() {
        open(example("boosted_top_event.dat"));
        document().showFile(0);
        document().change("radius", [](Session &session) { session.clustering.radius = 1.1; });
        const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
        QVERIFY(folder.mkpath("."));
        const QString autosave =
            folder.filePath("autosave-4194305.json"); // beyond the largest process number
        m_window->sessionFiles().save(autosave);
        cleanup();
        init();
        m_window->begin({example("single-event.dat")});
        settle();
        QVERIFY(find<QLabel>("message-text")->isVisible());
        QTest::mouseClick(find<QPushButton>("message-answer"), Qt::LeftButton);
        settle();
        QCOMPARE(document().session().clustering.radius, 1.1);
        QCOMPARE(scene().event->particles.size(), std::size_t(184));
        QVERIFY(!QFile::exists(autosave));
    }

    void filesCanBeDropped() {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(example("single-event.dat"))});
        QDragEnterEvent enter({400, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({400, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &drop);
        settle();
        QTRY_COMPARE(scene().event->particles.size(), std::size_t(354));
    }

    void cmsCollision() {
        const auto path = test::sharedDir() / "data/ig/Hto4l_120-130GeV.ig";
        QUINCUNX_NEED(path);
        open(QString::fromStdString(path.string()));
        QVERIFY(scene().event->hasDetector());
        QVERIFY(!scene().clustering->jets.empty());
        document().change("tracks",
                          [](Session &session) { session.cuts.input = CutSettings::Input::Tracks; });
        settle();
        for (int input : scene().clustering->inputs)
            QVERIFY(scene().event->particles[static_cast<std::size_t>(input)].kind == ObjectKind::Track);
        for (bool dark : {true, false}) {
            m_window->actions().find("view.dark")->setChecked(dark);
            QCOMPARE(ThemeSwitch::instance().theme().dark, dark);
        }
    }

    void collisionPlaysAndEnds() {
        open(example("boosted_top_event.dat"));
        QTest::keyClick(view("3d"), Qt::Key_Space);
        QTRY_VERIFY(document().playback() < 1);
        QTest::keyClick(view("3d"), Qt::Key_Space);
        QCOMPARE(document().playback(), 1.0);
    }

    void panelsFloatCloseAndComeBack() {
        open(example("boosted_top_event.dat"));
        for (int round = 0; round < 3; ++round)
            for (const char *name : {"dock-3d", "dock-lego"}) {
                auto *dock = find<QDockWidget>(name);
                dock->setFloating(true);
                QTest::qWait(50);
                dock->setFloating(false);
                QTest::qWait(50);
                dock->close();
                QTest::qWait(20);
                dock->show();
                QTest::qWait(50);
            }
        trigger("view.reset-layout");
        QTest::qWait(100);
        for (QDockWidget *dock : m_window->events().docks())
            QVERIFY2(!dock->isFloating() && !dock->isHidden(), qPrintable(dock->objectName()));
    }
};

int main(int argc, char **argv) {
    prepareApplication();
    QApplication application(argc, argv);
    Window test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_window.moc"
