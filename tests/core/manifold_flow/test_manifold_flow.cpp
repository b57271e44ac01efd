// What must be true of every flow on every manifold, whatever its parameters are.
#include "core/base/error.h"
#include "core/manifold_flow/evaluation.h"
#include "core/manifold_flow/flow_laws.h"
#include "core/manifold_flow/flow_model.h"
#include "tests/sanitized.h"
#include "tests/support.h"

#include <cmath>

using namespace quincunx;

namespace {

struct Case {
    std::string manifold, flow;
    QByteArray name() const { return QByteArray::fromStdString(manifold + " " + flow); }
};

std::vector<Case> cases() {
    std::vector<Case> all;
    for (const char *manifold : {"t1", "t2", "t3", "t6", "s2", "s3", "s4"})
        for (const FlowKind &kind : flowKinds().entries())
            if (kind.name != "recursive" && // another name of mobius
                (Manifold::named(manifold).isSphere() ? kind.onSpheres : kind.onTori))
                all.push_back({manifold, kind.name});
    return all;
}

std::shared_ptr<const ManifoldFlow> flowFor(const Case &of, int layers = 2) {
    FlowTask task;
    task.manifold = of.manifold;
    task.flow = of.flow;
    // Odd tori learn sums of their angles.
    const bool summed = Manifold::named(of.manifold).dimension() % 2 == 1;
    task.flowSettings = {.layers = layers, .components = 5, .bins = 6, .hidden = 12, .summed = summed};
    return flowOf(task);
}

/// Parameters far from where training begins.
std::vector<double> wild(const ManifoldFlow &flow, std::uint64_t seed) {
    RandomEngine random(seed);
    std::vector<double> all = flow.initialParameters(random);
    for (double &value : all)
        value += 0.1 * standardNormal(random);
    return all;
}

void addCases(int mostDimensions = 6) {
    QTest::addColumn<QString>("manifold");
    QTest::addColumn<QString>("flow");
    for (const Case &one : cases())
        if (Manifold::named(one.manifold).dimension() <= mostDimensions)
            QTest::newRow(one.name())
                << QString::fromStdString(one.manifold) << QString::fromStdString(one.flow);
}

class TestManifoldFlow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void identityIsTheUniformDensity_data() { addCases(); }
    void identityIsTheUniformDensity() {
        QFETCH(QString, manifold);
        QFETCH(QString, flow);
        const auto made = flowFor({manifold.toStdString(), flow.toStdString()});
        const FlowPoints drawn = sampleFlow(*made, made->identityParameters(), 200, 3, 1);
        QVERIFY((drawn.logDensity.array() + made->manifold().logVolume()).abs().maxCoeff() < 1e-12);
    }

    void lawsHold_data() { addCases(); }
    void lawsHold() {
        QFETCH(QString, manifold);
        QFETCH(QString, flow);
        const auto made = flowFor({manifold.toStdString(), flow.toStdString()});
        RandomEngine random(2);
        for (const auto &parameters :
             {made->identityParameters(), made->initialParameters(random), wild(*made, 5)}) {
            const FlowLaws laws = checkLaws(*made, parameters, 64, 11);
            auto say = [](const char *what, double value) {
                return QByteArray(what) + QByteArray::number(value);
            };
            QVERIFY2(laws.roundTrip < 1e-10, say("round trip ", laws.roundTrip));
            QVERIFY2(laws.logSlope < 1e-6, say("ln|det J| ", laws.logSlope));
            QVERIFY2(laws.bothWays < 1e-9, say("both ways ", laws.bothWays));
            QVERIFY2(laws.seam < 1e-6, say("seam ", laws.seam));
            QVERIFY2(laws.pole < 1e-6, say("pole ", laws.pole));
        }
    }

    /// Without it the density at a pole depends on where one comes from: what the gates are for, and the
    /// proof that the law above sees it.
    void withoutGatesThePoleTears() {
        FlowTask task;
        task.manifold = "s2";
        task.flow = "mobius";
        task.flowSettings = {.layers = 1, .components = 5, .bins = 6, .hidden = 12, .gated = false};
        const auto made = flowOf(task);
        QVERIFY(checkLaws(*made, wild(*made, 5), 16, 11).pole > 0.1);
    }

