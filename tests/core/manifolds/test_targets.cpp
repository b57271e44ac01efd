// Targets: gradients against differences, normalisers against quadrature and drawing.
#include "core/base/error.h"
#include "core/manifolds/bessel.h"
#include "core/manifolds/painting.h"
#include "core/manifolds/robot_arm.h"
#include "tests/support.h"

#include <cmath>
#include <numbers>

using namespace quincunx;

namespace {

/// All targets on all manifolds that the spec names.
std::vector<std::pair<std::string, std::shared_ptr<const Target>>>
allTargets(const TargetSettings &settings) {
    std::vector<std::pair<std::string, std::shared_ptr<const Target>>> all;
    for (const TargetKind &kind : targets().entries())
        for (const char *name : {"t1", "t2", "t3", "t6", "s2", "s3"})
            if (kind.name != "samples" && kind.livesOn(Manifold::named(name))) // these need a file
                all.emplace_back(kind.name + " on " + name,
                                 targetNamed(kind.name, Manifold::named(name), settings));
    return all;
}

class TestTargets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gradientsAreThoseOfDifferences() {
        for (const double concentration : {0.3, 1., 10.}) {
            for (const auto &[name, target] : allTargets({.concentration = concentration})) {
                const Manifold &manifold = target->manifold();
                const auto width = static_cast<std::size_t>(manifold.ambient());
                RandomEngine random(7);
                std::vector<double> point(width), gradient(width);
                for (int trial = 0; trial < 20; ++trial) {
                    manifold.uniform(point, random);
                    const double at = target->logDensity(point, gradient);
                    QCOMPARE(at, target->logDensity(point));
                    const PointRows frame = manifold.frame(point);
                    for (Eigen::Index k = 0; k < frame.rows(); ++k) {
                        auto moved = [&](double step) {
                            std::vector<double> there = point;
                            const Eigen::VectorXd tangent = step * frame.row(k);
                            manifold.move(there, {tangent.data(), width});
                            return target->logDensity(there);
                        };
                        const double step = 1e-4;
                        const double expected =
                            (moved(-2 * step) - 8 * moved(-step) + 8 * moved(step) - moved(2 * step)) /
                            (12 * step);
                        const double found = frame.row(k).dot(
                            Eigen::Map<const Eigen::RowVectorXd>(gradient.data(), manifold.ambient()));
                        QVERIFY2(std::abs(found - expected) < 1e-7 * (1 + std::abs(at) + std::abs(expected)),
                                 qPrintable(QString("%1: %2 and not %3")
                                                .arg(QString::fromStdString(name))
                                                .arg(found)
                                                .arg(expected)));
                    }
                }
            }
        }
    }

    void normalisersAreThoseOfQuadrature() {
        for (const double concentration : {0.3, 1., 10.}) {
            for (const auto &[name, target] :
                 allTargets({.concentration = concentration, .tipWidth = 0.2, .link = 0.5})) {
                if (target->manifold().dimension() > 3)
                    continue;
                const auto exact = target->exactLogNormaliser();
                QVERIFY(exact.has_value());
                const Quadrature grid = quadrature(target->manifold(), 96);
                double sum = 0;
                for (Eigen::Index i = 0; i < grid.points.rows(); ++i)
                    sum += grid.weights[i] *
                           std::exp(target->logDensity(
                               {grid.points.row(i).data(), static_cast<std::size_t>(grid.points.cols())}));
                QVERIFY2(std::abs(*exact - std::log(sum)) < 1e-6,
                         qPrintable(QString("%1: %2 and not %3")
                                        .arg(QString::fromStdString(name))
                                        .arg(*exact)
                                        .arg(std::log(sum))));
            }
        }
    }

    void benchmarkArmHasThePublishedEvidence() {
        const auto arm = targetNamed("robot_arm", Manifold::named("t6"));
        QVERIFY(std::abs(*arm->exactLogNormaliser() - 5.40) < 0.005);
        // and that of 2·10⁵ arms drawn at random: the tip has a density of about 0.3, and 2πs² of it counts
        RandomEngine random(1);
        double sum = 0, squares = 0;
        constexpr int count = 200'000;
        std::vector<double> angles(6);
        for (int i = 0; i < count; ++i) {
            arm->manifold().uniform(angles, random);
            const double value = std::exp(arm->logDensity(angles));
            sum += value;
            squares += value * value;
        }
        const double mean = sum / count, error = std::sqrt(squares / count - mean * mean) / std::sqrt(count);
        QVERIFY(std::abs(std::exp(*arm->exactLogNormaliser() - arm->manifold().logVolume()) - mean) <
                4.5 * error);
    }

