#pragma once

#include "app/window/workspace.h"

class QAction;

namespace quincunx {

/// One jet under the microscope: its constituents, matrix, tree, Lund plane, image and substructure, all
/// linked.
class JetWorkspace : public Workspace {
    Q_OBJECT

public:
    JetWorkspace(Document &document, QAction *play, QAction *sweep, QWidget *parent);

protected:
    void arrange() override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
};

} // namespace quincunx
