#include "app/window/trees_workspace.h"

#include "views/document/trees_desk.h"
#include "views/trees/trees_controls.h"

#include <QDockWidget>

namespace quincunx {

TreesWorkspace::TreesWorkspace(Document &document, QWidget *parent)
    : Workspace(QStringLiteral("trees"), document, parent) {
    addDock("trees-controls", tr("Trees"), scrolling(new TreesControls(document)));
    addGuest("lego"); // where the hovered cluster is in the event
    dock("trees-controls")->setMaximumWidth(widestColumn);
    resetLayout();
}

void TreesWorkspace::arrange() {
    // Controls | stacked trees | what the distribution is, above how likely trees are
    addDockWidget(Qt::LeftDockWidgetArea, dock("trees-controls"));
    QDockWidget *stack = dock("trees"), *above = dock("clusters"), *below = dock("tree-likelihoods");
    addDockWidget(Qt::RightDockWidgetArea, stack);
    splitDockWidget(stack, above, Qt::Horizontal);
    splitDockWidget(above, below, Qt::Vertical);
    for (const char *name : {"trellis-graph", "ancestors"})
        tabifyDockWidget(above, dock(name));
    for (const char *name : {"tree-scaling", "ln-z", "densitree", "trees-lego"})
        tabifyDockWidget(below, dock(name));
    showAll();
    resizeDocks({dock("trees-controls"), stack, above}, {300, 550, 430}, Qt::Horizontal);
    resizeDocks({above, below}, {360, 360}, Qt::Vertical);
    above->raise();
    below->raise();
}

void TreesWorkspace::showEvent(QShowEvent *event) {
    Workspace::showEvent(event);
    document().trees().watch(true);
}

void TreesWorkspace::hideEvent(QHideEvent *event) {
    Workspace::hideEvent(event);
    document().trees().watch(false);
}

} // namespace quincunx
