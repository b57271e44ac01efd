#include "tests/views/plot/jet_fixture.h"
#include "views/lund/lund_view.h"
#include "views/plot/plot.h"

#include <QBuffer>
#include <QPainter>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSvgGenerator>

namespace quincunx {

class TestLundView : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::JetFixture> m_fixture;
    std::unique_ptr<LundView> m_view;

    Plot *plot() { return &m_view->plot(); }
    QPointF pixelOf(const LundPoint &point) { return plot()->toPixel({point.x, point.y}); }
    /// A point with no other near it, and a soft branch of several constituents.
    std::optional<LundPoint> lonelyPoint() {
        for (const LundPoint &point : m_view->geometry().points) {
            bool alone = point.constituents.size() > 1 && plot()->frame().contains(pixelOf(point));
            for (const LundPoint &other : m_view->geometry().points)
                alone &= &other == &point || (pixelOf(other) - pixelOf(point)).manhattanLength() > 25;
            if (alone)
                return point;
        }
        return {};
    }

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<test::JetFixture>(30);
        QVERIFY(m_fixture->ready());
        m_view = std::make_unique<LundView>(m_fixture->document());
        m_view->resize(640, 480);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        plot()->replot();
    }
    void cleanup() {
        m_view.reset();
        m_fixture.reset();
    }

    void pointsAreTheSplittings() {
        const LundTree &lund = m_fixture->jet().lund;
        const auto closed = LundGeometry::make(lund, [](auto &) { return false; });
        QCOMPARE(closed.points.size() + static_cast<std::size_t>(closed.outside), lund.primary.size());
        std::size_t soft = 0;
        for (const LundPoint &point : closed.points) {
            const LundSplitting &s = point.splitting;
            QVERIFY(std::fabs(std::exp(-point.x) - s.delta) < 1e-12);
            QVERIFY(std::fabs(std::exp(point.y) - s.kt) < 1e-9 * s.kt);
            // z = kT/(Δ (pT_soft + pT_hard)): on the line of its own z and pT
            QVERIFY(std::fabs(lundLine(s.z, s.kt / s.delta / s.z, point.x) - point.y) < 1e-9);
            soft += point.constituents.size();
        }
        QCOMPARE(soft, m_fixture->jet().momenta.size() - 1); // all but the end of the hard branch
        // With all leaves open every splitting of primary and secondary order is there, once.
        const auto open = LundGeometry::make(lund, [](auto &) { return true; });
        std::size_t expected = lund.primary.size();
        for (const LundSplitting &s : lund.primary)
            expected += lund.from(s.soft).size();
        QCOMPARE(open.points.size() + static_cast<std::size_t>(open.outside), expected);
        for (const LundPoint &point : open.points)
            if (point.parent >= 0)
                QVERIFY(point.splitting.delta <=
                        open.points[static_cast<std::size_t>(point.parent)].splitting.delta);
    }

    void oneConstituentAndCoincidentOnesHaveNoPlace() {
        const auto p = FourMomentum::fromPtEtaPhiMass(10, 0, 0, 0);
        QVERIFY(LundGeometry::make(lundTree(std::vector{p}), [](auto &) { return true; }).points.empty());
        const auto twice = LundGeometry::make(lundTree(std::vector{p, p}), [](auto &) { return true; });
        QVERIFY(twice.points.empty());
        QCOMPARE(twice.outside, 1);
        QVERIFY(lundRange({}, 1, 0).isValid());
    }

    void clickChoosesTheSoftBranchAndUndoFreesIt() {
        const auto point = lonelyPoint();
        QVERIFY(point);
        QSignalSpy hint(m_view.get(), &View::hint);
        const std::vector<int> branch = m_fixture->particles(point->constituents);
        test::click(plot(), pixelOf(*point));
        QCOMPARE(m_fixture->selection().particles, branch);
        QVERIFY(hint.last().first().toString().contains("kT"));
        m_fixture->document().undoStack().undo();
        QVERIFY(m_fixture->selection().empty());
        test::click(plot(), pixelOf(*point), Qt::ControlModifier);
        test::click(plot(), pixelOf(*point), Qt::ControlModifier); // added, then taken out
        QVERIFY(m_fixture->selection().empty());
    }

    void bandChoosesTheBranchesInIt() {
        test::drag(plot(), plot()->frame().topLeft() + QPointF(2, 2),
                   plot()->frame().bottomRight() - QPointF(2, 2));
        QCOMPARE(m_fixture->selection().particles.size(), m_fixture->jet().momenta.size() - 1);
    }

    void hoverMarksTheBranchHereAndElsewhere() {
        const auto point = lonelyPoint();
        QVERIFY(point);
        test::move(plot(), pixelOf(*point));
        QTRY_COMPARE(m_fixture->document().hover().particle,
                     m_fixture->particles({point->constituents[0]})[0]);
        const QImage marked = m_view->grab().toImage();
        m_fixture->document().setHover({});
        QVERIFY(marked != m_view->grab().toImage());
    }

    void secondaryLeavesOpenForWhatIsChosen() {
        const std::size_t primary = m_view->geometry().points.size();
        m_fixture->document().change("", [](Session &s) { s.jetDisplay.lund = JetDisplay::Lund::Secondary; });
        QVERIFY(m_fixture->settle());
        QCOMPARE(m_view->geometry().points.size(), primary);
        plot()->replot();
        const auto point = lonelyPoint();
        QVERIFY(point);
        const std::size_t leaves = m_fixture->jet().lund.from(point->splitting.soft).size();
        test::click(plot(), pixelOf(*point));
        QTest::mouseMove(plot(), {1, 1});
        QCOMPARE(m_view->geometry().points.size(), primary + leaves);
    }

    void wheelZoomsHomeAndSessionReturn() {
        const QRectF before = plot()->range();
        test::turnWheel(plot(), {300, 200}, 3);
        QVERIFY(plot()->range().width() < before.width());
        const auto viewpoint = m_view->viewpoint();
        const QRectF zoomed = plot()->range();
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(plot()->range(), before);
        m_view->setViewpoint(viewpoint);
        QVERIFY((plot()->range().topLeft() - zoomed.topLeft()).manhattanLength() < 1e-9);
        QVERIFY_EXCEPTION_THROWN(m_view->setViewpoint({{"x", "no"}}), nlohmann::json::exception);
        QVERIFY_EXCEPTION_THROWN(m_view->setViewpoint({{"x", {1, 0}}, {"y", {0, 1}}}), Error);
        QVERIFY((plot()->range().topLeft() - zoomed.topLeft()).manhattanLength() < 1e-9);
    }

    void figureHasAxisTitlesAsText() {
        QBuffer buffer;
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize({640, 480});
        QPainter painter(&svg);
        m_view->paintFigure(painter, QRectF(0, 0, 640, 480), Theme::light());
        painter.end();
        const QString figure = QString::fromUtf8(buffer.data());
        QString text; // a title is in pieces where a letter comes from another font
        for (auto each = QRegularExpression("<text[^>]*>([^<]*)</text>").globalMatch(figure); each.hasNext();)
            text += each.next().captured(1);
        for (const char *title : {"ln(1/Δ)", "ln(kT/GeV)", "kT [GeV]", "z = 1/2", "Jet 1"})
            QVERIFY2(text.contains(QString::fromUtf8(title)), title);
        QVERIFY(!figure.contains("<image"));
    }
};

} // namespace quincunx

QUINCUNX_TEST(lund_view, quincunx::TestLundView, QApplication)
#include "test_lund_view.moc"
