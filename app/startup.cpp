#include "app/startup.h"

#include "app/version.h"
#include "views/vtk/prepare_opengl.h"

#include <QApplication>
#include <QFontDatabase>
#include <QIcon>
#include <QStyleFactory>

#include <clocale>
#include <malloc.h>
#include <unistd.h>

namespace quincunx {

void prepareApplication() {
    // Frames and drawings are made anew all the time: keep their memory instead of asking the kernel each
    // time.
    mallopt(M_MMAP_THRESHOLD, 64 << 20);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
    prepareOpenGL();
    if (qEnvironmentVariableIsEmpty(
            "XDG_RUNTIME_DIR")) // Qt would take the same folder, but complain on standard error
        qputenv("XDG_RUNTIME_DIR", QByteArray("/tmp/runtime-") + QByteArray::number(getuid()));
    QApplication::setApplicationName(QStringLiteral("Quincunx"));
    QApplication::setOrganizationName(QStringLiteral("Quincunx"));
    QApplication::setApplicationVersion(QString::fromLatin1(version));
}

void dressApplication(const Theme &theme) {
    std::setlocale(LC_NUMERIC, "C"); // QApplication has taken the desktop's; parsers and files need the point
    QLocale::setDefault(QLocale::c());
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/quincunx.svg")));
    QFont font(QFontDatabase::hasFamily(QStringLiteral("Inter")) ? QStringLiteral("Inter")
                                                                 : QStringLiteral("DejaVu Sans"));
    font.setPointSizeF(9.5);
    QApplication::setFont(font);
    ThemeSwitch::instance().wear(theme);
}

} // namespace quincunx
