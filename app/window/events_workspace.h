#pragma once

#include "app/window/workspace.h"

namespace quincunx {

class EventListPanel;
class JetTable;
class ParticleTable;

/// Looking at events: the list of them, the settings, the views of collisions and the tables.
class EventsWorkspace : public Workspace {
    Q_OBJECT

public:
    EventsWorkspace(Document &document, QWidget *parent);

    EventListPanel *eventList() const { return m_eventList; }
    JetTable *jetTable() const { return m_jetTable; }
    ParticleTable *particleTable() const { return m_particleTable; }

protected:
    void arrange() override;

private:
    EventListPanel *m_eventList = nullptr;
    JetTable *m_jetTable = nullptr;
    ParticleTable *m_particleTable = nullptr;
};

} // namespace quincunx
