#include "core/trees/leaf_order.h"
#include "tests/views/jet_fixture.h"
#include "views/matrix/matrix_view.h"

#include <QSignalSpy>
#include <QWheelEvent>

using namespace quincunx;

namespace {

Eigen::MatrixXd randomDistances(int n, std::mt19937 &random) {
    std::uniform_real_distribution<double> exponent(-8, 2);
    Eigen::MatrixXd d(n, n);
    for (int j = 0; j < n; ++j)
        for (int i = 0; i <= j; ++i)
            d(i, j) = d(j, i) = std::pow(10, exponent(random));
    return d;
}

} // namespace

class TestMatrix : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::JetFixture> m_fixture;
    std::unique_ptr<MatrixView> m_view;

    Document &document() { return m_fixture->document(); }
    void show(int constituents) {
        m_view.reset();
        m_fixture = std::make_unique<test::JetFixture>(constituents);
        QVERIFY(m_fixture->ready());
        m_view = std::make_unique<MatrixView>(document(), nullptr);
        m_view->resize(480, 360);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    QPoint place(int i, int j) const { return m_view->placeOf(i, j).toPoint(); }
    int row(int i) const { return m_view->order().rows[static_cast<std::size_t>(i)]; }

private Q_SLOTS:
    void init() { show(12); }
    void cleanup() {
        m_view.reset();
        m_fixture.reset();
    }

    void softmaxIsOfMinusLogDistance() {
        std::mt19937 random(1);
        for (int n : {1, 2, 3, 50}) {
            const Eigen::MatrixXd d = randomDistances(n, random), w = softmaxOfRows(d);
            for (int i = 0; i < n; ++i) {
                QCOMPARE(w(i, i), 0.);
                double sum = 0;
                for (int j = 0; j < n; ++j)
                    sum += i == j ? 0 : std::exp(-std::log(d(i, j)));
                for (int j = 0; j < n; ++j)
                    if (i != j)
                        QVERIFY(std::fabs(w(i, j) - std::exp(-std::log(d(i, j))) / sum) < 1e-12);
            }
        }
        Eigen::MatrixXd same = Eigen::MatrixXd::Zero(3, 3);
        same(0, 1) = same(1, 0) = 1e200;
        const Eigen::MatrixXd w = softmaxOfRows(same);
        QVERIFY(w.allFinite());
        QCOMPARE(w(0, 2), 1.);
        QCOMPARE(w(2, 0), 0.5);
    }

    void smallestPairIsTheFirstMerge() {
        for (int k = -20; k <= 20; ++k) {
            document().change({}, [&](Session &session) { session.jetSettings.alpha = k / 20.; });
            QVERIFY(m_fixture->settle());
            const JetAnalysis &jet = m_fixture->analysis();
            const Merge first = jet.tree.merges().front();
            const auto smallest = smallestPair(jet.adjacency);
            QVERIFY(smallest.has_value());
            QVERIFY(*smallest == (std::pair<int, int>(std::minmax(first.first, first.second))));
        }
        QVERIFY(!smallestPair(Eigen::MatrixXd::Ones(1, 1)));
    }

    void imageShowsTheOrderedEntries() {
        std::mt19937 random(2);
        const Eigen::MatrixXd d = randomDistances(9, random);
        const std::vector<int> order{3, 1, 4, 0, 5, 8, 2, 6, 7};
        for (auto kind : {JetDisplay::MatrixScale::Linear, JetDisplay::MatrixScale::Logarithmic}) {
            const MatrixScale scale(d, kind);
            const QImage image = matrixImage(d, scale, order, Qt::red);
            const auto smallest = *smallestPair(d);
            for (int r = 0; r < 9; ++r)
                for (int c = 0; c < 9; ++c) {
                    QCOMPARE(image.pixel(c, r), image.pixel(r, c));
                    if (r == c)
                        QCOMPARE(image.pixelColor(c, r), QColor(Qt::red));
                    const int i = order[static_cast<std::size_t>(r)], j = order[static_cast<std::size_t>(c)];
                    if (i == smallest.first && j == smallest.second &&
                        kind == JetDisplay::MatrixScale::Logarithmic)
                        QCOMPARE(scale.axis.fraction(d(i, j)), 0.);
                }
        }
    }

    void rowsAreInTheOrderAskedFor() {
        const JetAnalysis &jet = m_fixture->analysis();
        using Order = JetDisplay::RowOrder;
        for (Order by : {Order::Momentum, Order::Tree, Order::Angle}) {
            const RowOrder order(jet, by);
            for (int i = 0; i < 12; ++i)
                QCOMPARE(
                    order.constituents[static_cast<std::size_t>(order.rows[static_cast<std::size_t>(i)])], i);
            if (by == Order::Momentum)
                QVERIFY(std::ranges::is_sorted(order.keys, std::greater()));
            if (by == Order::Angle)
                QVERIFY(std::ranges::is_sorted(order.keys));
            if (by == Order::Tree) // every branch stands together
                for (int k = 12; k < jet.tree.nodeCount(); ++k) {
                    std::vector<int> rows;
                    for (int leaf : jet.tree.leavesBelow(k))
                        rows.push_back(order.rows[static_cast<std::size_t>(leaf)]);
                    const auto [low, high] = std::ranges::minmax(rows);
                    QCOMPARE(high - low + 1, jet.tree.node(k).leaves);
                }
        }
    }

    void cellsAreFoundWhereTheyAreDrawn() {
        for (const QSize size : {QSize(480, 360), QSize(1000, 700), QSize(120, 100)}) {
            const MatrixLayout layout(QRectF({0, 0}, size), false);
            const Section section = Section().zoomed({0.3, 0.6}, 1.5, 0.1);
            for (int r = 0; r < 20; ++r)
                for (int c = 0; c < 20; ++c)
                    if (const QRectF cell = layout.cell({r, c}, section, 20);
                        cell.width() > 0.5 && cell.height() > 0.5)
                        QVERIFY(layout.cellAt(cell.center(), section, 20) == (MatrixCell{r, c}));
            QVERIFY(!layout.cellAt({layout.bar.right(), layout.bar.center().y()}, section, 20));
            const auto beside = layout.cellAt(layout.rowStrip.center(), section, 20);
            QVERIFY(beside && beside->row == beside->column);
        }
    }

    void clickChoosesBoth() {
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, place(2, 7));
        QCOMPARE(m_fixture->chosen(), (std::vector<int>{2, 7}));
        QTest::mouseClick(m_view.get(), Qt::LeftButton, Qt::ControlModifier, place(3, 3));
        QCOMPARE(m_fixture->chosen(), (std::vector<int>{2, 3, 7}));
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(2, 2));
        QVERIFY(m_fixture->chosen().empty());
        document().undoStack().undo();
        QCOMPARE(m_fixture->chosen(), (std::vector<int>{2, 3, 7}));
    }

    void dragChoosesRows() {
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, place(3, 5));
        QTest::mouseMove(m_view.get(), place(5, 5));
        QTest::mouseMove(m_view.get(), place(6, 5));
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, place(6, 5));
        QCOMPARE(m_fixture->chosen(), (std::vector<int>{3, 4, 5, 6}));
    }

    void hoverSaysThePair() {
        QSignalSpy hint(m_view.get(), &View::hint);
        QTest::mouseMove(m_view.get(), place(4, 1));
        QTRY_VERIFY(!hint.isEmpty());
        const QString text = hint.last().first().toString();
        QVERIFY(text.contains(QStringLiteral("d = ")) && text.contains(QStringLiteral("ΔR")));
        QCOMPARE(document().hover().particle, m_fixture->analysis().substructure->particles[4]);
        m_view->grab();
    }

    void wheelZoomsAndHomeReturns() {
        const QPointF cursor = m_view->placeOf(5, 6);
        QWheelEvent wheel(cursor, m_view->mapToGlobal(cursor), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view.get(), &wheel);
        QVERIFY(!m_view->section().isWhole());
        QVERIFY((m_view->placeOf(5, 6) - cursor).manhattanLength() < 1e-6);
        const auto viewpoint = m_view->viewpoint();
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QVERIFY(m_view->section().isWhole());
        m_view->setViewpoint(viewpoint);
        QVERIFY(!m_view->section().isWhole());
        QVERIFY_EXCEPTION_THROWN(m_view->setViewpoint({{"section", {0, 0, -1, 1}}}), Error);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, cursor.toPoint());
        QCOMPARE(m_fixture->chosen(), (std::vector<int>{5, 6}));
    }

    void whatIsSeenIsTheMatrix() {
        // The frame that VTK drew has, in the middle of a cell, the colour that the scale gives its entry.
        m_view->resize(640, 480);
        QTest::qWait(50);
        const QImage seen = m_view->grab().toImage();
        const JetAnalysis &jet = m_fixture->analysis();
        const MatrixScale scale(jet.adjacency, JetDisplay::MatrixScale::Logarithmic);
        const QImage expected = matrixImage(jet.adjacency, scale, m_view->order().constituents,
                                            ThemeSwitch::instance().theme().raised);
        const auto smallest = *smallestPair(jet.adjacency);
        for (int i = 0; i < 12; ++i)
            for (int j = 0; j < 12; ++j) {
                if (std::pair<int, int>(std::minmax(i, j)) == smallest)
                    continue;
                const QColor a = seen.pixelColor(place(i, j)), b = expected.pixelColor(row(j), row(i));
                QVERIFY2(std::abs(a.red() - b.red()) <= 2 && std::abs(a.green() - b.green()) <= 2 &&
                             std::abs(a.blue() - b.blue()) <= 2,
                         qPrintable(a.name() + QStringLiteral(" instead of ") + b.name()));
            }
    }

    void everySizeAndScaleIsDrawn() {
        for (int n : {1, 2, 3, 150}) {
            show(n);
            for (auto kind : {JetDisplay::MatrixScale::Linear, JetDisplay::MatrixScale::Logarithmic,
                              JetDisplay::MatrixScale::Softmax}) {
                document().change({}, [&](Session &session) { session.jetDisplay.matrixScale = kind; });
                QVERIFY(!m_view->grab().isNull());
                QCOMPARE(m_view->picture({480, 360}, Theme::darkTheme()).size(), QSize(480, 360));
            }
        }
        Document none;
        MatrixView view(none, nullptr);
        view.resize(300, 200);
        view.show();
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(150, 100));
        QVERIFY(!view.grab().isNull());
    }
};

QUINCUNX_TEST(matrix, TestMatrix, OpenGLApplication)
#include "test_matrix.moc"
