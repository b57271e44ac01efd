// The window as a user meets it: real events, real mouse and keys, and the whole state compared.
#include "tests/app/open_window.h"
#include "views/tables/object_table.h"

#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QToolBar>

#include <set>

using namespace quincunx;

class Window : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::OpenWindow> m_window;
    QTemporaryDir m_folder;

    Document &document() { return m_window->document(); }
    const Scene &scene() { return m_window->scene(); }
    MainWindow &window() { return m_window->window(); }
    View *view(const char *name) { return m_window->view(name); }
    void settle() { QVERIFY(m_window->settle()); }
    void open(const QString &path) { QVERIFY2(m_window->open(path), scene().error.c_str()); }
    void trigger(const char *id) { m_window->trigger(id); }

private Q_SLOTS:
    void initTestCase() {
        test::OpenWindow::prepare(m_folder);
        QUINCUNX_NEED(test::examplesDir() / "boosted_top_event.dat");
    }
    void init() { m_window = std::make_unique<test::OpenWindow>(); }
    void cleanup() { m_window.reset(); }

    void firstScreenIsNotBlank() {
        window().begin({});
        settle();
        QVERIFY(!scene().event->particles.empty());
        QVERIFY(!scene().clustering->jets.empty());
        // The page lies below the menus and tools, not on them.
        QVERIFY(!window().workspace().isWindow());
        QVERIFY(window().workspace().mapTo(&window(), QPoint()).y() >=
                window().findChild<QToolBar *>(QStringLiteral("tools"))->geometry().bottom());
    }

    void everyActionExplainsItself() {
        std::set<QString> shortcuts;
        for (QAction *action : window().actions().actions()) {
            QVERIFY2(!action->text().isEmpty() && !action->statusTip().isEmpty(),
                     qPrintable(action->objectName()));
            if (!action->shortcut().isEmpty())
                QVERIFY2(shortcuts.insert(action->shortcut().toString()).second,
                         qPrintable(action->objectName()));
        }
    }

    void stepsThroughEventsByKeys() {
        open(test::example("Pythia-PtMin1000-LHC-10ev.dat"));
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
        open(test::example("boosted_top_event.dat"));
        const double before = document().session().clustering.radius;
        const auto jets = scene().clustering;
        auto *slider = m_window->find<QSlider>("radius-slider");
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
        QCOMPARE(m_window->find<QDoubleSpinBox>("radius")->value(), before);
        QCOMPARE(scene().clustering->jets.size(), jets->jets.size());
        trigger("edit.redo");
        settle();
        QVERIFY(std::fabs(scene().clusteringUsed.radius - 1.0) < 1e-9);
    }

    void jetInLegoIsSelectedEverywhere() {
        open(test::example("boosted_top_event.dat"));
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
        JetTable *jets = window().events().jetTable();
        int chosenRows = 0;
        for (int row = 0; row < jets->model()->rowCount(); ++row)
            chosenRows += jets->isChosen(row);
        QCOMPARE(chosenRows, 1);
        // ... and every view draws it: its picture differs from the one without a selection.
        std::map<QString, QImage> with;
        for (View *each : window().events().views())
            with[each->name()] = each->picture({400, 300}, Theme::light());
        trigger("edit.clear-selection");
        QVERIFY(document().session().selection.empty());
        for (int row = 0; row < jets->model()->rowCount(); ++row)
            QVERIFY(!jets->isChosen(row));
        for (View *each : window().events().views())
            QVERIFY2(with[each->name()] != each->picture({400, 300}, Theme::light()),
                     qPrintable(each->name()));
        trigger("edit.undo");
        QVERIFY(document().session().selection == chosen);
    }

    void saveAndReloadKeepsEverything() {
        open(test::example("Pythia-PtMin1000-LHC-10ev.dat"));
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
        window().sessionFiles().save(path);
        const Session saved = document().sessionToSave();
        QVERIFY(!document().isModified());

        cleanup();
        init();
        window().begin({path});
        settle();
        const Session reloaded = document().sessionToSave();
        QCOMPARE(QString::fromStdString(toJson(reloaded).dump(1)),
                 QString::fromStdString(toJson(saved).dump(1)));
        QCOMPARE(document().undoStack().count(), 0);
        QCOMPARE(scene().event->particles.size(), scene().pt.size());
        QVERIFY(!scene().clustering->jets.empty());
    }

    void unreadableFilesLeaveEverythingAsItWas() {
        open(test::example("boosted_top_event.dat"));
        const Session before = document().session();
        QFile damaged(m_folder.filePath("damaged.quincunx"));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("{\"format\": \"quincunx-session\", \"version\": 1, ");
        damaged.close();
        auto *text = m_window->find<QLabel>("message-text");
        for (const QString &path :
             {QStringLiteral("/no/such/file"), QCoreApplication::applicationFilePath(), damaged.fileName()}) {
            text->clear();
            window().sessionFiles().open({path});
            QTRY_VERIFY(!text->text().isEmpty());
            QVERIFY(text->isVisible() && !text->text().contains(u'\n'));
            QVERIFY(document().session() == before);
        }
        QVERIFY_THROWS_EXCEPTION(Error, window().sessionFiles().save("/no/such/folder/session.quincunx"));
    }

    void whatACrashLeftBehindIsOffered() {
        open(test::example("boosted_top_event.dat"));
        document().showFile(0);
        document().change("radius", [](Session &session) { session.clustering.radius = 1.1; });
        const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
        QVERIFY(folder.mkpath("."));
        const QString autosave =
            folder.filePath("autosave-4194305.json"); // beyond the largest process number
        window().sessionFiles().save(autosave);
        cleanup();
        init();
        window().begin({test::example("single-event.dat")});
        settle();
        QVERIFY(m_window->find<QLabel>("message-text")->isVisible());
        QTest::mouseClick(m_window->find<QPushButton>("message-answer"), Qt::LeftButton);
        settle();
        QCOMPARE(document().session().clustering.radius, 1.1);
        QCOMPARE(scene().event->particles.size(), std::size_t(184));
        QVERIFY(!QFile::exists(autosave));
    }

    void filesCanBeDropped() {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(test::example("single-event.dat"))});
        QDragEnterEvent enter({400, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({400, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window(), &drop);
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
            window().actions().find("view.dark")->setChecked(dark);
            QCOMPARE(ThemeSwitch::instance().theme().dark, dark);
        }
    }

    void collisionPlaysAndEnds() {
        open(test::example("boosted_top_event.dat"));
        QTest::keyClick(view("3d"), Qt::Key_Space);
        QTRY_VERIFY(document().playback() < 1);
        QTest::keyClick(view("3d"), Qt::Key_Space);
        QCOMPARE(document().playback(), 1.0);
    }

    void panelsFloatCloseAndComeBack() {
        open(test::example("boosted_top_event.dat"));
        for (int round = 0; round < 3; ++round)
            for (const char *name : {"dock-3d", "dock-lego"}) {
                auto *dock = m_window->find<QDockWidget>(name);
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
        for (QDockWidget *dock : window().events().docks())
            QVERIFY2(!dock->isFloating() && !dock->isHidden(), qPrintable(dock->objectName()));
    }
};

QUINCUNX_TEST(window, Window, ProgramApplication)
#include "test_window.moc"
