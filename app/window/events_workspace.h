#pragma once

#include "views/document/document.h"

#include <QMainWindow>

#include <vector>

class QDockWidget;

namespace quincunx {

class EventListPanel;
class JetTable;
class ParticleTable;
class View;

/// The panels for looking at events, as docks of the main window: the list of events, the settings, the
/// views of viewKinds() and the tables.
class EventsWorkspace : public QObject {
    Q_OBJECT

public:
    EventsWorkspace(QMainWindow &window, Document &document);

    const std::vector<View *> &views() const { return m_views; }
    const std::vector<QDockWidget *> &docks() const { return m_docks; }
    /// The view that has the focus or had it last.
    View *activeView() const { return m_activeView; }
    EventListPanel *eventList() const { return m_eventList; }
    JetTable *jetTable() const { return m_jetTable; }
    ParticleTable *particleTable() const { return m_particleTable; }

    /// Every panel at its first place.
    void resetLayout();

Q_SIGNALS:
    void hint(const QString &text);

private:
    QDockWidget *addDock(const QString &name, const QString &title, QWidget *content);
    QDockWidget *dock(const QString &name) const;

    QMainWindow &m_window;
    std::vector<QDockWidget *> m_docks;
    std::vector<View *> m_views;
    View *m_activeView = nullptr;
    EventListPanel *m_eventList = nullptr;
    JetTable *m_jetTable = nullptr;
    ParticleTable *m_particleTable = nullptr;
};

} // namespace quincunx
