#include "app/window/events_workspace.h"

#include "views/event_list/event_list_panel.h"
#include "views/settings/event_settings_panels.h"
#include "views/tables/object_table.h"
#include "views/tables/selection_panel.h"

#include <QDockWidget>
#include <QTabWidget>

namespace quincunx {
namespace {

QWidget *makeSettings(Document &document) {
    auto *tabs = new QTabWidget;
    tabs->setDocumentMode(true);
    tabs->addTab(scrolling(makeClusteringPanel(document)), QObject::tr("Clustering"));
    tabs->addTab(scrolling(makeCutsPanel(document)), QObject::tr("Cuts"));
    tabs->addTab(scrolling(makeDisplayPanel(document)), QObject::tr("Display"));
    return tabs;
}

} // namespace

EventsWorkspace::EventsWorkspace(Document &document, QWidget *parent)
    : Workspace(QStringLiteral("events"), document, parent) {
    m_eventList = new EventListPanel(document);
    addDock("events", tr("Events"), m_eventList);
    addDock("settings", tr("Settings"), makeSettings(document));
    addDock("selection", tr("Selection"), new SelectionPanel(document));
    m_jetTable = new JetTable(document);
    m_particleTable = new ParticleTable(document);
    addDock("jets", tr("Jets"), m_jetTable);
    addDock("particles", tr("Particles"), m_particleTable);
    // A larger window gives its room to the views.
    for (const char *name : {"events", "settings", "selection"})
        dock(name)->setMaximumWidth(widestColumn);
    resetLayout();
}

void EventsWorkspace::arrange() {
    // Left column | (3-D, lego) above (r–φ, ρ–z, tables)
    addDockWidget(Qt::LeftDockWidgetArea, dock("events"));
    addDockWidget(Qt::RightDockWidgetArea, dock("3d"));
    splitDockWidget(dock("events"), dock("settings"), Qt::Vertical);
    splitDockWidget(dock("settings"), dock("selection"), Qt::Vertical);
    splitDockWidget(dock("3d"), dock("rphi"), Qt::Vertical);
    splitDockWidget(dock("3d"), dock("lego"), Qt::Horizontal);
    splitDockWidget(dock("rphi"), dock("rhoz"), Qt::Horizontal);
    splitDockWidget(dock("rhoz"), dock("jets"), Qt::Horizontal);
    tabifyDockWidget(dock("jets"), dock("particles"));
    showAll();
    dock("jets")->raise();

    const int left = std::clamp(width() / 5, 250, widestColumn), right = width() - left;
    resizeDocks({dock("events"), dock("3d")}, {left, right}, Qt::Horizontal);
    resizeDocks({dock("3d"), dock("rphi")}, {height() * 62 / 100, height() * 38 / 100}, Qt::Vertical);
    resizeDocks({dock("3d"), dock("lego")}, {right * 57 / 100, right * 43 / 100}, Qt::Horizontal);
    resizeDocks({dock("rphi"), dock("rhoz"), dock("jets")},
                {right * 26 / 100, right * 36 / 100, right * 38 / 100}, Qt::Horizontal);
    resizeDocks({dock("events"), dock("settings"), dock("selection")},
                {height() * 34 / 100, height() * 42 / 100, height() * 24 / 100}, Qt::Vertical);
}

} // namespace quincunx
