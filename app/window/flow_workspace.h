#pragma once

#include "app/window/workspace.h"

namespace quincunx {

/// Densities on tori and spheres, learned while one watches.
class FlowWorkspace : public Workspace {
    Q_OBJECT

public:
    FlowWorkspace(Document &document, QWidget *parent);

protected:
    void arrange() override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
};

} // namespace quincunx
