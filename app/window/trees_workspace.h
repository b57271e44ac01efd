#pragma once

#include "app/window/workspace.h"

namespace quincunx {

/// Every clustering tree of a few leaves at once: found ones side by side, and the exact distribution.
class TreesWorkspace : public Workspace {
    Q_OBJECT

public:
    TreesWorkspace(Document &document, QWidget *parent);

protected:
    void arrange() override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
};

} // namespace quincunx
