// What the views of inference are made of: panels, corners, bins, names, beads; and that each draws every
// simulator.
#include "tests/support.h"
#include "views/document/inference_desk.h"
#include "views/galton/bead_run.h"
#include "views/inference/data_bins.h"
#include "views/inference/leaf_plane.h"
#include "views/log_ratio/log_ratio_drawing.h"
#include "views/posterior/corner_layout.h"
#include "views/posterior_space/posterior_space_drawing.h"
#include "views/registry/view_registry.h"

#include <cmath>

using namespace quincunx;

namespace {

/// Of three numbers about 1, of deviations 0.1, 1 and 10.
Draws normalDraws(Eigen::Index count, std::uint64_t seed) {
    RandomEngine random(seed);
    Draws draws(count, 3);
    for (double &value : draws.reshaped())
        value = standardNormal(random);
    for (Eigen::Index axis = 0; axis < 3; ++axis)
        draws.col(axis) = (1 + std::pow(10, axis - 1) * draws.col(axis).array()).matrix();
    return draws;
}

/// By the divergence theorem: positive if the triangles face outwards.
double volumeIn(const Surface &surface) {
    double sum = 0;
    for (const auto &[a, b, c] : surface.triangles) {
        auto at = [&](std::int64_t k) { return surface.points[static_cast<std::size_t>(k)]; };
        sum += dot(at(a), cross(at(b), at(c))) / 6;
    }
    return sum;
}

/// Whether beside each edge of a triangle there is one more, which runs along it the other way.
bool isClosed(const Surface &surface) {
    std::map<std::pair<std::int64_t, std::int64_t>, int> edges;
    for (const auto &triangle : surface.triangles)
        for (std::size_t k = 0; k < 3; ++k)
            ++edges[{triangle[k], triangle[(k + 1) % 3]}];
    return !edges.empty() && std::ranges::all_of(edges, [&](const auto &edge) {
        const auto back = edges.find({edge.first.second, edge.first.first});
        return edge.second == 1 && back != edges.end() && back->second == 1;
    });
}

} // namespace

