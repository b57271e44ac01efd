#pragma once

#include "core/manifold_flow/flow_chart.h"
#include "core/manifold_flow/flow_laws.h"
#include "core/manifold_flow/flow_model.h"
#include "core/session/flow_display.h"
#include "views/jobs/job.h"

#include <QObject>

#include <atomic>
#include <deque>
#include <optional>

namespace quincunx {

class Document;

/// The flow of the flows workspace: trained when asked to, and drawn while it learns. What is to be learned
/// is drawn at once, beside the flow that has not learned yet.
class FlowDesk : public QObject {
    Q_OBJECT

public:
    explicit FlowDesk(Document &document);
    ~FlowDesk() override;

    /// A flow, how far it has got, and what is drawn of it. Shared with views for as long as they like.
    struct Result {
        FlowModel model;
        std::shared_ptr<const ManifoldFlow> flow;
        std::shared_ptr<const Target> target;
        FlowPicture picture;
        std::vector<FlowReport> history; ///< of the training, empty before
        FlowTask learned;                ///< what it was trained for; model.task is what it is drawn against
        std::optional<FlowLaws> laws;    ///< at rest; while it learns there is no time for them
        std::optional<double> integral;  ///< ∫ q dV at rest, in up to two dimensions
    };
    std::shared_ptr<const Result> result() const { return m_result; } ///< nullptr: message() says why

    /// How another flow has learned the same target, or learns it now.
    struct Rival {
        FlowTask task;
        std::vector<FlowReport> history;
    };
    std::vector<Rival> rivals() const;
    bool isRacing() const { return !m_racing.empty() && m_trainJob.isRunning(); }
    const QString &message() const { return m_message; }

    bool isTrained() const { return m_result && !m_result->history.empty(); }
    /// Whether result() was trained for what the session asks for.
    bool isCurrent() const;

    void watch(bool watched); ///< whether somebody looks: nothing is done otherwise
    void run();               ///< from the beginning; cancelling the job keeps what was there before
    /// Goes on from what is learned, for as many steps again. For an arm that is to reach elsewhere, too.
    void goOn(int steps);
    /// Goes on for a while if something is learned: the target has been moved, drawn or painted a little.
    void learnAnew();
    /// Trains flows of every kind at once, some steps each in turn, built and taught as the session says.
    /// That of the session is shown meanwhile; the others wait to be chosen.
    void race();
    void stopAndKeep();
    Job &trainJob() { return m_trainJob; }
    Job &drawJob() { return m_drawJob; }
    bool isSettled() const { return !m_trainJob.isRunning() && !m_drawJob.isRunning(); }

    /// \throws Error if there is nothing to save, or the file cannot be written.
    void save(const QString &path) const;
    /// Takes a trained flow and its task; one undoable step. \throws Error if it is none.
    void open(const QString &path);

Q_SIGNALS:
    void changed(); ///< result(), message(), isCurrent()
    void displayChanged();
    void settled();

private:
    const FlowTask &task() const;
    void update();
    void draw();
    void drawChosenSlice();
    void train(FlowState state, FlowTask task, std::vector<FlowReport> history);
    void show(std::shared_ptr<const Result> result);
    void keep(std::shared_ptr<const Result> result);

    Document &m_document;
    bool m_watched = false;
    std::optional<FlowTask> m_seen; ///< of the session, when it was last looked at
    FlowDisplay m_display;
    std::shared_ptr<const Result> m_result;
    QString m_message;
    std::deque<std::shared_ptr<const Result>>
        m_kept;                  ///< trained, the newest at the end: undo finds them again
    std::vector<Rival> m_racing; ///< beside the one that is shown
    std::shared_ptr<std::atomic_bool> m_stopAndKeep;
    std::shared_ptr<std::atomic<double>> m_slice; ///< of S³, for what is drawn while a flow learns
    Job m_trainJob, m_drawJob;
};

} // namespace quincunx
