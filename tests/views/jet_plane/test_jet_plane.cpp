#include "tests/views/plot/jet_fixture.h"
#include "views/geometry/convex_hull.h"
#include "views/jet_plane/jet_plane_view.h"
#include "views/plot/plot.h"

#include <numeric>

namespace quincunx {

class TestJetPlane : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::JetFixture> m_fixture;
    std::unique_ptr<JetPlaneView> m_view;

    Plot *plot() { return &m_view->plot(); }
    QPointF pixelOf(int disc) {
        return plot()->toPixel(m_view->geometry().discs[static_cast<std::size_t>(disc)].place);
    }

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<test::JetFixture>(12);
        QVERIFY(m_fixture->ready());
        m_view = std::make_unique<JetPlaneView>(m_fixture->document());
        m_view->resize(640, 480);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        plot()->replot();
    }
    void cleanup() {
        m_view.reset();
        m_fixture.reset();
    }

    void areasAreShares() {
        const auto &discs = m_view->geometry().discs;
        QCOMPARE(discs.size(), std::size_t(12));
        double shares = 0;
        for (const auto &disc : discs)
            shares += disc.share;
        QVERIFY(std::fabs(shares - 1) < 1e-12);
        const double a = JetPlaneGeometry::discRadius(0.4, 500), b = JetPlaneGeometry::discRadius(0.1, 500);
        QVERIFY(std::fabs(a / b - 2) < 1e-12);
        QVERIFY(JetPlaneGeometry::discRadius(0, 500) > 0); // still to be seen
        const QRectF home = m_view->geometry().home();
        for (const auto &disc : discs)
            QVERIFY(home.contains(disc.place));
    }

    void hullsAreConvexAndHoldEveryPoint() {
        std::mt19937 random(7);
        std::normal_distribution<> normal;
        std::vector<QPointF> points(60);
        for (QPointF &p : points)
            p = {normal(random), normal(random)};
        const QPolygonF hull = convexHull(points);
        auto turn = [](QPointF a, QPointF b, QPointF c) {
            return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
        };
        for (qsizetype k = 0; k < hull.size(); ++k)
            for (const QPointF &p : points)
                QVERIFY(turn(hull[k], hull[(k + 1) % hull.size()], p) > -1e-12);
        QCOMPARE(convexHull({{0, 0}, {1, 0}, {2, 0}}).size(), 2); // on a line: its ends
        QCOMPARE(convexHull({{1, 1}, {1, 1}}).size(), 1);
        QVERIFY(convexHull({}).isEmpty());
    }

    void branchesAreOutlinedWhilePlayed() {
        QVERIFY(m_view->geometry().branches.empty());
        m_fixture->document().change("", [](Session &s) { s.jetDisplay.branches = 3; });
        QVERIFY(m_fixture->settle());
        m_view->grab();
        QVERIFY(!m_view->geometry().branches.empty());
        QVERIFY(m_view->geometry().branches.size() <= 3);
    }

    void clickAndBandChoose() {
        const int last = 11; // the smallest disc is above the others
        test::click(plot(), pixelOf(last));
        QCOMPARE(m_fixture->selection().particles, m_fixture->particles({last}));
        test::click(plot(), plot()->frame().topLeft() + QPointF(3, 3));
        QVERIFY(m_fixture->selection().empty());
        test::drag(plot(), plot()->frame().topLeft() + QPointF(1, 1),
                   plot()->frame().bottomRight() - QPointF(1, 1));
        QCOMPARE(m_fixture->selection().particles.size(), std::size_t(12));
    }

    void selectionFillsTheView() {
        m_fixture->document().select({.particles = m_fixture->particles({11}), .jets = {}});
        QTest::keyClick(m_view.get(), Qt::Key_F);
        plot()->replot();
        QVERIFY(plot()->range().width() < m_view->geometry().home().width() / 2);
        QVERIFY((pixelOf(11) - plot()->frame().center()).manhattanLength() < 3);
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(plot()->range(), m_view->geometry().home());
    }

    void everyNumberOfConstituentsPaints() {
        for (const int n : {1, 2, 3, 500}) {
            test::JetFixture fixture(n);
            QVERIFY(fixture.ready());
            JetPlaneView view(fixture.document());
            QVERIFY(!view.picture({400, 320}, Theme::darkTheme()).isNull());
            QCOMPARE(view.geometry().discs.size(), static_cast<std::size_t>(n));
        }
    }

    void emptinessIsSaid() {
        Document none;
        JetPlaneView view(none);
        view.resize(240, 200);
        const QImage image = view.picture({240, 200}, Theme::light());
        int drawn = 0;
        for (int x = 0; x < 240; ++x)
            for (int y = 0; y < 200; ++y)
                drawn += image.pixelColor(x, y) != Theme::light().canvas;
        QVERIFY(drawn > 0);
    }
};

} // namespace quincunx

QUINCUNX_TEST(jet_plane, quincunx::TestJetPlane, QApplication)
#include "test_jet_plane.moc"
