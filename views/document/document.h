#pragma once

#include "core/io/column_mapping.h"
#include "core/io/event_file.h"
#include "views/document/sample_desk.h"
#include "views/document/scene.h"
#include "views/jobs/job.h"

#include <QObject>
#include <QStringList>
#include <QUndoStack>

#include <functional>
#include <map>

namespace quincunx {

class FlowDesk;
class InferenceDesk;
class TreesDesk;

/// The one shared state of the window: the Session (changed only through undoable steps), the Scene that
/// follows from it, and what passes with the mouse. Views know this object and never each other.
class Document : public QObject {
    Q_OBJECT

public:
    explicit Document(QObject *parent = nullptr);
    ~Document() override;

    const Session &session() const { return m_session; }
    const Scene &scene() const { return *m_scene; }
    /// The same, for who needs it for longer than a moment.
    std::shared_ptr<const Scene> sceneSnapshot() const { return m_scene; }
    QUndoStack &undoStack() { return m_undoStack; }

    /// Opens event files and shows the first event of the first of them. Files that cannot be opened are
    /// reported by failed(); the others are still opened. Asynchronous: wait for settled().
    void open(const QStringList &paths);
    /// Opens a table whose header says nothing of momenta. \param columns what columnsFrom() understands.
    void openTable(const QString &path, const QString &columns);
    /// Replaces the whole state and forgets the undo history; starts no long work by itself.
    void load(const Session &session);

    /// Changes the session as one undoable step called `text`. Steps with the same non-empty `gesture`
    /// that follow each other merge into one, until endGesture(): a slider drag is one step.
    void change(const QString &text, const std::function<void(Session &)> &edit, const QString &gesture = {});
    void endGesture();

    // The changes that several views make
    void showFile(int file);
    void showEvent(std::int64_t event); ///< clamped to the events that exist
    void select(Selection selection);
    /// Chooses a jet with its constituents, or a particle; `add` toggles it in the present selection.
    void pick(const Hover &target, bool add);
    /// Puts another jet under the microscope; it need not be chosen.
    void showJet(int jet);

    /// Whether somebody looks at the jet under the microscope: scene() has no analysis of it otherwise,
    /// unless its branches have colours.
    void watchJet(bool watched);

    /// The file shown, nullptr if none is open; shared with workers.
    std::shared_ptr<EventFile> eventFile() const;
    QString formatTitle() const;
    /// Events known so far in the file shown, and whether that is all of them.
    std::int64_t eventCount() const;
    bool eventCountIsFinal() const;

    const Hover &hover() const { return m_hover; }
    void setHover(const Hover &hover);

    /// Phase of the collision animation: below 0 protons approach, 0 they meet, at 1 everything has
    /// arrived. 1 at rest. Transient, no part of the session.
    double playback() const { return m_playback; }
    void setPlayback(double phase);

    /// Whether scene() is what session() asks for.
    bool isSettled() const;
    /// What the jet is compared with.
    SampleDesk &sample() { return m_sample; }
    /// The trees of the trees workspace.
    TreesDesk &trees() { return *m_trees; }
    /// The inference of the inference workspace.
    InferenceDesk &inference() { return *m_inference; }
    /// The flow of the flows workspace.
    FlowDesk &flow() { return *m_flow; }
    Job &sceneJob() { return m_sceneJob; }
    Job &openJob() { return m_openJob; }
    Job &indexJob() { return m_indexJob; }

    bool isModified() const { return !m_undoStack.isClean(); }

Q_SIGNALS:
    void sessionChanged(); ///< any part of session(); before the scene follows
    void filesChanged();   ///< the files or which is shown
    void eventCountChanged();
    void sceneChanged(); ///< the event, its jets or the colours that its particles have
    void jetChanged();   ///< the jet under the microscope or how it is shown; after sceneChanged() if that
                         ///< changes too
    void selectionChanged();
    void displayChanged();
    void hoverChanged();
    void playbackChanged();
    void settled(); ///< scene() has caught up with session(), or an attempt has failed
    void failed(const quincunx::Error &error);
    /// A file is a table of which somebody must tell the columns: openTable() then.
    void columnsWanted(const QString &path, const quincunx::TableHead &head);
    /// A session names a program to simulate with, which waits for InferenceDesk::readSimulatorAgain().
    void simulatorHeldBack(const QString &title);
    /// Views write their cameras into the session when asked to.
    void viewpointsWanted(quincunx::Session &session);
    void viewpointsRestored(const quincunx::Session &session);

public:
    /// session() with the present viewpoints of the views: what is saved.
    Session sessionToSave();

private:
    friend class SessionStep;
    struct OpenFile {
        std::shared_ptr<EventFile> file;
        QString formatTitle;
    };

    void openAll(const QStringList &paths, const std::map<std::string, std::string> &columns);
    void apply(const Session &session); // by undo steps and load()
    void requestScene();
    void takeScene(std::shared_ptr<const Scene> scene, const Session &session);
    void giveUp(const Error &error);
    void indexInBackground();
    bool sceneIsDue() const;
    bool jetIsWanted() const;

    Session m_session;
    std::shared_ptr<const Scene> m_scene = std::make_shared<Scene>();
    Session m_sceneSession; // what m_scene was made from
    QUndoStack m_undoStack;
    int m_gestureNumber = 0;
    bool m_jetWatched = false;
    std::map<std::string, OpenFile> m_open; // by path; kept while undo may come back to it
    std::string m_indexing;                 // path
    Hover m_hover;
    double m_playback = 1;
    SampleDesk m_sample;
    std::unique_ptr<TreesDesk> m_trees;
    std::unique_ptr<InferenceDesk> m_inference;
    std::unique_ptr<FlowDesk> m_flow;
    Job m_sceneJob, m_openJob, m_indexJob;
};

} // namespace quincunx
