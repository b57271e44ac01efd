// Mixtures of Gaussians: the density against its draws, and what it learns against what is known.
#include "core/inference/mixture_density.h"
#include "core/inference/posterior_file.h"
#include "tests/core/inference/training_input.h"
#include "tests/core/inference/two_samples.h"
#include "tests/support.h"

#include <QTemporaryDir>

#include <fstream>

using namespace quincunx;
using test::oneRow;

namespace {

Draws normals(Eigen::Index rows, Eigen::Index columns, RandomEngine &random) {
    Draws draws(rows, columns);
    for (double &value : draws.reshaped())
        value = standardNormal(random);
    return draws;
}

/// Untaught networks about data of a linear relation.
MixtureDensity untaught(int dimension, int members) {
    RandomEngine random(3);
    const Draws c = normals(200, 2, random);
    const Draws y = c * normals(2, dimension, random) + 0.7 * normals(200, dimension, random);
    const MixtureShape shape{dimension, 2, 5, 16};
    std::vector<std::vector<float>> networks;
    for (int k = 0; k < members; ++k) {
        networks.push_back(shape.initialParameters(random));
        for (float &value : networks.back()) // far from what training begins with
            value += static_cast<float>(0.2 * standardNormal(random));
    }
    return {Whitening(y, c), shape, std::move(networks)};
}

EstimatorInput inputOf(const char *simulator, std::size_t count, int epochs) {
    EstimatorSettings settings;
    settings.members = 2;
    settings.components = 4;
    settings.batch = 100;
    settings.learningRate = 4e-3;
    settings.epochs = epochs;
    return test::trainingInput(simulators().at(simulator).simulator, count, settings);
}

Eigen::MatrixXd covarianceOf(const Draws &draws) {
    const Draws away = draws.rowwise() - draws.colwise().mean();
    return away.transpose() * away / static_cast<double>(draws.rows());
}

} // namespace

