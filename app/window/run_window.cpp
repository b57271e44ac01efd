#include "app/window/run_window.h"

#include "app/startup.h"
#include "app/window/main_window.h"

#include <QApplication>
#include <QSettings>
#include <QTimer>

#include <cstdio>

namespace quincunx {

int runWindow(const std::vector<std::string> &files, bool exitWhenReady, int argc, char **argv) {
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") &&
        qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        throw Error("cannot open the window", "there is no display",
                    "use the subcommands (quincunx --help), for example quincunx render");
    prepareApplication();
    QApplication application(argc, argv);
    dressApplication(QSettings().value("dark").toBool() ? Theme::darkTheme() : Theme::light());

    MainWindow window;
    window.show();
    QStringList paths;
    for (const std::string &file : files)
        paths << QString::fromStdString(file);
    window.begin(paths);
    if (exitWhenReady)
        QObject::connect(&window.document(), &Document::settled, &window, [&window] {
            // Painting was asked for before; what is posted now comes after it.
            QTimer::singleShot(0, &window, [&window] {
                QTimer::singleShot(0, &window, [] {
                    std::puts("ready");
                    std::fflush(stdout);
                    QApplication::quit();
                });
            });
        });
    return QApplication::exec();
}

} // namespace quincunx
