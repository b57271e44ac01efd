#include "views/jet_tree/jet_tree_view.h"

#include "core/trees/leaf_order.h"

#include <QPainter>

#include <algorithm>

namespace quincunx {
namespace {

/// The hardest leaf below each node; leaves are numbered by falling pT.
std::vector<int> hardestLeaves(const Tree &tree) {
    std::vector<int> hardest(static_cast<std::size_t>(tree.nodeCount()));
    for (int k = 0; k < tree.nodeCount(); ++k)
        hardest[static_cast<std::size_t>(k)] =
            tree.isLeaf(k) ? k
                           : std::min(hardest[static_cast<std::size_t>(tree.node(k).left)],
                                      hardest[static_cast<std::size_t>(tree.node(k).right)]);
    return hardest;
}

AxisScale heightScale(const Tree &tree, JetDisplay::NodeHeight heightOf) {
    if (heightOf == JetDisplay::NodeHeight::Step)
        return AxisScale{0, std::max(1., tree.leafCount() - 1.), false}.widened(0, 0.06);
    std::vector<double> distances;
    for (int k = tree.leafCount(); k < tree.nodeCount(); ++k)
        distances.push_back(tree.node(k).height);
    return AxisScale::of(distances, true).widened(0.06, 0.06);
}

} // namespace

View *makeJetTreeView(Document &document, QWidget *parent) {
    return new JetTreeView(document, parent);
}

JetTreeView::JetTreeView(Document &document, QWidget *parent)
    : JetView(QStringLiteral("jet-tree"), document, parent) {
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Clustering tree"));
    setAccessibleDescription(tr("The order in which the constituents of the jet merge"));
    setWhatsThis(tr("Click chooses the constituents below a node, Ctrl-click adds, a double click collapses "
                    "and expands. Drag the line to cut the tree into branches. The wheel zooms, middle or "
                    "Shift drag moves, Home shows everything, F the selection."));
}

void JetTreeView::refresh(Changes) {
    if (m_jet != scene().jet || m_heightOf != session().jetDisplay.nodeHeight) {
        const bool sameJet = m_jet && scene().jet && m_jet->substructure == scene().jet->substructure;
        if (!sameJet && !std::exchange(m_awaitsJet, false))
            m_collapsed.clear();
        m_jet = scene().jet;
        m_heightOf = session().jetDisplay.nodeHeight;
        m_hovered = -1;
        layOut();
    }
    update();
}

void JetTreeView::layOut() {
    m_layout = {};
    m_cut = {};
    m_weights.clear();
    if (!m_jet)
        return;
    const Tree &tree = m_jet->tree;
    for (const FourMomentum &p : m_jet->nodeMomenta)
        m_weights.push_back(p.pt());
    m_heights = heightScale(tree, m_heightOf);
    std::vector<double> heights;
    std::vector<bool> collapsed;
    const std::vector<int> hardest = hardestLeaves(tree);
    for (int k = 0; k < tree.nodeCount(); ++k) {
        const bool byStep = m_heightOf == JetDisplay::NodeHeight::Step;
        heights.push_back(m_heights.fraction(byStep ? k - tree.leafCount() + 1 : tree.node(k).height));
        collapsed.push_back(std::ranges::find(m_collapsed, Clade(hardest[static_cast<std::size_t>(k)],
                                                                 tree.node(k).leaves)) != m_collapsed.end());
    }
    m_layout = TreeLayout(tree, heavierFirst(tree, m_weights),
                          std::span(m_weights).first(static_cast<std::size_t>(tree.leafCount())), heights,
                          collapsed);
    m_cut = MergeCut(tree, m_layout);
}

void JetTreeView::toggleCollapsed(int node) {
    if (node < 0 || m_jet->tree.isLeaf(node))
        return;
    const Clade clade(hardestLeaves(m_jet->tree)[static_cast<std::size_t>(node)],
                      m_jet->tree.node(node).leaves);
    if (std::erase(m_collapsed, clade) == 0)
        m_collapsed.push_back(clade);
    layOut();
    update();
}

// The part in sight

void JetTreeView::moveTo(const Section &section) {
    m_section = section;
    update();
}

void JetTreeView::home() {
    m_collapsed.clear();
    layOut();
    moveTo({});
}

void JetTreeView::frameSelection() {
    refreshNow();
    const std::vector<bool> chosen = chosenConstituents();
    const auto total = std::ranges::count(chosen, true);
    if (total == 0)
        return moveTo({});
    // The smallest branch that has them all.
    const Tree &tree = m_jet->tree;
    std::vector<std::ptrdiff_t> below(static_cast<std::size_t>(tree.nodeCount()));
    int node = 0;
    for (; node < tree.nodeCount(); ++node) {
        const auto i = static_cast<std::size_t>(node);
        below[i] = tree.isLeaf(node) ? chosen[i]
                                     : below[static_cast<std::size_t>(tree.node(node).left)] +
                                           below[static_cast<std::size_t>(tree.node(node).right)];
        if (below[i] == total)
            break;
    }
    while (!m_layout.node(node).shown)
        node = tree.node(node).parent;
    const TreeLayout::Node &branch = m_layout.node(node);
    const double margin = 0.05 * (branch.right - branch.left);
    const double top = std::min(1., std::max(branch.y, 0.1) + 0.08);
    moveTo(Section::around({branch.left - margin, 1 - top, branch.right - branch.left + 2 * margin, top}));
}

nlohmann::json JetTreeView::viewpoint() const {
    return {{"section", m_section.toJson()}, {"collapsed", m_collapsed}};
}

void JetTreeView::setViewpoint(const nlohmann::json &viewpoint) {
    const Section section = Section::fromJson(viewpoint.at("section"));
    m_collapsed = viewpoint.at("collapsed").get<std::vector<Clade>>();
    m_awaitsJet = !document().isSettled() || !m_jet;
    layOut();
    moveTo(section);
}

} // namespace quincunx