class TestMixtureDensity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The density is one, and its moments are those of the draws of all members.
    void densityAndDrawsAgree_data() {
        QTest::addColumn<int>("dimension");
        QTest::newRow("line") << 1;
        QTest::newRow("plane") << 2;
    }
    void densityAndDrawsAgree() {
        QFETCH(int, dimension);
        constexpr int members = 2, side = 300;
        const MixtureDensity density = untaught(dimension, members);
        const Draws condition = oneRow({0.8, -0.4});
        RandomEngine random(7);
        Draws drawn(40000, dimension);
        for (int member = 0; member < members; ++member) {
            Draws some(drawn.rows() / members, dimension);
            density.draw(condition, static_cast<std::size_t>(member), some, random);
            drawn.middleRows(member * some.rows(), some.rows()) = some;
        }
        const Eigen::RowVectorXd low = drawn.colwise().minCoeff(), width = drawn.colwise().maxCoeff() - low;
        const int cells = dimension == 1 ? side : side * side;
        Draws grid(cells, dimension);
        for (int i = 0; i < cells; ++i)
            for (int k = 0; k < dimension; ++k) // half as far again to each side
                grid(i, k) = low[k] + width[k] * (-0.5 + 2 * ((k == 0 ? i % side : i / side) + 0.5) / side);
        const Eigen::VectorXd mass =
            density.logDensity(grid, condition.replicate(cells, 1)).array().exp() * (2 * width / side).prod();
        QVERIFY2(std::fabs(mass.sum() - 1) < 0.002, std::to_string(mass.sum()).c_str());
        const Eigen::RowVectorXd mean = mass.transpose() * grid;
        const Draws away = grid.rowwise() - mean;
        const Eigen::MatrixXd covariance = away.transpose() * mass.asDiagonal() * away;
        for (int k = 0; k < dimension; ++k) {
            const double deviation = std::sqrt(covariance(k, k));
            QVERIFY(std::fabs(drawn.col(k).mean() - mean[k]) < 0.03 * deviation);
            for (int j = 0; j <= k; ++j)
                QVERIFY(std::fabs(covarianceOf(drawn)(k, j) - covariance(k, j)) <
                        0.05 * deviation * std::sqrt(covariance(j, j)));
        }
        // and in distribution, along the first axis
        std::vector<double> steps(side, 0.);
        for (int i = 0; i < cells; ++i)
            steps[static_cast<std::size_t>(i % side)] += mass[i];
        double below = 0;
        for (int i = 0; i < side; ++i) {
            below += steps[static_cast<std::size_t>(i)];
            const double edge = low[0] + width[0] * (-0.5 + 2. * (i + 1) / side);
            const double share = (drawn.col(0).array() < edge).cast<double>().mean();
            QVERIFY(std::fabs(share - below) < 2.03 / std::sqrt(40000.) + 0.002);
        }
    }

    /// N(x/2, 0.05) in ten dimensions.
    void learnsGaussianLinear() {
        const EstimatorInput input = inputOf("gaussian_linear", 2000, 40);
        const auto posterior = estimators().at("mdn").make(input, {});
        const Draws x = oneRow({0.3, -0.4, 0.2, 0.1, -0.5, 0.6, -0.1, 0, 0.25, -0.3});
        const Draws drawn = posterior->sample(x, 10000, 1, 2);
        const double deviation = std::sqrt(0.05);
        const double farthest = (drawn.colwise().mean() - x / 2).cwiseAbs().maxCoeff() / deviation;
        const double widest =
            (covarianceOf(drawn) / 0.05 - Eigen::MatrixXd::Identity(10, 10)).cwiseAbs().maxCoeff();
        qInfo("mean off by at most %.3f deviations, covariance by %.3f", farthest, widest);
        QVERIFY(farthest < 0.25);
        QVERIFY(widest < 0.3);
    }

    /// One parameter, and a prior with edges.
    void learnsOneParameter() {
        const EstimatorInput input = inputOf("gauss_gauss", 2000, 30);
        const auto posterior = estimators().at("mdn").make(input, {});
        for (double x : {-2., 0.5, 4.}) {
            const Draws drawn = posterior->sample(oneRow({x}), 4000, 1, 2);
            const Draws truth = samplePosterior(*input.simulator, std::vector{x}, 4000, 2, 2);
            const double distance = test::kolmogorovSmirnov({drawn.data(), drawn.data() + drawn.size()},
                                                            {truth.data(), truth.data() + truth.size()});
            QVERIFY2(distance < 0.12, std::to_string(distance).c_str());
            QVERIFY(drawn.minCoeff() >= -5 && drawn.maxCoeff() <= 5);
        }
    }

    void sameSeedSameNetwork() {
        const EstimatorInput input = inputOf("two_moons", 300, 4);
        QVERIFY(trainMixturePosterior(input, {})->sample(oneRow({0, 0}), 50, 1, 2) ==
                trainMixturePosterior(input, {})->sample(oneRow({0, 0}), 50, 1, 1));
    }

    void savesAndLoads() {
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.filePath("model.json").toStdString());
        const auto made = trainMixturePosterior(inputOf("two_moons", 300, 3), {});
        savePosterior(path, {"two_moons", "mdn", made});
        const NamedPosterior loaded = loadPosterior(path);
        QCOMPARE(loaded.estimator, std::string("mdn"));
        QVERIFY(loaded.posterior->sample(oneRow({0, 0}), 50, 1, 1) == made->sample(oneRow({0, 0}), 50, 1, 1));
        const nlohmann::json json = nlohmann::json::parse(test::contents(path));
        auto refuses = [&](const char *pointer, const nlohmann::json &value) {
            nlohmann::json other = json;
            other[nlohmann::json::json_pointer(pointer)] = value;
            std::ofstream(path) << other.dump();
            try {
                loadPosterior(path);
            } catch (const Error &) {
                return true;
            }
            return false;
        };
        QVERIFY(refuses("/model/components", 5));
        QVERIFY(refuses("/model/components", -1));
        QVERIFY(refuses("/model/components", "many"));
        QVERIFY(refuses("/model/hidden", 7));
        QVERIFY(refuses("/model/dimension", 1));
        QVERIFY(refuses("/model/context", 3));
        QVERIFY(refuses("/model/members", nlohmann::json::array()));
        QVERIFY(refuses("/model/whitening/mean", {1}));
        QVERIFY(refuses("/model", 3));
        QVERIFY(refuses("/simulator", "gauss_gauss"));
        QVERIFY(!refuses("/simulator", "two_moons"));
    }

    void refusesTooFew() {
        QVERIFY_THROWS_EXCEPTION(Error, trainMixturePosterior(inputOf("two_moons", 9, 3), {}));
    }
};

QUINCUNX_TEST(mixture_density, TestMixtureDensity, NoApplication)
#include "test_mixture_density.moc"
