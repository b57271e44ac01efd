// What holds for every clustering, on random events: momentum is conserved, every particle is in one
// place, the history is a forest, catchments agree with areas, anti-kT jets are round.
#include "core/clustering/clustering.h"
#include "tests/support.h"

#include <limits>
#include <numbers>
#include <numeric>
#include <random>
#include <set>

using namespace quincunx;

namespace {

Event randomEvent(int particles, unsigned seed) {
    std::mt19937_64 random(seed);
    std::exponential_distribution<double> pt(0.2);
    std::uniform_real_distribution<double> eta(-4, 4), phi(-std::numbers::pi, std::numbers::pi);
    Event event;
    for (int i = 0; i < particles; ++i)
        event.particles.push_back(
            {.momentum = FourMomentum::fromPtEtaPhiMass(pt(random), eta(random), phi(random), 0.14)});
    return event;
}

std::vector<int> allOf(const Event &event) {
    std::vector<int> indices(event.particles.size());
    std::iota(indices.begin(), indices.end(), 0);
    return indices;
}

/// The smallest distance by looking at all pairs: what the first step of any algorithm must be.
double smallestDistance(const Event &event, double p, double radius) {
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < event.particles.size(); ++i) {
        const FourMomentum &a = event.particles[i].momentum;
        best = std::min(best, std::pow(a.pt(), 2 * p));
        for (std::size_t j = 0; j < i; ++j) {
            const FourMomentum &b = event.particles[j].momentum;
            const double dy = a.rapidity() - b.rapidity(), dphi = wrapPhi(a.phi() - b.phi());
            best = std::min(best, std::min(std::pow(a.pt(), 2 * p), std::pow(b.pt(), 2 * p)) *
                                      (dy * dy + dphi * dphi) / (radius * radius));
        }
    }
    return best;
}

} // namespace

class ClusteringLaws : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void conservation_data();
    void conservation();
    void firstMergeIsSmallestDistance();
    void genktInterpolates();
    void catchments();
    void subsetOfParticles();
    void edges();
    void refusals();
};

void ClusteringLaws::conservation_data() {
    QTest::addColumn<QString>("algorithm");
    for (const ClusteringAlgorithm &algorithm : clusterings().entries())
        QTest::newRow(algorithm.name.c_str()) << QString::fromStdString(algorithm.name);
}

void ClusteringLaws::conservation() {
    QFETCH(QString, algorithm);
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const Event event = randomEvent(50 + 10 * static_cast<int>(seed), seed);
        ClusteringSettings settings;
        settings.algorithm = algorithm.toStdString();
        settings.power = 0.37;
        const auto inputs = allOf(event);
        const Clustering found = cluster(event, inputs, settings, 0);

        std::set<int> seen;
        FourMomentum sum;
        for (const Jet &jet : found.jets) {
            const FourMomentum parts = totalMomentum(event, jet.constituents);
            QVERIFY(std::fabs(parts.E - jet.momentum.E) < 1e-9 * parts.E);
            QVERIFY(std::fabs(parts.px - jet.momentum.px) < 1e-9 * parts.E);
            sum += jet.momentum;
            for (int particle : jet.constituents) {
                QVERIFY(seen.insert(particle).second);
                QCOMPARE(&found.jets[static_cast<std::size_t>(
                             found.jetOfParticle[static_cast<std::size_t>(particle)])],
                         &jet);
            }
            QVERIFY(std::ranges::is_sorted(jet.constituents, std::ranges::greater(), [&](int i) {
                return event.particles[static_cast<std::size_t>(i)].momentum.pt();
            }));
        }
        QCOMPARE(seen.size(), inputs.size());
        QVERIFY(std::fabs(sum.E - totalMomentum(event).E) < 1e-9 * sum.E);

        // Each node is used once, and only after it was made.
        std::vector<bool> used(inputs.size() + found.history.size());
        for (std::size_t s = 0; s < found.history.size(); ++s)
            for (int parent : {found.history[s].first, found.history[s].second}) {
                if (parent < 0)
                    continue;
                QVERIFY(static_cast<std::size_t>(parent) < inputs.size() + s);
                QVERIFY(!used[static_cast<std::size_t>(parent)]);
                used[static_cast<std::size_t>(parent)] = true;
            }
    }
}

void ClusteringLaws::firstMergeIsSmallestDistance() {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const Event event = randomEvent(60, seed);
        for (double power : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
            ClusteringSettings settings;
            settings.algorithm = "genkt";
            settings.power = power;
            const Clustering found = cluster(event, allOf(event), settings, 0);
            const double oracle = smallestDistance(event, power, settings.radius);
            QVERIFY(std::fabs(found.history.front().distance - oracle) < 1e-6 * oracle);
        }
    }
}

