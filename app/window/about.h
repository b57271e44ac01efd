#pragma once

class QWidget;

namespace quincunx {

class ActionRegistry;
struct Session;

/// Versions, licence, how to cite, and the papers behind the algorithms in use.
void showAbout(QWidget *parent, const Session &session);

/// What the keys and the mouse do; the keys come from the registry.
void showKeys(QWidget *parent, const ActionRegistry &actions);

} // namespace quincunx
