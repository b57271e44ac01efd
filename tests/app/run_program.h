#pragma once

#include "tests/support.h"

#include <QProcess>

namespace quincunx::test {

/// What a run of the program came to; code −1 if it did not end, −2 if it crashed.
struct Result {
    int code;
    std::string out, err;
};

/// Runs the program as from a terminal. \param display whether it may use one.
inline Result run(const QStringList &arguments, bool display = false) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!display)
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QLatin1String(name));
    environment.insert("LIBGL_ALWAYS_SOFTWARE", "1");
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(QUINCUNX_PROGRAM), arguments);
    if (!process.waitForFinished(120000))
        return {-1, "", "did not end"};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
            process.readAllStandardOutput().toStdString(), process.readAllStandardError().toStdString()};
}

/// One line that says what is wrong and what to do.
inline void verifyOneLine(const Result &result, int code) {
    QCOMPARE(result.code, code);
    QVERIFY2(result.err.starts_with("quincunx: ") && result.err.find('\n') == result.err.size() - 1,
             result.err.c_str());
    QVERIFY2(result.err.find(" (") != std::string::npos && result.err.find("; ") != std::string::npos,
             result.err.c_str());
}

} // namespace quincunx::test
