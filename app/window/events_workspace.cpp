#include "app/window/events_workspace.h"

#include "views/event_list/event_list_panel.h"
#include "views/registry/view_registry.h"
#include "views/settings/event_settings_panels.h"
#include "views/tables/object_table.h"
#include "views/tables/selection_panel.h"

#include <QApplication>
#include <QDockWidget>
#include <QScrollArea>
#include <QTabWidget>

namespace quincunx {
namespace {

constexpr int widestColumn = 360; // of the panels at the left [px]

QWidget *scrolling(QWidget *content) {
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    return area;
}

QWidget *makeSettings(Document &document) {
    auto *tabs = new QTabWidget;
    tabs->setDocumentMode(true);
    tabs->addTab(scrolling(makeClusteringPanel(document)), QObject::tr("Clustering"));
    tabs->addTab(scrolling(makeCutsPanel(document)), QObject::tr("Cuts"));
    tabs->addTab(scrolling(makeDisplayPanel(document)), QObject::tr("Display"));
    return tabs;
}

} // namespace

EventsWorkspace::EventsWorkspace(QMainWindow &window, Document &document)
    : QObject(&window)
    , m_window(window) {
    m_eventList = new EventListPanel(document);
    addDock("events", tr("Events"), m_eventList);
    addDock("settings", tr("Settings"), makeSettings(document));
    addDock("selection", tr("Selection"), new SelectionPanel(document));
    for (const ViewKind &kind : viewKinds().entries()) {
        View *view = kind.create(document, nullptr);
        view->setAccessibleName(QString::fromStdString(kind.title + ": " + kind.summary));
        connect(view, &View::hint, this, &EventsWorkspace::hint);
        m_views.push_back(view);
        addDock(QString::fromStdString(kind.name), QString::fromStdString(kind.title), view);
    }
    m_activeView = m_views.front();
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        for (View *view : m_views)
            if (now && (view == now || view->isAncestorOf(now)))
                m_activeView = view;
    });
    m_jetTable = new JetTable(document);
    m_particleTable = new ParticleTable(document);
    addDock("jets", tr("Jets"), m_jetTable);
    addDock("particles", tr("Particles"), m_particleTable);
    // A larger window gives its room to the views.
    for (const char *name : {"events", "settings", "selection"})
        dock(name)->setMaximumWidth(widestColumn);
    resetLayout();
}

QDockWidget *EventsWorkspace::addDock(const QString &name, const QString &title, QWidget *content) {
    auto *dock = new QDockWidget(title, &m_window);
    dock->setObjectName("dock-" + name);
    dock->setWidget(content);
    m_docks.push_back(dock);
    return dock;
}

QDockWidget *EventsWorkspace::dock(const QString &name) const {
    for (QDockWidget *dock : m_docks)
        if (dock->objectName() == "dock-" + name)
            return dock;
    return nullptr;
}

void EventsWorkspace::resetLayout() {
    for (QDockWidget *each : m_docks) {
        m_window.removeDockWidget(each);
        each->setFloating(false);
    }
    // Left column | (3-D, lego) above (r–φ, ρ–z, tables)
    m_window.addDockWidget(Qt::LeftDockWidgetArea, dock("events"));
    m_window.addDockWidget(Qt::RightDockWidgetArea, dock("3d"));
    m_window.splitDockWidget(dock("events"), dock("settings"), Qt::Vertical);
    m_window.splitDockWidget(dock("settings"), dock("selection"), Qt::Vertical);
    m_window.splitDockWidget(dock("3d"), dock("rphi"), Qt::Vertical);
    m_window.splitDockWidget(dock("3d"), dock("lego"), Qt::Horizontal);
    m_window.splitDockWidget(dock("rphi"), dock("rhoz"), Qt::Horizontal);
    m_window.splitDockWidget(dock("rhoz"), dock("jets"), Qt::Horizontal);
    m_window.tabifyDockWidget(dock("jets"), dock("particles"));
    for (QDockWidget *each : m_docks)
        each->show();
    dock("jets")->raise();

    const int width = m_window.width(), height = m_window.height();
    const int left = std::clamp(width / 5, 250, widestColumn), right = width - left;
    m_window.resizeDocks({dock("events"), dock("3d")}, {left, right}, Qt::Horizontal);
    m_window.resizeDocks({dock("3d"), dock("rphi")}, {height * 62 / 100, height * 38 / 100}, Qt::Vertical);
    m_window.resizeDocks({dock("3d"), dock("lego")}, {right * 57 / 100, right * 43 / 100}, Qt::Horizontal);
    m_window.resizeDocks({dock("rphi"), dock("rhoz"), dock("jets")},
                         {right * 26 / 100, right * 36 / 100, right * 38 / 100}, Qt::Horizontal);
    m_window.resizeDocks({dock("events"), dock("settings"), dock("selection")},
                         {height * 34 / 100, height * 42 / 100, height * 24 / 100}, Qt::Vertical);
}

} // namespace quincunx
