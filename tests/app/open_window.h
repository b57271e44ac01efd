#pragma once

#include "app/startup.h"
#include "app/window/main_window.h"
#include "tests/support.h"
#include "views/base/view.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace quincunx::test {

/// The application as the program prepares it.
class ProgramApplication {
public:
    ProgramApplication(int &argc, char **argv) : m_application((prepareApplication(), argc), argv) {}

private:
    QApplication m_application;
};

/// The window on a screen of its own, with a layout and settings that no run before has touched.
class OpenWindow {
public:
    /// Once per program, before the first window: settings go to `folder`.
    static void prepare(const QTemporaryDir &folder) {
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
        dressApplication(Theme::light());
    }

    OpenWindow() : m_window(true) {
        m_window.show();
        if (!QTest::qWaitForWindowExposed(&m_window))
            qFatal("the window does not show");
        QApplication::setActiveWindow(&m_window); // there is no window manager to do it
    }

    MainWindow &window() { return m_window; }
    Document &document() { return m_window.document(); }
    const Scene &scene() { return document().scene(); }

    bool settle() {
        return QTest::qWaitFor([this] { return document().isSettled(); }, 20000);
    }
    /// Opens an event file. \return whether it shows particles.
    bool open(const QString &path) {
        m_window.begin({path});
        return settle() && scene().error.empty() && !scene().event->particles.empty();
    }
    template <class Widget>
    Widget *find(const char *name) {
        auto *widget = m_window.findChild<Widget *>(QLatin1String(name));
        if (!widget)
            qFatal("no widget named %s", name);
        return widget;
    }
    View *view(const char *name) { return find<View>(name); }
    void trigger(const char *id) {
        QAction *action = m_window.actions().find(QLatin1String(id));
        if (!action || !action->isEnabled())
            qFatal("no action %s to be had", id);
        action->trigger();
    }

private:
    MainWindow m_window;
};

inline QString example(const char *name) {
    return QString::fromStdString((examplesDir() / name).string());
}

} // namespace quincunx::test
