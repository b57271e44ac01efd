#include "app/window/workspace.h"

#include "views/registry/view_registry.h"

#include <QApplication>
#include <QDockWidget>
#include <QScrollArea>

namespace quincunx {

QWidget *scrolling(QWidget *content) {
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    return area;
}

Workspace::Workspace(QString name, Document &document, QWidget *parent)
    : QMainWindow(parent)
    , m_name(std::move(name))
    , m_document(document) {
    setWindowFlags(Qt::Widget); // which QMainWindow does not take from whoever makes it
    setObjectName("workspace-" + m_name);
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setContextMenuPolicy(Qt::NoContextMenu);
    resize(1280, 720); // until the window says otherwise: what arrange() divides
    for (const ViewKind &kind : viewKinds().entries())
        if (kind.workspace == m_name.toStdString())
            addView(kind.name, {});
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        for (View *view : m_views)
            if (now && (view == now || view->isAncestorOf(now)))
                m_activeView = view;
    });
}

void Workspace::addView(const std::string &name, const QString &objectName) {
    const ViewKind &kind = viewKinds().at(name);
    View *view = kind.create(m_document, this);
    if (!objectName.isEmpty())
        view->setObjectName(objectName);
    view->setAccessibleName(QString::fromStdString(kind.title + ": " + kind.summary));
    view->takeViewpoint(m_document.session());
    connect(view, &View::hint, this, &Workspace::hint);
    m_views.push_back(view);
    if (!m_activeView)
        m_activeView = view;
    connect(addDock(view->objectName(), QString::fromStdString(kind.title), view),
            &QDockWidget::visibilityChanged, view, &View::setInSight);
}

void Workspace::addGuest(const std::string &name) {
    addView(name, m_name + "-" + QString::fromStdString(name));
}

QDockWidget *Workspace::addDock(const QString &name, const QString &title, QWidget *content) {
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName("dock-" + name);
    dock->setWidget(content);
    m_docks.push_back(dock);
    return dock;
}

QDockWidget *Workspace::dock(const QString &name) const {
    for (QDockWidget *dock : m_docks)
        if (dock->objectName() == "dock-" + name)
            return dock;
    return nullptr;
}

void Workspace::resetLayout() {
    for (QDockWidget *each : m_docks) {
        removeDockWidget(each);
        each->setFloating(false);
    }
    arrange();
}

void Workspace::showAll() {
    for (QDockWidget *each : m_docks)
        each->show();
}

} // namespace quincunx
