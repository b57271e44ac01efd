// Geometry of tori and spheres: volumes, distances, frames, quadrature.
#include "core/base/error.h"
#include "core/manifolds/manifold.h"
#include "tests/support.h"

#include <cmath>
#include <numbers>

using namespace quincunx;

namespace {

const std::vector<const char *> names = {"t1", "t2", "t3", "s2", "s3", "s4"};

std::span<double> rowIn(PointRows &points, Eigen::Index row) {
    return {points.row(row).data(), static_cast<std::size_t>(points.cols())};
}

class TestManifold : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void volumesAreThoseOfTheTextbook() {
        constexpr double pi = std::numbers::pi;
        auto volume = [](const char *name) { return std::exp(Manifold::named(name).logVolume()); };
        QVERIFY(std::abs(volume("t1") - 2 * pi) < 1e-13);
        QVERIFY(std::abs(volume("t2") - 4 * pi * pi) < 1e-12);
        QVERIFY(std::abs(volume("s2") - 4 * pi) < 1e-13);
        QVERIFY(std::abs(volume("s3") - 2 * pi * pi) < 1e-12);
    }

    void quadratureIsExactForSmoothFunctions_data() {
        QTest::addColumn<QString>("name");
        for (const char *name : names)
            QTest::newRow(name) << QString(name);
    }

    void quadratureIsExactForSmoothFunctions() {
        QFETCH(QString, name);
        const Manifold manifold = Manifold::named(name.toStdString());
        const Quadrature grid = quadrature(manifold, 24);
        const double volume = std::exp(manifold.logVolume());
        QVERIFY(std::abs(grid.weights.sum() / volume - 1) < 1e-12);
        // ∫ x_k = 0 and ∫ x_k² = volume/(n+1) on spheres; ∫ cos² = volume/2 on tori.
        for (Eigen::Index k = 0; k < grid.points.cols(); ++k) {
            const Eigen::ArrayXd column = manifold.isSphere()
                                              ? Eigen::ArrayXd(grid.points.col(k).array())
                                              : Eigen::ArrayXd(grid.points.col(k).array().cos());
            const double expected = manifold.isSphere() ? 1. / manifold.ambient() : 0.5;
            QVERIFY(std::abs((grid.weights.array() * column).sum() / volume) < 1e-12);
            QVERIFY(std::abs((grid.weights.array() * column.square()).sum() / volume - expected) < 1e-12);
        }
        if (manifold.isSphere())
            QVERIFY((grid.points.rowwise().norm().array() - 1).abs().maxCoeff() < 1e-14);
    }

    void drawsAreUniform() {
        for (const char *name : names) {
            const Manifold manifold = Manifold::named(name);
            RandomEngine random(3);
            constexpr int count = 20'000;
            PointRows points(count, manifold.ambient());
            for (Eigen::Index i = 0; i < count; ++i)
                manifold.uniform(rowIn(points, i), random);
            const Eigen::ArrayXXd values =
                manifold.isSphere() ? Eigen::ArrayXXd(points.array()) : Eigen::ArrayXXd(points.array().cos());
            const double expected = manifold.isSphere() ? 1. / manifold.ambient() : 0.5;
            QVERIFY(values.colwise().mean().abs().maxCoeff() < 4.5 * std::sqrt(expected / count));
            QVERIFY((values.square().colwise().mean() - expected).abs().maxCoeff() <
                    4.5 / std::sqrt(2. * count));
        }
    }

    void movingAlongAFrameGoesAsFarAsItSays() {
        for (const char *name : names) {
            const Manifold manifold = Manifold::named(name);
            RandomEngine random(4);
            for (int trial = 0; trial < 50; ++trial) {
                PointRows points(2, manifold.ambient());
                manifold.uniform(rowIn(points, 0), random);
                points.row(1) = points.row(0);
                const PointRows frame = manifold.frame(rowIn(points, 0));
                QVERIFY((frame * frame.transpose() - Eigen::MatrixXd::Identity(frame.rows(), frame.rows()))
                            .cwiseAbs()
                            .maxCoeff() < 1e-14);
                if (manifold.isSphere())
                    QVERIFY((frame * points.row(0).transpose()).cwiseAbs().maxCoeff() < 1e-14);
                const double length = trial % 2 ? 1e-7 : 3 * uniform(random);
                const Eigen::VectorXd tangent = length * frame.row(0);
                manifold.move(rowIn(points, 1), {tangent.data(), static_cast<std::size_t>(tangent.size())});
                const double distance = manifold.distance(rowIn(points, 0), rowIn(points, 1));
                QVERIFY(std::abs(distance - length) < 1e-14 + 1e-9 * length);
            }
        }
    }

    void namesThatAreNoneAreRefused() {
        for (const char *name : {"", "t", "x2", "t0", "s99", "s2x", "-1"})
            QVERIFY_EXCEPTION_THROWN(Manifold::named(name), Error);
        QVERIFY_EXCEPTION_THROWN(quadrature(Manifold::named("t6"), 64), Error);
    }
};

} // namespace

QUINCUNX_TEST(manifold, TestManifold, NoApplication)
#include "test_manifold.moc"