    void densitiesIntegrateToOne_data() {
        addCases(test::isSanitized ? 2 : 3); // a grid of more dimensions has too many points
    }
    void densitiesIntegrateToOne() {
        QFETCH(QString, manifold);
        QFETCH(QString, flow);
        const auto made = flowFor({manifold.toStdString(), flow.toStdString()});
        RandomEngine random(6); // wilder splines want finer grids
        const std::vector<double> parameters = made->initialParameters(random);
        const auto target = targetNamed("von_mises", made->manifold());
        const FlowGrid density =
            convergedFlowGrid(*made, parameters, made->manifold().dimension() == 3 ? 128 : 512, 2);
        QVERIFY2(std::abs(density.integral() - 1) < 1e-4, QByteArray::number(density.integral() - 1));
        const QuadratureFigures figures = quadratureFigures(density, *target);
        QVERIFY(std::abs(figures.logNormaliser - *target->exactLogNormaliser()) < 1e-8);
        QVERIFY(figures.kl >= 0);
        // and draws tell the same
        const ImportanceFigures drawn = importanceFigures(*made, parameters, *target, 20'000, 4, 2);
        const double spread = std::sqrt((1 / drawn.ess - 1) / 20'000);
        QVERIFY(std::abs(drawn.logNormaliser - figures.logNormaliser) < 6 * spread + 1e-3);
        QVERIFY(std::abs(drawn.kl - figures.kl) < 0.1 * figures.kl + 6 * spread + 1e-3);
    }

    void drawsDoNotDependOnThreads() {
        const auto made = flowFor({"s3", "mobius"});
        const std::vector<double> parameters = wild(*made, 6);
        const FlowPoints one = sampleFlow(*made, parameters, 1000, 9, 1),
                         two = sampleFlow(*made, parameters, 1000, 9, 2);
        QCOMPARE((one.points - two.points).cwiseAbs().maxCoeff(), 0.);
        QCOMPARE((one.logDensity - two.logDensity).cwiseAbs().maxCoeff(), 0.);
        QVERIFY((one.points.rowwise().norm().array() - 1).abs().maxCoeff() < 1e-12);
    }

    /// Of ln slope and of the points, by the parameters, against differences; on the way back, which learning
    /// from samples needs, it is that of the implicit function.
    void gradientsAreThoseOfDifferences_data() { addCases(); }
    void gradientsAreThoseOfDifferences() {
        QFETCH(QString, manifold);
        QFETCH(QString, flow);
        const auto made = flowFor({manifold.toStdString(), flow.toStdString()});
        std::vector<double> parameters = wild(*made, 8);
        constexpr std::size_t count = 8;
        const PointRows points = sampleFlow(*made, parameters, count, 1, 1).points;
        const auto numbers = static_cast<std::size_t>(points.size());
        std::vector<double> pointWeights(numbers);
        for (std::size_t k = 0; k < numbers; ++k)
            pointWeights[k] = std::sin(static_cast<double>(k));
        const std::vector<double> slopeWeights(count, 1.);
        auto on = [&](Tape &tape, bool records, bool back) {
            tape.begin(count, parameters, records);
            const Variable in = tape.input({points.data(), numbers}, made->manifold().ambient());
            return back ? made->inverse(in) : made->forward(in);
        };
        for (const bool back : {false, true}) {
            if (back && (flow == "expmap" || flow == "polynomial")) {
                Tape tape;
                QVERIFY_THROWS_EXCEPTION(Error, on(tape, true, true));
                continue;
            }
            Tape tape;
            std::vector<double> gradient(parameters.size(), 0.);
            const FlowLayer::Image image = on(tape, true, back);
            tape.backward({{image.logSlope, slopeWeights}, {image.point, pointWeights}}, gradient);
            const std::size_t stride = std::max<std::size_t>(1, parameters.size() / 40);
            for (std::size_t k = 0; k < parameters.size(); k += stride) {
                auto moved = [&](double step) {
                    const double before = parameters[k];
                    parameters[k] += step;
                    Tape other;
                    const FlowLayer::Image at = on(other, false, back);
                    std::vector<double> rows(numbers);
                    other.output(at.point, rows);
                    double sum = 0;
                    for (std::size_t i = 0; i < numbers; ++i)
                        sum += pointWeights[i] * rows[i];
                    for (std::size_t i = 0; i < count; ++i)
                        sum += at.logSlope.values()[i];
                    parameters[k] = before;
                    return sum;
                };
                const double step = 1e-5, expected = (moved(step) - moved(-step)) / (2 * step);
                QVERIFY2(std::abs(gradient[k] - expected) < 1e-5 * (1 + std::abs(expected)),
                         qPrintable(QString("%1 of %2: %3 and not %4")
                                        .arg(k)
                                        .arg(parameters.size())
                                        .arg(gradient[k])
                                        .arg(expected)));
            }
        }
    }

    void flowsThatAreNoneAreRefused() {
        FlowTask task;
        task.manifold = "t2";
        task.flow = "expmap";
        QVERIFY_EXCEPTION_THROWN(flowOf(task), Error);
        task.flow = "recursive";
        QVERIFY_EXCEPTION_THROWN(flowOf(task), Error);
        task.manifold = "s2";
        task.flowSettings.layers = 0;
        QVERIFY_EXCEPTION_THROWN(flowOf(task), Error);
    }
};

} // namespace

QUINCUNX_TEST(manifold_flow, TestManifoldFlow, NoApplication)
#include "test_manifold_flow.moc"