class InferenceViews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void symbols() {
        QCOMPARE(symbolText("theta12"), QStringLiteral("θ₁₂"));
        QCOMPARE(symbolText("beta [1/day]"), QStringLiteral("β [1/day]"));
        QCOMPARE(symbolText("prey0"), QStringLiteral("prey₀"));
        QCOMPARE(symbolText("bin"), QStringLiteral("bin"));
        QCOMPARE(symbolText("7"), QStringLiteral("7"));
    }

    void placesComeBackFromPixels() {
        const AxisPanel panel{{10, 20, 300, 200}, {-1, 3}, {5, 6}};
        const QPointF at = panel.place(panel.pixel(0.3, 5.8));
        QVERIFY(std::fabs(at.x() - 0.3) < 1e-12 && std::fabs(at.y() - 5.8) < 1e-12);
        QCOMPARE(panel.pixel(-1, 5), panel.frame.bottomLeft());
    }

    void surfacesOfLnREndAtTheirBox() {
        LogRatioFigure figure{{{0, 1, 2}, {-1, 0, 1}, 0}, Eigen::MatrixXd(3, 3), {}, {}};
        figure.learned << -9, 0, 9, -INFINITY, 0, 1, -1, 0, 1;
        figure.gold = {{1, 0, 0.5, 2}, {1, 0, -1, 2},  {7, 0, 0.5, 2},
                       {1, 5, 0.5, 2}, {1, 0, NAN, 2}, {1, 0, 0, NAN}};
        const LogRatioBox box(figure);
        QVERIFY(box.highest() == 1);
        QVERIFY(box.holds(figure.gold[0]));
        for (std::size_t k = 2; k < figure.gold.size(); ++k)
            QVERIFY(!box.holds(figure.gold[k]));
        const Drawing drawing = drawLogRatio(figure, box, Theme::light());
        std::size_t triangles = 0;
        for (const Layer &layer : drawing.layers) {
            triangles += layer.mesh.triangles.size() / 3;
            for (std::size_t k = 0; k < layer.mesh.points.size(); ++k)
                QVERIFY(std::fabs(layer.mesh.points[k]) < 1.9F);
        }
        QVERIFY(triangles > 16); // two dots of eight, and what is within of two cells and of two that are cut
    }

    void surfacesInSpaceAreClosedAndFaceOutwards() {
        const double sphere = 4. / 3 * std::numbers::pi * std::pow(7.8147, 1.5); // 95% of three normals
        const Prior wide({{Marginal::Family::Normal, 0, 100},
                          {Marginal::Family::Normal, 0, 100},
                          {Marginal::Family::Normal, 0, 100}}),
            half({{Marginal::Family::Normal, 0, 100},
                  {Marginal::Family::Uniform, 1, 9}, // only the upper half of the second
                  {Marginal::Family::Normal, 0, 100}});
        Draws draws = normalDraws(10000, 3);
        for (const Prior *prior : {&wide, &half}) {
            if (prior == &half)
                draws.col(1) = (1 + (draws.col(1).array() - 1).abs()).matrix();
            const DensityVolume volume = *shapeOf(draws, *prior, ShapeDetail::Space, 1).volume;
            const Surface surface = isosurface(volume, volume.levelHolding(0.95));
            QVERIFY(isClosed(surface));
            const double size = volumeIn(surface) / (prior == &half ? sphere / 2 : sphere);
            QVERIFY2(std::fabs(size - 1) < 0.06, qPrintable(QString::number(size)));
            for (const Vector3 &point : surface.points)
                for (std::size_t axis = 0; axis < 3; ++axis)
                    QVERIFY(point[axis] >= volume.extents[axis].low &&
                            point[axis] <= volume.extents[axis].high);
            QVERIFY(isosurface(volume, 1e9).points.empty());
            QVERIFY(isosurface(volume, 0).points.empty());
        }
    }

    void posteriorsInSpaceStandInTheirBox() {
        const Prior prior = uniformPrior(3, -100, 100);
        auto shape = [&](double shift, std::uint64_t seed) {
            Draws draws = normalDraws(2000, seed);
            draws.array() += shift;
            return std::make_shared<const PosteriorShape>(
                shapeOf(std::move(draws), prior, ShapeDetail::Space, 1));
        };
        const ShownPosteriors shown{shape(0, 1), shape(0.2, 2), shape(0.1, 3), {1, 8, 1}};
        const PosteriorSpaceFigure figure(shown);
        QVERIFY(figure.extents[1].high == 8); // the truth, which is far out
        for (std::size_t k = 0; k < 2; ++k) {
            QVERIFY(!figure.estimate[k].triangles.empty());
            QVERIFY(figure.rival[k].size() > 12 && figure.ghost[k].size() > 12);
        }
        QVERIFY(volumeIn(figure.estimate[0]) < volumeIn(figure.estimate[1]));
        const Drawing drawing = drawPosteriorSpace(figure, Theme::light());
        for (const Layer &layer : drawing.layers)
            for (std::size_t k = 0; k < layer.mesh.points.size(); ++k)
                QVERIFY(std::fabs(layer.mesh.points[k]) <= PosteriorSpaceFigure::boxHalf[k % 3] + 1e-6);
        const PosteriorSpaceFigure alone({nullptr, nullptr, shown.ghost, {}});
        QVERIFY(alone.estimate[0].triangles.empty() && !alone.truth && !alone.ghost[1].empty());
    }

    void panelsOfACornerDoNotOverlap() {
        for (std::size_t count : {1U, 2U, 3U, 10U}) {
            const QRectF area(0, 0, 500, 600);
            const CornerLayout layout(area, 14, std::vector<Extent>(count));
            std::vector<QRectF> frames;
            for (std::size_t row = 0; row < count; ++row)
                for (std::size_t column = 0; column < count; ++column)
                    if (layout.has(column, row)) {
                        const QRectF frame = layout.panel(column, row).frame;
                        QVERIFY(area.contains(frame) && frame.width() > 10);
                        for (const QRectF &other : frames)
                            QVERIFY(!other.intersects(frame));
                        std::size_t foundColumn = 9, foundRow = 9;
                        QVERIFY(layout.find(frame.center(), foundColumn, foundRow));
                        QVERIFY(foundColumn == column && foundRow == row);
                        frames.push_back(frame);
                    }
            QCOMPARE(frames.size(), count == 2 ? 1 : count * (count + 1) / 2);
        }
    }

    void countsHaveABinEach() {
        const DataBins bins({3, 4, 4, 7, 7, 7});
        QCOMPARE(bins.width(), 1.);
        QCOMPARE(bins.highest(), 3.);
        QVERIFY(bins.centres().contains(7.));
        const DataBins real({0.1, 0.2, 0.35});
        QCOMPARE(real.counts().size(), 60);
    }

    /// Two of the same mass and energy lie at the same distance on both sides of the axis.
    void aJetAlongItsAxis() {
        const double angle = 0.1;
        std::vector<double> x(64, 0.);
        for (int i : {0, 1}) {
            x[4 * i] = 100;
            x[4 * i + 1] = 100 * std::cos(angle);
            x[4 * i + 2] = (i == 0 ? 1 : -1) * 100 * std::sin(angle);
        }
        const auto seen = seenLeaves(x);
        QCOMPARE(leafCount(x), 2);
        QCOMPARE(seen.size(), std::size_t(2));
        QVERIFY(std::fabs(std::fabs(seen[0].across) - 100) < 1e-9 && std::fabs(seen[0].up) < 1e-9);
        QVERIFY(std::fabs(seen[0].across + seen[1].across) < 1e-9);
        QCOMPARE(seen[0].share, 0.5);
        QVERIFY(areLeaves(*simulators().at("ginkgo_leaves").simulator));
        QVERIFY(!areLeaves(*simulators().at("ginkgo").simulator));
        const Simulations made = simulatePrior(*simulators().at("ginkgo_leaves").simulator, 50, 1, 1);
        const auto leaves = leavesOf(made);
        QVERIFY(leaves.size() > 150 && leaves.back().simulation == 49);
    }

    /// Beads fall as simulate() says: their bins are those of the exact distribution.
    void beadsFallAsTheSimulatorSays() {
        BeadRun run(-0.6, 3);
        run.drop(10000);
        for (int step = 0; step < 4000; ++step) {
            run.advance(0.37, 10);
            for (const BeadRun::Bead &bead : run.falling())
                QVERIFY(bead.row >= 0 && bead.row < GaltonBoard::rows);
        }
        const auto exact = GaltonBoard::probabilities(-0.6);
        double chiSquare = 0;
        int bins = 0, all = 0;
        for (std::size_t bin = 0; bin < exact.size(); ++bin) {
            all += run.bins()[bin];
            if (const double expected = exact[bin] * run.landed(); expected > 5) {
                chiSquare += std::pow(run.bins()[bin] - expected, 2) / expected;
                ++bins;
            } else if (exact[bin] == 0) {
                QCOMPARE(run.bins()[bin], 0);
            }
        }
        QCOMPARE(all, run.landed());
        QVERIFY(run.landed() > 20000);
        QVERIFY2(chiSquare < bins + 5 * std::sqrt(2. * bins), qPrintable(QString::number(chiSquare)));
    }

    void everyViewDrawsEverySimulator_data() {
        QTest::addColumn<QString>("simulator");
        for (const SimulatorKind &kind : simulators().entries())
            QTest::newRow(kind.name.c_str()) << QString::fromStdString(kind.name);
    }
    void everyViewDrawsEverySimulator() {
        QFETCH(QString, simulator);
        Document document;
        document.change("test",
                        [&](Session &session) { session.inference.simulator = simulator.toStdString(); });
        InferenceDesk &desk = document.inference();
        desk.watchPrediction(true);
        desk.watch(true);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled(), 20000);
        for (const ViewKind &kind : viewKinds().entries()) {
            if (kind.workspace != "inference")
                continue;
            const std::unique_ptr<View> view(kind.create(document, nullptr));
            for (const QSize size : {QSize(480, 360), QSize(140, 110)}) {
                const QImage picture = view->picture(size, Theme::darkTheme());
                QCOMPARE(picture.size(), size);
            }
        }
    }
};

QUINCUNX_TEST(inference_views, InferenceViews, QApplication)
#include "test_inference_views.moc"
