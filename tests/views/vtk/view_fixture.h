#pragma once

#include "tests/support.h"
#include "views/document/document.h"
#include "views/vtk/prepare_opengl.h"

#include <QApplication>
#include <QTemporaryDir>

namespace quincunx::test {

/// A document that shows one event, written as a text of momenta "px py pz E". The views of a test are made
/// after it and go before it.
class EventFixture {
public:
    explicit EventFixture(const std::string &text) {
        const QString path = m_folder.filePath("event.dat");
        std::ofstream(path.toStdString()) << text;
        m_document.open({path});
        m_ready = QTest::qWaitFor([this] { return m_document.session().file >= 0 && m_document.isSettled(); },
                                  10000);
    }

    bool ready() const { return m_ready; }
    Document &document() { return m_document; }

    /// Two jets of a hundred and ninety GeV back to back, a third towards φ = π, and a soft particle.
    static std::string dijets() {
        return "100 0 20 102\n60 4 10 61\n-95 -3 -40 103.2\n-60 3 -20 63.4\n0 -40 10 41.3\n0.4 0.3 3 "
               "3.1\n#END\n";
    }

private:
    QTemporaryDir m_folder;
    Document m_document;
    bool m_ready = false;
};

/// An application for views in space: what OpenGL needs comes before it.
class OpenGLApplication {
public:
    OpenGLApplication(int &argc, char **argv) : m_application((prepareOpenGL(), argc), argv) {}

private:
    QApplication m_application;
};

} // namespace quincunx::test
