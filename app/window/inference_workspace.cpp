#include "app/window/inference_workspace.h"

#include "views/inference/inference_controls.h"

#include <QDockWidget>

namespace quincunx {

InferenceWorkspace::InferenceWorkspace(Document &document, QWidget *parent)
    : Workspace(QStringLiteral("inference"), document, parent) {
    addDock("inference-controls", tr("Inference"), scrolling(new InferenceControls(document)));
    dock("inference-controls")->setMaximumWidth(widestColumn);
    resetLayout();
}

void InferenceWorkspace::arrange() {
    // Controls | data above what the posterior predicts | posterior
    addDockWidget(Qt::LeftDockWidgetArea, dock("inference-controls"));
    QDockWidget *cloud = dock("data-space"), *below = dock("predictive"), *posterior = dock("posterior");
    addDockWidget(Qt::RightDockWidgetArea, cloud);
    splitDockWidget(cloud, posterior, Qt::Horizontal);
    splitDockWidget(cloud, below, Qt::Vertical);
    tabifyDockWidget(below, dock("training"));
    tabifyDockWidget(posterior, dock("posterior-space"));
    tabifyDockWidget(posterior, dock("calibration"));
    tabifyDockWidget(posterior, dock("galton-board"));
    tabifyDockWidget(posterior, dock("log-ratio"));
    showAll();
    const int left = std::clamp(width() / 5, 272, 300), right = width() - left;
    resizeDocks({dock("inference-controls"), cloud, posterior}, {left, right * 47 / 100, right * 53 / 100},
                Qt::Horizontal);
    resizeDocks({cloud, below}, {height() * 58 / 100, height() * 42 / 100}, Qt::Vertical);
    below->raise();
    posterior->raise();
}

void InferenceWorkspace::showEvent(QShowEvent *event) {
    Workspace::showEvent(event);
    document().inference().watch(true);
}

void InferenceWorkspace::hideEvent(QHideEvent *event) {
    Workspace::hideEvent(event);
    document().inference().watch(false);
}

} // namespace quincunx
