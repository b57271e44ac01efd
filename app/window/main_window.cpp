#include "app/window/main_window.h"

#include "app/examples.h"
#include "app/window/columns_dialog.h"
#include "app/window/flow_workspace.h"
#include "app/window/inference_workspace.h"
#include "app/window/job_indicator.h"
#include "app/window/trees_workspace.h"
#include "views/base/view.h"
#include "views/document/flow_desk.h"
#include "views/document/inference_desk.h"
#include "views/document/trees_desk.h"
#include "views/event_list/event_list_panel.h"

#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

namespace quincunx {

MainWindow::MainWindow(bool freshLayout)
    : m_freshLayout(freshLayout)
    , m_actions(this)
    , m_sessionFiles(m_document)
    , m_playback(m_document)
    , m_jetPlayback(m_document) {
    setObjectName(QStringLiteral("main-window"));
    resize(1280, 800);
    setAcceptDrops(true);
    setContextMenuPolicy(Qt::NoContextMenu);

    m_messages = new MessageBar;
    m_pages = new QStackedWidget;
    setCentralWidget(m_pages);
    addFileActions();
    addEditActions();
    addEventActions();
    addJetActions();
    m_pageKinds = {
        {"events", tr("Events"), [this] { return m_events = new EventsWorkspace(m_document, m_pages); }},
        {"jet", tr("Jet"),
         [this] {
             return new JetWorkspace(m_document, m_actions.find("jet.play-clustering"),
                                     m_actions.find("jet.sweep-alpha"), m_pages);
         }},
        {"trees", tr("Trees"), [this] { return new TreesWorkspace(m_document, m_pages); }},
        {"inference", tr("Inference"), [this] { return new InferenceWorkspace(m_document, m_pages); }},
        {"flows", tr("Flows"), [this] { return new FlowWorkspace(m_document, m_pages); }}};
    addWorkspaceActions();
    addViewActions();
    addHelpActions();
    m_actions.fill(menuBar());
    makeToolBar();
    page(m_pageKinds.front().name);
    makeStatusBar();

    connect(&m_document, &Document::failed, m_messages, &MessageBar::showError);
    connect(&m_document, &Document::columnsWanted, this, [this](const QString &path, const TableHead &head) {
        m_messages->ask(
            tr("%1 is a table whose columns have names of their own.").arg(QFileInfo(path).fileName()),
            tr("Choose columns…"), [this, path, head] {
                ColumnsDialog dialog(path, head, this);
                if (dialog.exec() == QDialog::Accepted)
                    m_document.openTable(path, dialog.columns());
            });
    });
    connect(&m_document, &Document::simulatorHeldBack, this, [this](const QString &title) {
        m_messages->ask(tr("This session simulates with %1, which runs a program of its own.").arg(title),
                        tr("Run it"), [this] { m_document.inference().readSimulatorAgain(); });
    });
    connect(&m_document, &Document::sessionChanged, this, &MainWindow::updateTitle);
    connect(&m_document.undoStack(), &QUndoStack::cleanChanged, this, &MainWindow::updateTitle);
    connect(&m_sessionFiles, &SessionFiles::pathChanged, this, &MainWindow::updateTitle);
    connect(&m_sessionFiles, &SessionFiles::pathChanged, this, &MainWindow::placeSampleCache);
    connect(&m_sessionFiles, &SessionFiles::recentChanged, this, &MainWindow::showRecent);
    updateTitle();
    placeSampleCache();
    showRecent();

    if (!m_freshLayout)
        restoreGeometry(QSettings().value("geometry").toByteArray());
    connect(&m_document, &Document::viewpointsWanted, this,
            [this](Session &session) { session.viewpoints["workspace"] = workspace().name().toStdString(); });
    connect(&m_document, &Document::viewpointsRestored, this, [this](const Session &session) {
        const auto name = session.viewpoints.find("workspace");
        if (name != session.viewpoints.end() && name->is_string())
            showWorkspace(QString::fromStdString(name->get<std::string>()));
    });
    showWorkspace(m_events->name());
}

MainWindow::~MainWindow() {
    delete m_pages; // hiding and going, they still speak to the document
}

Workspace &MainWindow::workspace() const {
    return static_cast<Workspace &>(*m_pages->currentWidget());
}

Workspace *MainWindow::page(const QString &name) {
    const auto kind = std::ranges::find(m_pageKinds, name, &PageKind::name);
    if (kind == m_pageKinds.end())
        return nullptr;
    if (const auto built = m_built.find(name); built != m_built.end())
        return built->second;
    Workspace *page = m_built[name] = kind->make();
    m_pages->addWidget(page);
    connect(page, &Workspace::hint, this, [this](const QString &text) { m_hint->setText(text); });
    for (View *view : page->views())
        for (QAction *action : m_actions.viewActions())
            view->addAction(action);
    if (!m_freshLayout)
        page->restoreState(QSettings().value("layout/" + name).toByteArray());
    return page;
}

void MainWindow::showWorkspace(const QString &name) {
    Workspace *shown = page(name);
    if (!shown)
        return;
    m_jetPlayback.stop();
    m_pages->setCurrentWidget(shown);
    m_actions.find("workspace." + name)->setChecked(true);
    shown->activeView()->setFocus();
    showPanels();
}

void MainWindow::begin(const QStringList &paths) {
    if (!paths.isEmpty())
        m_sessionFiles.open(paths);
    else if (const auto known = examples(); !known.empty())
        m_document.open({known.front().path});
    if (const QString autosave = m_sessionFiles.leftBehind(); !autosave.isEmpty())
        m_messages->ask(tr("The last run ended without saving its session."), tr("Restore it"),
                        [this, autosave] { m_sessionFiles.recover(autosave); });
}

void MainWindow::makeToolBar() {
    QToolBar *bar = addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setIconSize({18, 18});
    for (const PageKind &kind : m_pageKinds)
        bar->addAction(m_actions.find("workspace." + kind.name));
    for (const char *id :
         {"", "file.open", "file.save", "", "edit.undo", "edit.redo", "", "event.previous", "event.next",
          "event.play", "", "view.home", "view.frame", "", "file.export-figure", "view.dark"}) {
        if (*id)
            bar->addAction(m_actions.find(QLatin1String(id)));
        else
            bar->addSeparator();
    }
    addToolBarBreak();
    addToolBar(m_messages);
    m_messages->hide();
}

void MainWindow::makeStatusBar() {
    m_hint = new QLabel;
    m_hint->setObjectName(QStringLiteral("hint"));
    m_summary = new QLabel;
    m_summary->setObjectName(QStringLiteral("summary"));
    statusBar()->addWidget(m_hint, 1);
    for (Job *job :
         {&m_document.openJob(), &m_document.sceneJob(), &m_document.indexJob(),
          &m_events->eventList()->searchJob(), &m_document.sample().job(), &m_document.trees().job(),
          &m_document.inference().cloudJob(), &m_document.inference().runJob(),
          &m_document.inference().sampleJob(), &m_document.inference().calibrationJob(),
          &m_document.flow().trainJob(), &m_document.flow().drawJob()})
        statusBar()->addPermanentWidget(new JobIndicator(*job));
    statusBar()->addPermanentWidget(m_summary);
    connect(&m_document, &Document::sceneChanged, this, [this] {
        const Scene &scene = m_document.scene();
        QStringList parts{m_document.formatTitle(), QString::fromStdString(scene.event->label),
                          tr("%1 objects").arg(scene.visible.size()),
                          tr("%1 jets").arg(scene.clustering->jets.size()),
                          QString::fromStdString(clusterings().at(scene.clusteringUsed.algorithm).title)};
        parts.removeAll(QString());
        m_summary->setText(parts.join(QStringLiteral("  ·  ")));
        // Of a size that never shrinks: nothing moves, and the window is not laid out anew, as numbers
        // change.
        m_summary->setFixedSize(m_summary->sizeHint().expandedTo({m_summary->minimumWidth(), 0}));
    });
}

void MainWindow::updateTitle() {
    const Session &session = m_document.session();
    QString name =
        session.file >= 0 ? QFileInfo(QString::fromStdString(session.path())).fileName() : QString();
    if (!m_sessionFiles.path().isEmpty())
        name = QFileInfo(m_sessionFiles.path()).fileName() + (name.isEmpty() ? "" : " · " + name);
    setWindowTitle((name.isEmpty() ? QString() : name + "[*] — ") + QStringLiteral("Quincunx"));
    setWindowModified(!m_sessionFiles.path().isEmpty() && m_document.isModified());
}

void MainWindow::placeSampleCache() {
    const QString beside = m_sessionFiles.path();
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    QDir().mkpath(folder);
    m_document.sample().setCacheFile(
        (beside.isEmpty() ? folder + "/sample" : beside + ".sample").toStdString());
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event) {
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event) {
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    m_sessionFiles.open(paths);
}

bool MainWindow::mayLoseChanges() {
    // Looking around is not work that could be lost: only sessions that have a file are asked about.
    if (m_sessionFiles.path().isEmpty() || !m_document.isModified())
        return true;
    const auto answer = QMessageBox::question(
        this, tr("Save the session?"),
        tr("The session %1 has changed.").arg(QFileInfo(m_sessionFiles.path()).fileName()),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    return answer == QMessageBox::Discard || (answer == QMessageBox::Save && save(false));
}

void MainWindow::closeEvent(QCloseEvent *event) {
    if (!mayLoseChanges())
        return event->ignore();
    m_playback.stop();
    m_jetPlayback.stop();
    QSettings settings;
    settings.setValue("geometry", saveGeometry());
    for (const auto &[name, built] : m_built)
        settings.setValue("layout/" + name, built->saveState());
    event->accept();
}

} // namespace quincunx
