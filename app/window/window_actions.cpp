// The actions of the main window: one place for what can be done, its words and its keys.
#include "app/window/main_window.h"

#include "app/examples.h"
#include "app/window/about.h"
#include "app/window/export_dialog.h"
#include "core/io/export/write.h"
#include "views/base/view.h"
#include "views/figure/figure.h"

#include <QActionGroup>
#include <QClipboard>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QSettings>

namespace quincunx {

void MainWindow::addFileActions() {
    m_actions.add({"file.open", "File", tr("&Open…"),
                   tr("Open event files or a session; dropping them on the window does the same"),
                   QKeySequence::Open, "open"},
                  [this] { chooseAndOpen(); });
    m_actions.add({"file.recent", "File", tr("Open &recent"), tr("Files opened lately")}, {})
        ->setMenu(new QMenu(this));
    QAction *known = m_actions.add(
        {"file.examples", "File", tr("Open e&xample"), tr("Real events that came with the program")}, {});
    known->setMenu(new QMenu(this));
    for (const Example &example : examples())
        known->menu()->addAction(example.title, this, [this, example] { m_document.open({example.path}); });
    known->setEnabled(!known->menu()->isEmpty());
    m_actions.add({"file.save", "|File", tr("&Save session"),
                   tr("Keep everything that is open, chosen and set"), QKeySequence::Save, "save"},
                  [this] { save(false); });
    m_actions.add({"file.save-as", "File", tr("Save session &as…"), tr("Save the session under another name"),
                   QKeySequence("Ctrl+Shift+S")},
                  [this] { save(true); });
    m_actions.add({"file.export-figure", "|File", tr("&Export figure…"),
                   tr("Write a view as PNG, SVG or PDF"), QKeySequence("Ctrl+E"), "export"},
                  [this] { exportFigure(); });
    m_actions.add(
        {"file.export-jets", "File", tr("Export &jets…"),
         tr("Write the jets of the event as CSV, NPZ or JSON")},
        [this] {
            exportData("jets.csv", tr("Tables (*.csv *.npz *.json)"),
                       [](const Scene &scene, auto path) { writeTable(path, jetTable(*scene.clustering)); });
        });
    m_actions.add({"file.export-particles", "File", tr("Export &particles…"),
                   tr("Write the particles of the event as CSV, NPZ, JSON, or an event of Phoenix")},
                  [this] {
                      exportData("particles.csv", tr("Events (*.csv *.npz *.json *.phoenix.json)"),
                                 [](const Scene &scene, auto path) {
                                     writeEvent(path, *scene.event, scene.clustering.get());
                                 });
                  });
    m_actions.add({"file.quit", "|File", tr("&Quit"), tr("Close the window"), QKeySequence::Quit},
                  [this] { close(); });
}

void MainWindow::addEditActions() {
    m_actions.adopt(
        m_document.undoStack().createUndoAction(this, tr("&Undo")),
        {"edit.undo", "Edit", tr("&Undo"), tr("Take back the last change"), QKeySequence::Undo, "undo"});
    m_actions.adopt(m_document.undoStack().createRedoAction(this, tr("&Redo")),
                    {"edit.redo", "Edit", tr("&Redo"), tr("Make the change again"),
                     QKeySequence("Ctrl+Shift+Z"), "redo"});
    m_actions.add({"edit.clear-selection", "|Edit", tr("&Clear selection"), tr("Select nothing"),
                   QKeySequence("Ctrl+Shift+A")},
                  [this] { m_document.select({}); });
    m_actions.add({"edit.select-all", "Edit", tr("Select &all jets"),
                   tr("Select every jet with its constituents"), QKeySequence("Ctrl+Shift+J")},
                  [this] {
                      Selection all;
                      for (std::size_t j = 0; j < m_document.scene().clustering->jets.size(); ++j) {
                          all.jets.push_back(static_cast<int>(j));
                          const auto &constituents = m_document.scene().clustering->jets[j].constituents;
                          all.particles.insert(all.particles.end(), constituents.begin(), constituents.end());
                      }
                      std::ranges::sort(all.particles);
                      m_document.select(std::move(all));
                  });
    m_actions.add({"edit.copy-figure", "Edit", tr("Copy &figure"),
                   tr("Put the active view on the clipboard as a picture"), QKeySequence("Ctrl+Shift+C")},
                  [this] { copyFigure(); });
}

void MainWindow::addEventActions() {
    auto step = [this](std::int64_t by) {
        return [this, by] { m_document.showEvent(m_document.session().event + by); };
    };
    ActionDescription previous{"event.previous",      "Event",
                               tr("&Previous event"), tr("Go back one event"),
                               QKeySequence("Left"),  "previous"};
    previous.viewsOnly = true;
    m_actions.add(previous, step(-1));
    ActionDescription next{"event.next",          "Event", tr("&Next event"), tr("Go on one event"),
                           QKeySequence("Right"), "next"};
    next.viewsOnly = true;
    m_actions.add(next, step(1));
    m_actions.add({"event.first", "Event", tr("&First event"), tr("Go to the first event of the file"),
                   QKeySequence("Ctrl+Home")},
                  [this] { m_document.showEvent(0); });
    m_actions.add({"event.last", "Event", tr("&Last event"), tr("Go to the last event known so far"),
                   QKeySequence("Ctrl+End")},
                  [this] { m_document.showEvent(m_document.eventCount() - 1); });
    ActionDescription play{"event.play",          "|Event",
                           tr("Play &collision"), tr("Watch the protons meet and the particles fly out"),
                           QKeySequence("Space"), "play"};
    play.viewsOnly = true;
    QAction *action = m_actions.add(play, [this] { m_playback.toggle(); });
    connect(&m_playback, &Playback::playingChanged, action, [action](bool playing) {
        action->setText(playing ? tr("Stop &collision") : tr("Play &collision"));
    });
}

void MainWindow::addJetActions() {
    auto add = [this](ActionDescription description, auto handler) {
        description.viewsOnly = true;
        return m_actions.add(description, handler);
    };
    add({"jet.previous", "Jet", tr("&Previous jet"), tr("Put the next harder jet under the microscope"),
         QKeySequence("PgUp")},
        [this] { m_document.showJet(m_document.session().jet - 1); });
    add({"jet.next", "Jet", tr("&Next jet"), tr("Put the next softer jet under the microscope"),
         QKeySequence("PgDown")},
        [this] { m_document.showJet(m_document.session().jet + 1); });
    QAction *play = m_actions.add({"jet.play-clustering", "|Jet", tr("Play &clustering"),
                                   tr("Watch the constituents merge into one jet, in all views"),
                                   QKeySequence("Ctrl+K"), "play"},
                                  [this] { m_jetPlayback.toggleClustering(); });
    QAction *sweep = m_actions.add({"jet.sweep-alpha", "Jet", tr("&Sweep α"),
                                    tr("Let α go from anti-kT to kT and back, until stopped"),
                                    QKeySequence("Ctrl+Shift+K"), "play"},
                                   [this] { m_jetPlayback.toggleSweep(); });
    connect(&m_jetPlayback, &JetPlayback::clusteringToggled, play, [play](bool playing) {
        play->setText(playing ? tr("Stop &clustering") : tr("Play &clustering"));
    });
    connect(&m_jetPlayback, &JetPlayback::sweepToggled, sweep,
            [sweep](bool playing) { sweep->setText(playing ? tr("&Stop sweeping α") : tr("&Sweep α")); });
}

void MainWindow::addWorkspaceActions() {
    auto *pages = new QActionGroup(this);
    for (const PageKind &kind : m_pageKinds) {
        const auto number = QString::number(pages->actions().size() + 1);
        QAction *action =
            m_actions.addToggle({"workspace." + kind.name, "View", kind.title,
                                 tr("Show the page %1").arg(kind.title), QKeySequence("Ctrl+" + number)},
                                [this, name = kind.name](bool on) {
                                    if (on)
                                        showWorkspace(name);
                                });
        pages->addAction(action);
    }
}

void MainWindow::addViewActions() {
    m_actions.add({"view.home", "|View", tr("&Home"), tr("Everything in sight again, in every view"),
                   QKeySequence("Ctrl+0"), "home"},
                  [this] {
                      for (View *view : workspace().views())
                          view->home();
                  });
    m_actions.add({"view.frame", "View", tr("&Frame selection"), tr("Move every view to what is selected"),
                   QKeySequence("Ctrl+F"), "frame"},
                  [this] {
                      for (View *view : workspace().views())
                          view->frameSelection();
                  });
    QAction *dark = m_actions.addToggle({"view.dark", "|View", tr("&Dark theme"), tr("Dark or light colours"),
                                         QKeySequence("Ctrl+D"), "theme"},
                                        [this](bool on) { wear(on); });
    dark->setChecked(ThemeSwitch::instance().theme().dark);
    m_actions.addToggle(
        {"view.full-screen", "View", tr("F&ull screen"), tr("Use the whole screen"), QKeySequence("F11")},
        [this](bool on) { on ? showFullScreen() : showNormal(); });
    m_actions.add({"view.panels", "|View", tr("&Panels"), tr("Show or hide panels")}, {})
        ->setMenu(new QMenu(this));
    m_actions.add({"view.reset-layout", "View", tr("&Reset layout"), tr("Every panel at its first place")},
                  [this] { workspace().resetLayout(); });
}

void MainWindow::addHelpActions() {
    m_actions.add({"help.keys", "Help", tr("&Keys and mouse"), tr("What the keys and the mouse do"),
                   QKeySequence("F1")},
                  [this] { showKeys(this, m_actions); });
    m_actions.add(
        {"help.about", "Help", tr("&About Quincunx"), tr("Versions, licence, and how to cite what you use")},
        [this] { showAbout(this, m_document.session()); });
}

void MainWindow::chooseAndOpen() {
    QSettings settings;
    const QStringList paths = QFileDialog::getOpenFileNames(this, tr("Open events or a session"),
                                                            settings.value("folder").toString());
    if (paths.isEmpty())
        return;
    settings.setValue("folder", QFileInfo(paths.front()).absolutePath());
    m_sessionFiles.open(paths);
}

bool MainWindow::save(bool askForName) {
    QString path = m_sessionFiles.path();
    if (askForName || path.isEmpty())
        path = QFileDialog::getSaveFileName(this, tr("Save session"),
                                            path.isEmpty() ? tr("session.quincunx") : path,
                                            tr("Sessions (*.quincunx)"));
    if (path.isEmpty())
        return false;
    try {
        m_sessionFiles.save(path);
        return true;
    } catch (const Error &error) {
        m_messages->showError(error);
        return false;
    }
}

void MainWindow::exportFigure() {
    ExportDialog dialog(workspace().views(), workspace().activeView(), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    try {
        writeFigure(dialog.view(), dialog.path(), dialog.size(), dialog.theme());
    } catch (const Error &error) {
        m_messages->showError(error);
    }
}

void MainWindow::copyFigure() {
    try {
        View *view = workspace().activeView();
        QGuiApplication::clipboard()->setImage(view->picture(view->size() * 2, Theme::light()));
    } catch (const Error &error) {
        m_messages->showError(error);
    }
}

void MainWindow::exportData(const QString &suggestion, const QString &kinds,
                            const std::function<void(const Scene &, const std::filesystem::path &)> &write) {
    const QString path = QFileDialog::getSaveFileName(this, tr("Export"), suggestion, kinds);
    if (path.isEmpty())
        return;
    try {
        write(m_document.scene(), path.toStdString());
    } catch (const Error &error) {
        m_messages->showError(error);
    }
}

void MainWindow::wear(bool dark) {
    ThemeSwitch::instance().wear(dark ? Theme::darkTheme() : Theme::light());
    QSettings().setValue("dark", dark);
}

void MainWindow::showPanels() {
    QMenu *menu = m_actions.find("view.panels")->menu();
    menu->clear();
    for (QDockWidget *dock : workspace().docks())
        menu->addAction(dock->toggleViewAction());
}

void MainWindow::showRecent() {
    QAction *action = m_actions.find("file.recent");
    action->menu()->clear();
    for (const QString &path : SessionFiles::recent()) {
        QAction *entry = action->menu()->addAction(QFileInfo(path).fileName(), this,
                                                   [this, path] { m_sessionFiles.open({path}); });
        entry->setToolTip(path);
    }
    action->menu()->setToolTipsVisible(true);
    action->setEnabled(!action->menu()->isEmpty());
}

} // namespace quincunx
