#pragma once

#include "app/window/workspace.h"

namespace quincunx {

/// Parameters inferred from data without a likelihood: data space and posterior, live beside each other.
class InferenceWorkspace : public Workspace {
    Q_OBJECT

public:
    InferenceWorkspace(Document &document, QWidget *parent);

protected:
    void arrange() override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
};

} // namespace quincunx
