#include "tests/support.h"
#include "tests/views/projection/synthetic.h"
#include "views/projection/projection_view.h"
#include "views/projection/projection_views.h"

#include <QBuffer>
#include <QPainter>
#include <QPicture>
#include <QSvgGenerator>
#include <QWheelEvent>

namespace quincunx {

class TestProjectionView : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<ProjectionView> m_view;

    QPoint pixelOf(QPointF metres) const { return m_view->mapping().toPixel(metres).toPoint(); }
    void click(QPoint place, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseMove(m_view.get(), place);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, modifiers, place);
    }
    /// A place on particle 0 of event 3, which flies along +x; particle 1 flies along −x.
    QPoint onParticle(int particle) const { return pixelOf({particle == 0 ? 0.8 : -0.8, 0}); }

private Q_SLOTS:
    void init() {
        m_document = std::make_unique<Document>();
        m_view.reset(static_cast<ProjectionView *>(makeTransverseView(*m_document, nullptr)));
        m_view->resize(300, 280);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QVERIFY(test::open(*m_document, {test::writeEvents(m_folder, 5)}));
        m_document->showEvent(3);
        QVERIFY(QTest::qWaitFor([&] { return m_document->isSettled(); }));
        m_view->grab();
    }
    void cleanup() {
        m_view.reset();
        m_document.reset();
    }

    void clickChoosesAddsAndClears() {
        click(onParticle(0));
        QCOMPARE(m_document->session().selection.particles, std::vector<int>{0});
        click(onParticle(1), Qt::ControlModifier);
        QCOMPARE(m_document->session().selection.particles, (std::vector<int>{0, 1}));
        click(onParticle(1), Qt::ControlModifier);
        QCOMPARE(m_document->session().selection.particles, std::vector<int>{0});
        click({3, 3});
        QVERIFY(m_document->session().selection.empty());
    }

    void clickInAWedgeChoosesTheJet() {
        click(pixelOf({1.5, 0.4}));
        const Selection &selection = m_document->session().selection;
        QCOMPARE(selection.jets.size(), std::size_t(1));
        QVERIFY(!selection.particles.empty());
    }

    void hoverReachesTheDocumentAndTheHint() {
        QSignalSpy hint(m_view.get(), &View::hint);
        QTest::mouseMove(m_view.get(), onParticle(1));
        QTRY_COMPARE(m_document->hover().particle, 1);
        QVERIFY(hint.last().first().toString().contains(QStringLiteral("GeV")));
        m_document->setHover({.particle = 0, .jet = -1}); // from another view
        m_view->grab();
    }

    void bandChoosesWhatEndsInside() {
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, pixelOf({1.0, 0.6}));
        QTest::mouseMove(m_view.get(), pixelOf({2.0, -0.6}));
        QTest::mouseMove(m_view.get(), pixelOf({2.2, -0.7}));
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, pixelOf({2.2, -0.7}));
        QCOMPARE(m_document->session().selection.particles, std::vector<int>{0});
    }

    void wheelZoomsAndHomeReturns() {
        const PlaneMapping before = m_view->mapping();
        const QPointF cursor(60, 70);
        QWheelEvent wheel(cursor, m_view->mapToGlobal(cursor), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view.get(), &wheel);
        QVERIFY(m_view->mapping().pixelsPerMetre > before.pixelsPerMetre * 1.4);
        QVERIFY((m_view->mapping().toMetres(cursor) - before.toMetres(cursor)).manhattanLength() < 1e-9);
        const auto viewpoint = m_view->viewpoint();
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(m_view->mapping(), before);
        m_view->setViewpoint(viewpoint);
        QVERIFY(m_view->mapping().pixelsPerMetre > before.pixelsPerMetre * 1.4);
        QVERIFY_EXCEPTION_THROWN(m_view->setViewpoint({{"x", "no"}}), nlohmann::json::exception);
        QVERIFY_EXCEPTION_THROWN(m_view->setViewpoint({{"x", 0}, {"y", 0}, {"span", -1}}), Error);
        m_document->select({.particles = {0}, .jets = {}});
        QTest::keyClick(m_view.get(), Qt::Key_F);
        QVERIFY(m_view->rect().contains(pixelOf({1.29, 0})));
    }

    void everySettingPaints() {
        using D = DisplaySettings;
        std::unique_ptr<View> other(makeLongitudinalView(*m_document, nullptr));
        other->resize(380, 260);
        other->show();
        for (const auto shape : {D::JetShape::Cone, D::JetShape::Catchment, D::JetShape::Hidden})
            for (const double phase : {-0.5, 0., 0.3, 0.8, 1.}) {
                m_document->change({}, [&](Session &session) { session.display.jetShape = shape; });
                QVERIFY(QTest::qWaitFor([&] { return m_document->isSettled(); }));
                m_document->setPlayback(phase);
                QVERIFY(!m_view->grab().isNull());
                QVERIFY(!other->grab().isNull());
            }
    }

    void figuresAreVectors() {
        const QImage picture = m_view->picture({400, 300}, Theme::light());
        QCOMPARE(picture.size(), QSize(400, 300));
        QCOMPARE(picture.pixelColor(1, 1), Theme::light().canvas);
        QBuffer buffer;
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize({400, 300});
        QPainter painter(&svg);
        m_view->paintFigure(painter, QRectF(0, 0, 400, 300), Theme::light());
        painter.end();
        QVERIFY(buffer.data().contains("<polyline") || buffer.data().contains("<path"));
        QVERIFY(!buffer.data().contains("<image"));
        QVERIFY(buffer.data().contains("x [m]"));
    }

    void emptinessIsSaid() {
        Document none;
        std::unique_ptr<View> view(makeTransverseView(none, nullptr));
        view->resize(240, 260);
        view->show();
        const QImage image = view->grab().toImage();
        int drawn = 0;
        for (int x = 0; x < 240; ++x)
            drawn += image.pixelColor(x, 130) != ThemeSwitch::instance().theme().canvas;
        QVERIFY(drawn > 0);
    }
};

} // namespace quincunx

QUINCUNX_TEST(projection_view, quincunx::TestProjectionView, QApplication)
#include "test_projection_view.moc"
