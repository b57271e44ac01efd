#include "views/document/trees_desk.h"

#include "views/document/document.h"

#include <algorithm>

namespace quincunx {

using Source = TreesSettings::Source;

TreesDesk::TreesDesk(Document &document) : m_document(document), m_job(tr("Making trees")) {
    connect(&document, &Document::sessionChanged, this, [this] {
        const bool shownAnew =
            std::exchange(m_display, m_document.session().treesDisplay) != m_document.session().treesDisplay;
        update();
        if (shownAnew)
            Q_EMIT changed();
    });
    connect(&document, &Document::jetChanged, this, &TreesDesk::update);
    connect(&document, &Document::settled, this, &TreesDesk::update);
    connect(&document, &Document::hoverChanged, this, &TreesDesk::hoverChanged);
    connect(&document, &Document::selectionChanged, this, &TreesDesk::chosenChanged);
}

bool TreesDesk::wantsJet() const {
    return m_watched && m_document.session().trees.source == Source::Jet;
}

void TreesDesk::watch(bool watched) {
    m_watched = watched;
    if (wantsJet())
        Q_EMIT jetWanted();
    update();
}

TreesOrder TreesDesk::order() const {
    const Session &session = m_document.session();
    TreesOrder order{session.trees, {}, {}, {}};
    if (session.trees.source == Source::Table)
        order.table = session.treesTable;
    if (session.trees.source == Source::Jet)
        if (const auto &jet = m_document.scene().jet) {
            const Event &event = *m_document.scene().event;
            const QString label =
                event.label.empty() ? tr("event %1").arg(session.event) : QString::fromStdString(event.label);
            order.jet = jet->substructure;
            order.jetTitle =
                (event.isJet ? label : tr("Jet %1, %2").arg(session.jet + 1).arg(label)).toStdString();
        }
    return order;
}

bool TreesDesk::isCurrent() const {
    return m_result && !m_job.isRunning() && m_hasOrdered && m_ordered == order() &&
           m_result->waiting.empty();
}

void TreesDesk::update() {
    const TreesOrder wanted = order();
    const bool noJet = wanted.settings.source == Source::Jet && !wanted.jet; // why may have changed
    if (m_watched && (noJet || !m_hasOrdered || m_ordered != wanted))
        start(MayTakeLong::No);
}

void TreesDesk::compute() {
    start(MayTakeLong::Yes);
}

void TreesDesk::start(MayTakeLong mayTakeLong) {
    const TreesOrder ordered = order();
    m_ordered = ordered;
    m_hasOrdered = true;
    if (ordered.settings.source == Source::Jet && !ordered.jet) {
        m_job.cancel();
        const std::string &why = m_document.scene().jetError;
        return show(nullptr, !m_document.isSettled() ? tr("Looking for the jet …")
                             : why.empty()           ? tr("No jet: open an event that has one")
                                                     : QString::fromStdString(why));
    }
    using Result = std::shared_ptr<const TreesResult>;
    m_job.start<Result>(
        [this, ordered, mayTakeLong](const JobProgress &progress) {
            return makeTrees(ordered, mayTakeLong, progress, [&](Result partial) {
                progress.deliver([this, partial] { show(partial, {}); });
            });
        },
        [this](Result result) { show(std::move(result), {}); },
        [this](const Error &error) { show(nullptr, QString::fromStdString(error.what())); });
}

void TreesDesk::show(std::shared_ptr<const TreesResult> result, const QString &message) {
    m_result = std::move(result);
    m_message = message;
    m_hovered = m_chosen = 0;
    Q_EMIT changed();
}

// What the mouse is over and what is chosen

std::vector<int> TreesDesk::particlesOf(Cluster cluster) const {
    std::vector<int> all;
    for (int leaf = 0; leaf < m_result->leaves.size(); ++leaf)
        if (cluster & clusterOf(leaf)) {
            const auto &some = m_result->leaves.particles[static_cast<std::size_t>(leaf)];
            all.insert(all.end(), some.begin(), some.end());
        }
    std::ranges::sort(all);
    return all;
}

Cluster TreesDesk::hovered() const {
    if (m_hovered || !m_result || !m_result->isJet() || m_document.hover().particle < 0)
        return m_hovered;
    for (int leaf = 0; leaf < m_result->leaves.size(); ++leaf) // another page's mouse
        if (std::ranges::count(m_result->leaves.particles[static_cast<std::size_t>(leaf)],
                               m_document.hover().particle))
            return clusterOf(leaf);
    return 0;
}

void TreesDesk::setHovered(Cluster cluster) {
    if (cluster == m_hovered)
        return;
    m_hovered = cluster;
    if (m_result && m_result->isJet()) {
        Hover hover;
        if (isLeaf(cluster))
            hover.particle =
                m_result->leaves.particles[static_cast<std::size_t>(std::countr_zero(cluster))].front();
        hover.particles = particlesOf(cluster);
        m_document.setHover(hover);
    }
    Q_EMIT hoverChanged();
}

Cluster TreesDesk::chosen() const {
    if (!m_result || !m_result->isJet())
        return m_chosen;
    Cluster chosen = 0;
    const auto &selected = m_document.session().selection.particles;
    for (int leaf = 0; leaf < m_result->leaves.size(); ++leaf)
        if (std::ranges::all_of(m_result->leaves.particles[static_cast<std::size_t>(leaf)],
                                [&](int particle) { return std::ranges::binary_search(selected, particle); }))
            chosen |= clusterOf(leaf);
    return chosen;
}

void TreesDesk::choose(Cluster cluster, bool add) {
    const Cluster before = add ? chosen() : 0;
    const Cluster after = (before & cluster) == cluster ? before & ~cluster : before | cluster;
    if (m_result && m_result->isJet())
        return m_document.select({particlesOf(after), {}});
    m_chosen = after;
    Q_EMIT chosenChanged();
}

} // namespace quincunx
