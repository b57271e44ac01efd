#pragma once

#include <QAction>
#include <QObject>

#include <functional>
#include <vector>

class QMenuBar;

namespace quincunx {

/// What an action tells about itself; menus, shortcuts and tooltips follow from this.
struct ActionDescription {
    QString id;   ///< "event.next"; also the QAction's object name
    QString menu; ///< "Event"; with "|" before it, a separator stands above
    QString text; ///< "Next event"
    QString help; ///< one sentence, for the tooltip and the status bar
    QKeySequence shortcut = {};
    QString icon = {}; ///< in resources/icons
    /// The shortcut works only in the widgets that the action is added to: keys that editors need, such as
    /// Left, Right and Space.
    bool viewsOnly = false;
};

/// All actions of the window, in one list. Every action has a text, a help and at most one shortcut,
/// which nobody else uses.
class ActionRegistry : public QObject {
    Q_OBJECT

public:
    explicit ActionRegistry(QWidget *window);

    QAction *add(const ActionDescription &description, std::function<void()> handler);
    /// An action that is on or off.
    QAction *addToggle(const ActionDescription &description, std::function<void(bool on)> handler);
    /// For actions that Qt makes, such as undo and redo.
    QAction *adopt(QAction *action, const ActionDescription &description);
    QAction *find(const QString &id) const; ///< nullptr if there is none
    std::vector<QAction *> actions() const;
    std::vector<QAction *> viewActions() const; ///< those that must be added to the views

    void fill(QMenuBar *bar) const;

private:
    void redrawIcons();

    struct Entry {
        ActionDescription description;
        QAction *action;
    };
    QWidget *m_window;
    std::vector<Entry> m_entries;
};

} // namespace quincunx
