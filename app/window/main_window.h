#pragma once

#include "app/actions/action_registry.h"
#include "app/window/events_workspace.h"
#include "app/window/jet_workspace.h"
#include "app/window/message_bar.h"
#include "app/window/playback.h"
#include "app/window/session_files.h"
#include "views/document/document.h"
#include "views/jet/jet_playback.h"

#include <QMainWindow>

#include <functional>
#include <map>

class QLabel;
class QStackedWidget;

namespace quincunx {

/// The one window: actions, the workspaces, messages and the status bar around one document.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// \param freshLayout ignore the layout kept from the last run.
    explicit MainWindow(bool freshLayout = false);
    ~MainWindow() override;

    Document &document() { return m_document; }
    ActionRegistry &actions() { return m_actions; }
    EventsWorkspace &events() { return *m_events; }
    /// The page that is shown.
    Workspace &workspace() const;
    void showWorkspace(const QString &name);
    SessionFiles &sessionFiles() { return m_sessionFiles; }

    /// Opens what the user named, else a first example: the window is never blank.
    void begin(const QStringList &paths);

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void addFileActions();
    void addEditActions();
    void addEventActions();
    void addJetActions();
    void addViewActions();
    void addWorkspaceActions();
    void addHelpActions();
    void makeToolBar();
    void makeStatusBar();
    void showRecent();
    void showPanels();
    void updateTitle();
    void placeSampleCache();

    void chooseAndOpen();
    bool save(bool askForName);
    bool mayLoseChanges();
    void exportFigure();
    void copyFigure();
    void exportData(const QString &suggestion, const QString &kinds,
                    const std::function<void(const Scene &, const std::filesystem::path &)> &write);
    void wear(bool dark);

    /// A page of the window, which is built when it is first shown.
    struct PageKind {
        QString name, title;
        std::function<Workspace *()> make;
    };
    /// The page of that name, built if it is not yet; null if there is none.
    Workspace *page(const QString &name);

    const bool m_freshLayout;
    Document m_document;
    ActionRegistry m_actions;
    SessionFiles m_sessionFiles;
    Playback m_playback;
    JetPlayback m_jetPlayback;
    std::vector<PageKind> m_pageKinds;
    std::map<QString, Workspace *> m_built;
    EventsWorkspace *m_events = nullptr;
    QStackedWidget *m_pages = nullptr;
    MessageBar *m_messages = nullptr;
    QLabel *m_hint = nullptr;
    QLabel *m_summary = nullptr;
};

} // namespace quincunx
