#include "views/base/trees_view.h"

#include "core/substructure/jet_tree.h"
#include "views/geometry/axis_scale.h"
#include "views/geometry/labels.h"
#include "views/style/colours.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace quincunx {

TreesView::TreesView(QString name, Document &document, QWidget *parent)
    : PaintedView(std::move(name), document, parent) {
    setMouseTracking(true);
    connect(&document.trees(), &TreesDesk::changed, this, [this] { note(TreesChange); });
    connect(&document.trees(), &TreesDesk::hoverChanged, this, [this] { note(HoverChange); });
    connect(&document.trees(), &TreesDesk::chosenChanged, this, [this] { note(SelectionChange); });
    note(TreesChange);
}

QString TreesView::emptyMessage() const {
    if (result())
        return {};
    const TreesDesk &desk = document().trees();
    return desk.message().isEmpty() ? tr("Making trees …") : desk.message();
}

QString TreesView::noSamplesMessage() const {
    if (!result() || !result()->samples.empty())
        return TreesView::emptyMessage();
    if (!result()->waiting.empty())
        return QString::fromStdString(result()->waiting);
    if (result()->sparse)
        return tr("Samples need the full trellis, which holds up to 20 leaves. Join the leaves into fewer.");
    return result()->finiteTrees == 0 ? tr("The density forbids every tree; a lower cut-off t allows some")
                                      : tr("Drawing samples …");
}

QColor TreesView::leafColour(int leaf, const Theme &theme) const {
    const TreeLeaves &leaves = result()->leaves;
    const auto i = static_cast<std::size_t>(leaf);
    if (result()->isJet())
        return particleColour(theme, scene(), session().display.colour, leaves.particles[i].front());
    if (leaves.groups.empty() || leaves.groups[i] < 0)
        return theme.particle;
    return theme.jets[static_cast<std::size_t>(leaves.groups[i]) % theme.jets.size()];
}

QString TreesView::figureTitle() const {
    const TreeLeaves &leaves = result()->leaves;
    QStringList parts{QString::fromStdString(leaves.title), QString::fromStdString(leaves.joined),
                      QString::fromStdString(result()->density())};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString TreesView::describeCluster(Cluster cluster) const {
    if (!cluster || !result())
        return {};
    constexpr int most = 8;
    const TreeLeaves &leaves = result()->leaves;
    QStringList names;
    FourMomentum sum;
    for (int leaf : result()->order)
        if (cluster & clusterOf(leaf)) {
            const auto i = static_cast<std::size_t>(leaf);
            names << QString::fromStdString(leaves.labels[i]);
            if (!leaves.data.momenta.empty())
                sum += leaves.data.momenta[i];
        }
    QString text = names.size() > most ? tr("%1 leaves").arg(names.size())
                                       : QStringLiteral("{") + names.join(QStringLiteral(", ")) + u'}';
    if (!leaves.data.momenta.empty())
        text += tr("   m %1 GeV   pT %2 GeV").arg(numberText(std::max(0., sum.mass())), numberText(sum.pt()));
    if (isLeaf(cluster))
        return text;
    if (const double p = result()->probability(cluster); std::isfinite(p))
        text += result()->sparse ? tr("   P %1 among the trees met").arg(numberText(p))
                                 : tr("   P %1").arg(numberText(p));
    QStringList in;
    for (const FoundTree &tree : result()->trees)
        if (std::ranges::count(tree.clusters, cluster))
            in << QString::fromStdString(tree.title);
    return text + (in.isEmpty() ? tr("   in none of the trees") : tr("   in ") + in.join(", "));
}

QString TreesView::hintAt(QPointF pixel) const {
    return describeCluster(clusterAt(pixel));
}

// Hands

void TreesView::mouseMoveEvent(QMouseEvent *event) {
    if (!emptyMessage().isEmpty())
        return;
    document().trees().setHovered(clusterAt(event->position()));
    Q_EMIT hint(hintAt(event->position()));
}

void TreesView::mouseReleaseEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton || !emptyMessage().isEmpty())
        return View::mouseReleaseEvent(event);
    document().trees().choose(clusterAt(event->position()), event->modifiers() & Qt::ControlModifier);
}

void TreesView::leaveEvent(QEvent *) {
    document().trees().setHovered(0);
    Q_EMIT hint({});
}

void TreesView::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Escape)
        document().trees().choose(0, false);
    View::keyPressEvent(event);
}

} // namespace quincunx
