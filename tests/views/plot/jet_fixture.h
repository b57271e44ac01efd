#pragma once

#include "core/substructure/jet_analysis.h"
#include "tests/support.h"
#include "views/document/document.h"

#include <QTemporaryDir>
#include <QWheelEvent>

#include <random>

namespace quincunx::test {

/// A document with one jet under the microscope, around φ = 0.4 and y = 0.2, of R = 1. Views of a test are
/// made after it and go before it.
class JetFixture {
public:
    explicit JetFixture(int constituents) {
        std::mt19937 random(20031);
        std::normal_distribution<> spread(0, 0.18);
        const QString path = m_folder.filePath("jet.dat");
        std::ofstream file(path.toStdString());
        file.precision(17);
        for (int i = 0; i < constituents; ++i) {
            const auto p = FourMomentum::fromPtEtaPhiMass(200. / (i + 1), 0.2 + (i == 0 ? 0 : spread(random)),
                                                          0.4 + (i == 0 ? 0 : spread(random)), 0.1);
            file << p.px << ' ' << p.py << ' ' << p.pz << ' ' << p.E << '\n';
        }
        file << "#END\n";
        file.close();
        Session session;
        session.files = {path.toStdString()};
        session.file = 0;
        session.clustering.radius = 1;
        m_document.watchJet(true);
        m_document.load(session);
        m_ready = settle() && m_document.scene().jet;
    }

    bool settle() {
        return QTest::qWaitFor([this] { return m_document.isSettled(); }, 10000);
    }
    bool ready() const { return m_ready; }
    Document &document() { return m_document; }
    const Selection &selection() const { return m_document.session().selection; }
    const JetSubstructure &jet() const { return *m_document.scene().jet->substructure; }
    /// The particles that these constituents are, ascending.
    std::vector<int> particles(const std::vector<int> &constituents) const {
        std::vector<int> result;
        for (int constituent : constituents)
            result.push_back(jet().particles[static_cast<std::size_t>(constituent)]);
        std::ranges::sort(result);
        return result;
    }

private:
    QTemporaryDir m_folder;
    Document m_document;
    bool m_ready = false;
};

inline void turnWheel(QWidget *widget, QPointF place, int steps) {
    QWheelEvent wheel(place, widget->mapToGlobal(place), {}, {0, 120 * steps}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &wheel);
}

/// A move of the mouse without a button, wherever the real one is.
inline void move(QWidget *widget, QPointF place) {
    QMouseEvent event(QEvent::MouseMove, place, widget->mapToGlobal(place), Qt::NoButton, Qt::NoButton, {});
    QApplication::sendEvent(widget, &event);
}

inline void click(QWidget *widget, QPointF place, Qt::KeyboardModifiers modifiers = {}) {
    QTest::mouseMove(widget, place.toPoint());
    QTest::mouseClick(widget, Qt::LeftButton, modifiers, place.toPoint());
}

inline void drag(QWidget *widget, QPointF from, QPointF to, Qt::MouseButton button = Qt::LeftButton) {
    QTest::mousePress(widget, button, {}, from.toPoint());
    QTest::mouseMove(widget, ((from + to) / 2).toPoint());
    QTest::mouseMove(widget, to.toPoint());
    QTest::mouseRelease(widget, button, {}, to.toPoint());
}

} // namespace quincunx::test
