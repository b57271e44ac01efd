#include "app/window/jet_workspace.h"

#include "views/jet/jet_controls.h"
#include "views/sample/sample_panel.h"

#include <QDockWidget>

namespace quincunx {

JetWorkspace::JetWorkspace(Document &document, QAction *play, QAction *sweep, QWidget *parent)
    : Workspace(QStringLiteral("jet"), document, parent) {
    addDock("jet-controls", tr("Jet"), scrolling(new JetControls(document, play, sweep)));
    addDock("sample", tr("Sample"), new SamplePanel(document));
    addGuest("lego");
    addGuest("3d");
    for (const char *name : {"jet-controls", "sample"})
        dock(name)->setMaximumWidth(widestColumn);
    resetLayout();
}

void JetWorkspace::arrange() {
    // Controls above the sample | plane, matrix, image (or lego, 3-D) above tree, Lund plane, substructure
    addDockWidget(Qt::LeftDockWidgetArea, dock("jet-controls"));
    splitDockWidget(dock("jet-controls"), dock("sample"), Qt::Vertical);
    addDockWidget(Qt::RightDockWidgetArea, dock("jet-plane"));
    splitDockWidget(dock("jet-plane"), dock("jet-tree"), Qt::Vertical);
    splitDockWidget(dock("jet-plane"), dock("matrix"), Qt::Horizontal);
    splitDockWidget(dock("matrix"), dock("jet-image"), Qt::Horizontal);
    splitDockWidget(dock("jet-tree"), dock("lund"), Qt::Horizontal);
    splitDockWidget(dock("lund"), dock("substructure"), Qt::Horizontal);
    tabifyDockWidget(dock("jet-image"), dock("jet-lego"));
    tabifyDockWidget(dock("jet-lego"), dock("jet-3d"));
    showAll();
    dock("jet-image")->raise();

    const int left = std::clamp(width() / 5, 250, widestColumn), right = width() - left;
    resizeDocks({dock("jet-controls"), dock("jet-plane")}, {left, right}, Qt::Horizontal);
    resizeDocks({dock("jet-controls"), dock("sample")}, {height() * 62 / 100, height() * 38 / 100},
                Qt::Vertical);
    resizeDocks({dock("jet-plane"), dock("jet-tree")}, {height() / 2, height() / 2}, Qt::Vertical);
    const QList<int> thirds{right / 3, right / 3, right / 3};
    resizeDocks({dock("jet-plane"), dock("matrix"), dock("jet-image")}, thirds, Qt::Horizontal);
    resizeDocks({dock("jet-tree"), dock("lund"), dock("substructure")}, thirds, Qt::Horizontal);
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
