#include "tests/views/jet_fixture.h"
#include "views/jet_tree/jet_tree_view.h"

#include <QBuffer>
#include <QPainter>
#include <QSignalSpy>
#include <QSvgGenerator>
#include <QWheelEvent>

namespace quincunx {

class TestJetTree : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::JetFixture> m_fixture;
    std::unique_ptr<JetTreeView> m_view;

    Document &document() { return m_fixture->document(); }
    const Tree &tree() { return m_fixture->analysis().tree; }
    std::vector<int> below(int node) {
        std::vector<int> leaves = tree().leavesBelow(node);
        std::ranges::sort(leaves);
        return leaves;
    }
    void show(int constituents) {
        m_view.reset();
        m_fixture = std::make_unique<test::JetFixture>(constituents);
        QVERIFY(m_fixture->ready());
        m_view = std::make_unique<JetTreeView>(document(), nullptr);
        m_view->resize(520, 400);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    QPoint place(int node) const { return m_view->placeOf(node).toPoint(); }

private Q_SLOTS:
    void init() { show(12); }
    void cleanup() {
        m_view.reset();
        m_fixture.reset();
    }

    void hoverSaysWhatANodeIs() {
        QSignalSpy hint(m_view.get(), &View::hint);
        QTest::mouseMove(m_view.get(), QPoint(3, 3));
        QTest::mouseMove(m_view.get(), place(tree().root()) + QPoint(1, 0));
        QTRY_VERIFY(!hint.isEmpty() &&
                    hint.last().first().toString().contains(QStringLiteral("12 constituents")));
        const int leaf = m_view->layout().tips[2];
        QTest::mouseMove(m_view.get(), place(leaf) + QPoint(0, 6));
        QTRY_COMPARE(document().hover().particle,
                     m_fixture->analysis().substructure->particles[static_cast<std::size_t>(leaf)]);
        m_view->grab();
    }

    void clickChoosesTheBranch() {
        const int node = tree().node(tree().root()).left;
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, place(node));
        QCOMPARE(m_fixture->chosen(), below(node));
        const int other = tree().node(tree().root()).right;
        QTest::mouseClick(m_view.get(), Qt::LeftButton, Qt::ControlModifier, place(other));
        QCOMPARE(m_fixture->chosen(), below(tree().root()));
        QTest::mouseClick(m_view.get(), Qt::LeftButton, Qt::ControlModifier, place(other));
        QCOMPARE(m_fixture->chosen(), below(node));
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(5, 5));
        QVERIFY(document().session().selection.empty());
    }

    void leafIsChosenInTheStrip() {
        const int leaf = m_view->layout().tips[4];
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, place(leaf) + QPoint(0, 6));
        QCOMPARE(m_fixture->chosen(), std::vector<int>{leaf});
    }

    void lineCutsTheTreeInOneStep() {
        const QPoint grip(200, qRound(m_view->cutLine()));
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, grip);
        for (int y = 10; y <= 160; y += 10)
            QTest::mouseMove(m_view.get(), grip + QPoint(0, y));
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, grip + QPoint(0, 160));
        const int branches = document().session().jetDisplay.branches;
        QVERIFY(branches > 1 && branches <= 12);
        QVERIFY(std::fabs(m_view->cutLine() - grip.y() - 160) < 60);
        QVERIFY(m_fixture->chosen().empty()); // it was no click
        QVERIFY(m_fixture->settle());
        QVERIFY(!document().scene().branchOfParticle.empty());
        document().undoStack().undo();
        QCOMPARE(document().session().jetDisplay.branches, 1);
        QVERIFY(std::fabs(m_view->cutLine() - grip.y()) < 1);
    }

    void doubleClickCollapsesAndExpands() {
        const int node = tree().root() - 1; // a merge
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, place(node));
        QVERIFY(m_view->layout().node(node).collapsed);
        const auto viewpoint = m_view->viewpoint();
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, place(node));
        QVERIFY(!m_view->layout().node(node).collapsed);
        m_view->setViewpoint(viewpoint);
        QVERIFY(m_view->layout().node(node).collapsed);
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(static_cast<int>(m_view->layout().tips.size()), 12);
        QVERIFY_EXCEPTION_THROWN(m_view->setViewpoint({{"section", "no"}, {"collapsed", 1}}),
                                 nlohmann::json::exception);
    }

    void wheelZoomsAtTheCursor() {
        const QPointF cursor(300, 200);
        const int nearest = m_view->layout().tips[6];
        const QPointF before = m_view->placeOf(nearest);
        QWheelEvent wheel(cursor, m_view->mapToGlobal(cursor), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view.get(), &wheel);
        const QPointF after = m_view->placeOf(nearest);
        QVERIFY(std::fabs(after.x() - cursor.x() - 1.44 * (before.x() - cursor.x())) < 1e-6);
        document().select({.particles = {0}, .jets = {}});
        QTest::keyClick(m_view.get(), Qt::Key_F);
        QVERIFY(!m_view->section().isWhole());
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QVERIFY(m_view->section().isWhole());
    }

    void treeFollowsAlphaAndHeights() {
        const double before = m_view->placeOf(tree().leafCount()).y();
        document().change(
            {}, [](Session &session) { session.jetDisplay.nodeHeight = JetDisplay::NodeHeight::Step; });
        QVERIFY(m_view->placeOf(tree().leafCount()).y() != before);
        for (double alpha : {-1., 0.5, 1.}) {
            document().change({}, [&](Session &session) { session.jetSettings.alpha = alpha; });
            QVERIFY(m_fixture->settle());
            QCOMPARE(static_cast<int>(m_view->layout().nodes.size()), tree().nodeCount());
            QVERIFY(!m_view->grab().isNull());
        }
    }

    void figuresAreVectorsWithAxisTitles() {
        QBuffer buffer;
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize({400, 300});
        QPainter painter(&svg);
        m_view->paintFigure(painter, QRectF(0, 0, 400, 300), Theme::light());
        painter.end();
        QVERIFY(!buffer.data().contains("<image"));
        QVERIFY(buffer.data().contains("Merge distance d"));
        QVERIFY(buffer.data().contains("Constituents"));
    }

    void smallTreesAndNone() {
        for (int n : {1, 2, 3}) {
            show(n);
            QVERIFY(!m_view->grab().isNull());
            QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, place(0) + QPoint(0, 6));
            QCOMPARE(m_fixture->chosen(), std::vector<int>{0});
        }
        Document none;
        JetTreeView view(none, nullptr);
        view.resize(300, 200);
        view.show();
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(150, 100));
        QVERIFY(!view.grab().isNull());
    }
};

} // namespace quincunx

QUINCUNX_TEST(jet_tree, quincunx::TestJetTree, QApplication)
#include "test_jet_tree.moc"
