#pragma once

#include "views/document/trees_maker.h"
#include "views/jobs/job.h"

#include <QObject>

namespace quincunx {

class Document;

/// The trees of the trees workspace, made anew whenever the session asks for others and somebody looks.
/// What takes longer than a moment waits for compute(). Also what the mouse is over, in all its views.
class TreesDesk : public QObject {
    Q_OBJECT

public:
    explicit TreesDesk(Document &document);

    /// nullptr if there is none; message() then says why. Shared with views for as long as they like.
    std::shared_ptr<const TreesResult> result() const { return m_result; }
    const QString &message() const { return m_message; }
    /// Whether result() is all that the session asks for; false while it is made, or waits for compute().
    bool isCurrent() const;

    /// Whether somebody looks: nothing is made otherwise.
    void watch(bool watched);
    /// Whether the jet under the microscope is needed.
    bool wantsJet() const;
    /// Makes everything, however long it takes. Cancelling the job keeps what has been shown.
    void compute();
    Job &job() { return m_job; }

    /// The cluster that the mouse is over or that is chosen, in all views of the page; 0 none. If the leaves
    /// are of the jet, its particles are hovered and chosen in the other pages, and theirs here.
    Cluster hovered() const;
    void setHovered(Cluster cluster);
    Cluster chosen() const;
    void choose(Cluster cluster, bool add);

Q_SIGNALS:
    void changed(); ///< the result, also in part, or how it is shown
    void hoverChanged();
    void chosenChanged();
    void jetWanted();

private:
    void update();
    void start(MayTakeLong mayTakeLong);
    TreesOrder order() const;
    void show(std::shared_ptr<const TreesResult> result, const QString &message);
    std::vector<int> particlesOf(Cluster cluster) const;

    Document &m_document;
    std::shared_ptr<const TreesResult> m_result;
    QString m_message;
    TreesOrder m_ordered; ///< of which m_result is, or the job under way
    bool m_hasOrdered = false;
    TreesDisplay m_display;
    bool m_watched = false;
    Cluster m_hovered = 0, m_chosen = 0;
    Job m_job;
};

} // namespace quincunx