    /// With a curve for the tip, with stops at the joints, and painted: gradients, and ln Z where there is
    /// one.
    void whatIsDrawnIsADensityToo() {
        TargetSettings drawn{.tipWidth = 0.3, .link = 0.5};
        drawn.shape = {{0.2, 0.1}, {0.5, 0.4}, {-0.6, 0.3}};
        drawn.painting = {{{1, 2}, 0.3}, {{1.2, 2.1}, 0.4, 3}, {{6.2, 0.1}, 0.5, 0.2}};
        TargetSettings stopped = drawn;
        stopped.jointLimit = 70;
        const Manifold torus = Manifold::named("t2");
        for (const auto &[name, settings] :
             {std::pair{"robot_arm", drawn}, {"robot_arm", stopped}, {"painted", drawn}}) {
            const auto target = targetNamed(name, torus, settings);
            const Quadrature grid = quadrature(torus, 192);
            double sum = 0;
            for (Eigen::Index i = 0; i < grid.points.rows(); ++i)
                sum += grid.weights[i] * std::exp(target->logDensity({grid.points.row(i).data(), 2}));
            QCOMPARE(target->exactLogNormaliser().has_value(), settings.jointLimit == 180);
            if (const auto exact = target->exactLogNormaliser())
                QVERIFY2(std::abs(*exact - std::log(sum)) < 1e-6, name);
            else // stops take away
                QVERIFY(std::log(sum) < *targetNamed(name, torus, drawn)->exactLogNormaliser() - 0.1);
            RandomEngine random(3);
            for (int trial = 0; trial < 50; ++trial) {
                std::array<double, 2> point{}, gradient{};
                torus.uniform(point, random);
                target->logDensity(point, gradient);
                for (std::size_t k = 0; k < 2; ++k) {
                    auto moved = [&](double step) {
                        std::array<double, 2> there = point;
                        there[k] += step;
                        return target->logDensity(there);
                    };
                    const double expected = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                    QVERIFY2(std::abs(gradient[k] - expected) < 1e-6 * (1 + std::abs(expected)), name);
                }
            }
        }
        // a curve of one place is that place
        TargetSettings place{.tipX = 0.4, .tipY = 0.2}, curve = place;
        curve.shape = {{0.4, 0.2}};
        QCOMPARE(*targetNamed("robot_arm", torus, place)->exactLogNormaliser(),
                 *targetNamed("robot_arm", torus, curve)->exactLogNormaliser());
        // a clean canvas is flat
        QVERIFY(std::abs(*targetNamed("painted", torus, {})->exactLogNormaliser() - std::log(0.01) -
                         torus.logVolume()) < 1e-12);
    }

    void paintingsThatAreNoneAreTold() {
        const Manifold torus = Manifold::named("t2"), sphere = Manifold::named("s2");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        auto refuses = [](const Manifold &manifold, const Dab &dab) {
            QVERIFY_THROWS_EXCEPTION(Error, paintedTarget(manifold, {dab}));
        };
        refuses(sphere, {{1, 2}, 0.2});    // of a torus
        refuses(sphere, {{1, 1, 1}, 0.2}); // beside it
        refuses(torus, {{1, nan}, 0.2});
        refuses(torus, {{1, 2}, 1e-9}); // a spike
        refuses(torus, {{1, 2}, nan});
        refuses(torus, {{1, 2}, 0.2, 1e300});
        refuses(torus, {{1, 2}, 0.2, -1});
        QVERIFY_THROWS_EXCEPTION(Error, paintedTarget(torus, std::vector<Dab>(mostDabs + 1, {{1, 2}, 0.2})));
        QVERIFY_THROWS_EXCEPTION(Error, dabsFromJson(nlohmann::json{{"at", 1}}));
        TargetSettings settings;
        settings.painting = {{{1, 2}, 0.25, 2}};
        settings.shape = {{0.5, -0.25}};
        settings.samples = "points.csv";
        QCOMPARE(targetSettingsFromJson(toJson(settings)), settings);
        QVERIFY_THROWS_EXCEPTION(Error, targetSettingsFromJson({{"shape", "round"}}));
    }

    void armEndsWhereItsLinksLead() {
        const RobotArm arm(Manifold::named("t2"), {1, 2}, {{{0, 0}}, 0.1});
        const auto joints = arm.joints(std::array{std::numbers::pi / 2, std::numbers::pi / 2});
        QCOMPARE(joints.size(), std::size_t(3));
        QVERIFY(std::abs(joints[1][0]) < 1e-15 && std::abs(joints[1][1] - 1) < 1e-15);
        QVERIFY(std::abs(joints[2][0] + 2) < 1e-15 && std::abs(joints[2][1] - 1) < 1e-15);
    }

    void besselFunctionsJoinTheirSeries() {
        for (const double order : {0., 0.5, 1.}) {
            const double below = logBesselI(order, 499.999), above = logBesselI(order, 500.001);
            QVERIFY(std::abs(above - below - 0.002 * (1 - 0.5 / 500)) < 500 * 1e-10);
        }
        QVERIFY(std::abs(besselJ0(2.404825557695773)) < 1e-14); // its first zero
    }

    void targetsElsewhereAreRefused() {
        QVERIFY_EXCEPTION_THROWN(targetNamed("unimodal", Manifold::named("s2")), Error);
        QVERIFY_EXCEPTION_THROWN(targetNamed("no such", Manifold::named("t2")), Error);
        const TipWanted here{{{0, 0}}, 0.1};
        QVERIFY_EXCEPTION_THROWN(RobotArm(Manifold::named("t2"), {1}, here), Error);
        QVERIFY_EXCEPTION_THROWN(RobotArm(Manifold::named("t2"), {1, -1}, here), Error);
        QVERIFY_EXCEPTION_THROWN(RobotArm(Manifold::named("t2"), {1, 1}, {{{0, 0}}, 0}), Error);
        QVERIFY_EXCEPTION_THROWN(RobotArm(Manifold::named("t2"), {1, 1}, {{}, 0.1}), Error);
    }
};

} // namespace

QUINCUNX_TEST(targets, TestTargets, NoApplication)
#include "test_targets.moc"
