#include "app/window/jet_workspace.h"

#include "views/jet/jet_controls.h"
#include "views/sample/sample_panel.h"

#include <QDockWidget>

namespace quincunx {

JetWorkspace::JetWorkspace(Document &document, QAction *play, QAction *sweep)
    : Workspace(QStringLiteral("jet"), tr("Jet"), document) {
    addDock("jet-controls", tr("Jet"), scrolling(new JetControls(document, play, sweep)));
    addDock("sample", tr("Sample"), new SamplePanel(document));
    addGuest("lego");
    addGuest("3d");
    for (const char *name : {"jet-controls", "sample"})
        dock(name)->setMaximumWidth(widestColumn);
    resetLayout();
}

void JetWorkspace::arrange() {
    // Controls | constituents, matrix, lego or 3-D above tree, Lund plane, image or substructure
    addDockWidget(Qt::LeftDockWidgetArea, dock("jet-controls"));
    addDockWidget(Qt::RightDockWidgetArea, dock("jet-lego"));
    QDockWidget *last = dock("jet-lego");
    for (QDockWidget *each : docks())
        if (each != last && each != dock("jet-controls"))
            splitDockWidget(last, each, Qt::Horizontal);
    showAll();
}

void JetWorkspace::showEvent(QShowEvent *event) {
    Workspace::showEvent(event);
    document().watchJet(true);
}

void JetWorkspace::hideEvent(QHideEvent *event) {
    Workspace::hideEvent(event);
    document().watchJet(false);
}

} // namespace quincunx
