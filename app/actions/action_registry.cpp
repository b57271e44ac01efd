#include "app/actions/action_registry.h"

#include "views/style/icons.h"
#include "views/style/theme.h"

#include <QMenu>
#include <QMenuBar>

namespace quincunx {

ActionRegistry::ActionRegistry(QWidget *window) : QObject(window), m_window(window) {
    connect(&ThemeSwitch::instance(), &ThemeSwitch::changed, this, &ActionRegistry::redrawIcons);
}

QAction *ActionRegistry::add(const ActionDescription &description, std::function<void()> handler) {
    auto *action = new QAction(description.text, this);
    if (handler)
        connect(action, &QAction::triggered, this, std::move(handler));
    return adopt(action, description);
}

QAction *ActionRegistry::addToggle(const ActionDescription &description, std::function<void(bool)> handler) {
    auto *action = new QAction(description.text, this);
    action->setCheckable(true);
    connect(action, &QAction::toggled, this, std::move(handler));
    return adopt(action, description);
}

QAction *ActionRegistry::adopt(QAction *action, const ActionDescription &description) {
    Q_ASSERT(!find(description.id));
    action->setObjectName(description.id);
    action->setShortcut(description.shortcut);
    const QString keys =
        description.shortcut.isEmpty()
            ? QString()
            : QStringLiteral("  (%1)").arg(description.shortcut.toString(QKeySequence::NativeText));
    action->setToolTip(description.help + keys);
    action->setStatusTip(description.help);
    if (!description.icon.isEmpty())
        action->setIcon(themedIcon(description.icon));
    if (description.viewsOnly)
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    else
        m_window->addAction(action);
    m_entries.push_back({description, action});
    return action;
}

QAction *ActionRegistry::find(const QString &id) const {
    for (const Entry &entry : m_entries)
        if (entry.description.id == id)
            return entry.action;
    return nullptr;
}

std::vector<QAction *> ActionRegistry::actions() const {
    std::vector<QAction *> all;
    for (const Entry &entry : m_entries)
        all.push_back(entry.action);
    return all;
}

std::vector<QAction *> ActionRegistry::viewActions() const {
    std::vector<QAction *> some;
    for (const Entry &entry : m_entries)
        if (entry.description.viewsOnly)
            some.push_back(entry.action);
    return some;
}

void ActionRegistry::fill(QMenuBar *bar) const {
    for (const Entry &entry : m_entries) {
        QString title = entry.description.menu;
        const bool separated = title.startsWith(u'|');
        if (separated)
            title.remove(0, 1);
        QMenu *menu = nullptr;
        for (QAction *top : bar->actions())
            if (top->menu() && top->menu()->objectName() == title)
                menu = top->menu();
        if (!menu) {
            menu = bar->addMenu(QStringLiteral("&") + title);
            menu->setObjectName(title);
            menu->setToolTipsVisible(true);
        }
        if (separated)
            menu->addSeparator();
        menu->addAction(entry.action);
    }
}

void ActionRegistry::redrawIcons() {
    for (const Entry &entry : m_entries)
        if (!entry.description.icon.isEmpty())
            entry.action->setIcon(themedIcon(entry.description.icon));
}

} // namespace quincunx
