#include "app/window/flow_workspace.h"

#include "views/flow/flow_controls.h"

#include <QDockWidget>

namespace quincunx {

FlowWorkspace::FlowWorkspace(Document &document, QWidget *parent)
    : Workspace(QStringLiteral("flows"), document, parent) {
    addDock("flow-controls", tr("Flow"), scrolling(new FlowControls(document)));
    dock("flow-controls")->setMaximumWidth(widestColumn);
    resetLayout();
}

void FlowWorkspace::arrange() {
    // Controls | the surface above the maps | training above the grid
    QDockWidget *controls = dock("flow-controls"), *surface = dock("flow-surface"),
                *maps = dock("flow-density"), *training = dock("flow-training"), *grid = dock("flow-grid");
    addDockWidget(Qt::LeftDockWidgetArea, controls);
    addDockWidget(Qt::RightDockWidgetArea, surface);
    splitDockWidget(surface, training, Qt::Horizontal);
    splitDockWidget(surface, maps, Qt::Vertical);
    splitDockWidget(training, grid, Qt::Vertical);
    tabifyDockWidget(grid, dock("robot-arm"));
    showAll();
    const int left = std::clamp(width() / 5, 250, 300), right = width() - left;
    resizeDocks({controls, surface, training}, {left, right * 60 / 100, right * 40 / 100}, Qt::Horizontal);
    resizeDocks({surface, maps}, {height() * 58 / 100, height() * 42 / 100}, Qt::Vertical);
    resizeDocks({training, grid}, {height() * 44 / 100, height() * 56 / 100}, Qt::Vertical);
    grid->raise();
}

void FlowWorkspace::showEvent(QShowEvent *event) {
    Workspace::showEvent(event);
    document().flow().watch(true);
}

void FlowWorkspace::hideEvent(QHideEvent *event) {
    Workspace::hideEvent(event);
    document().flow().watch(false);
}

} // namespace quincunx