void ClusteringLaws::genktInterpolates() {
    const Event event = randomEvent(200, 7);
    const std::pair<const char *, double> pairs[] = {{"antikt", -1}, {"cambridge", 0}, {"kt", 1}};
    for (const auto &[name, power] : pairs) {
        const Clustering named = cluster(event, allOf(event), {.algorithm = name}, 1);
        const Clustering general = cluster(event, allOf(event), {.algorithm = "genkt", .power = power}, 1);
        QCOMPARE(named.jets.size(), general.jets.size());
        for (std::size_t j = 0; j < named.jets.size(); ++j)
            QCOMPARE(named.jets[j].constituents, general.jets[j].constituents);
    }
}

void ClusteringLaws::catchments() {
    Event event; // one hard particle, far from everything: its anti-kT catchment is the disc of radius R
    event.particles.push_back({.momentum = FourMomentum::fromPtEtaPhiMass(100, 0.3, 3.0, 0)});
    event.particles.push_back({.momentum = FourMomentum::fromPtEtaPhiMass(80, -1.2, 0.2, 0)});
    const Clustering found = cluster(event, allOf(event), {.radius = 0.8, .areas = true}, 5);
    QCOMPARE(found.jets.size(), std::size_t(2));
    for (const Jet &jet : found.jets) {
        QVERIFY(std::fabs(jet.area - std::numbers::pi * 0.64) < 0.1);
        QVERIFY(std::fabs(static_cast<double>(jet.catchment.size()) * found.ghostArea - jet.area) < 1e-6);
        for (const auto &[y, phi] : jet.catchment)
            QVERIFY(std::hypot(y - jet.momentum.rapidity(), wrapPhi(phi - jet.momentum.phi())) < 0.85);
    }
    const Clustering without = cluster(event, allOf(event), {.radius = 0.8}, 5);
    QCOMPARE(without.jets[0].momentum, found.jets[0].momentum);
    QCOMPARE(without.jets[0].area, 0.0);
}

void ClusteringLaws::subsetOfParticles() {
    const Event event = randomEvent(100, 3);
    const std::vector<int> inputs{5, 17, 40, 41, 99};
    const Clustering found = cluster(event, inputs, {.radius = 1}, 0);
    std::set<int> seen;
    for (const Jet &jet : found.jets)
        seen.insert(jet.constituents.begin(), jet.constituents.end());
    QCOMPARE(seen, std::set<int>(inputs.begin(), inputs.end()));
    QCOMPARE(found.jetOfParticle[0], -1);
    QCOMPARE(found.jetOfParticle.size(), event.particles.size());
}

void ClusteringLaws::edges() {
    const Event nothing;
    for (const ClusteringAlgorithm &algorithm : clusterings().entries())
        QVERIFY(cluster(nothing, {}, {.algorithm = algorithm.name}, 0).jets.empty());
    Event one = randomEvent(1, 1);
    for (const ClusteringAlgorithm &algorithm : clusterings().entries())
        QCOMPARE(cluster(one, allOf(one), {.algorithm = algorithm.name, .jets = 5}, 0).jets.size(),
                 std::size_t(1));
    Event along = randomEvent(3, 1); // exactly along the beam, at rest, and null
    along.particles[0].momentum = {0, 0, 100, 100};
    along.particles[1].momentum = {0, 0, 0, 5};
    along.particles[2].momentum = {};
    for (const ClusteringAlgorithm &algorithm : clusterings().entries())
        QVERIFY(
            !cluster(along, allOf(along), {.algorithm = algorithm.name, .areas = true}, 0).history.empty());
}

void ClusteringLaws::refusals() {
    Event event = randomEvent(3, 1);
    QVERIFY_THROWS_EXCEPTION(Error, cluster(event, allOf(event), {.algorithm = "cone"}, 0));
    QVERIFY_THROWS_EXCEPTION(Error, cluster(event, allOf(event), {.radius = -1}, 0));
    QVERIFY_THROWS_EXCEPTION(Error, cluster(event, allOf(event), {.radius = std::nan("")}, 0));
    event.particles[1].momentum.px = std::nan("");
    QVERIFY_THROWS_EXCEPTION(Error, cluster(event, allOf(event), {}, 0));
    event.particles[1].momentum = {1, 0, 0, -1};
    QVERIFY_THROWS_EXCEPTION(Error, cluster(event, allOf(event), {}, 0));
}

QUINCUNX_TEST(clustering_laws, ClusteringLaws, QCoreApplication)
#include "test_clustering_laws.moc"
