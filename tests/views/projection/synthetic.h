#pragma once

#include "core/clustering/clustering.h"
#include "views/document/document.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <random>

/// Scenes and files for tests of views, so that they need no files from outside.
namespace quincunx::test {

/// `count` massless particles of random direction and falling p_T, some in a jet of 100 GeV near φ = 0.
inline Scene randomScene(int count, bool clustered = true) {
    std::mt19937 random(20021);
    std::normal_distribution<> normal;
    std::exponential_distribution<> falling(1);
    auto event = std::make_shared<Event>();
    Scene scene;
    for (int i = 0; i < count; ++i) {
        const bool hard = i < 8;
        const double phi =
            hard ? 0.1 * normal(random) : std::uniform_real_distribution<>(-3.14, 3.14)(random);
        const double eta = hard ? 0.5 + 0.1 * normal(random) : 2 * normal(random);
        event->particles.push_back(
            {.momentum = FourMomentum::fromPtEtaPhiMass(hard ? 12 : 0.1 + falling(random), eta, phi, 0)});
    }
    for (const Particle &particle : event->particles) {
        scene.visible.push_back(static_cast<int>(scene.visible.size()));
        scene.pt.push_back(particle.momentum.pt());
        scene.eta.push_back(particle.momentum.eta());
        scene.phi.push_back(particle.momentum.phi());
    }
    if (clustered)
        scene.clustering = std::make_shared<Clustering>(cluster(*event, scene.visible, {}, 5));
    scene.event = event;
    return scene;
}

/// Events as FastJet text: event k has k + 2 particles, back to back with p_T = 10 (k + 1) GeV and soft ones.
inline QString writeEvents(const QTemporaryDir &folder, int count,
                           const QString &name = QStringLiteral("e.dat")) {
    const QString path = folder.filePath(name);
    std::ofstream file(path.toStdString());
    for (int k = 0; k < count; ++k) {
        const double hard = 10. * (k + 1);
        file << hard << " 0 0 " << hard << '\n' << -hard << " 0 0 " << hard << '\n';
        for (int i = 0; i < k; ++i)
            file << "0 1 " << 0.01 * i << " 1.1\n";
        file << "#END\n";
    }
    return path;
}

inline bool open(Document &document, const QStringList &paths) {
    QSignalSpy changed(&document, &Document::sceneChanged);
    document.open(paths);
    return QTest::qWaitFor([&] { return !changed.isEmpty() && document.isSettled(); }, 10000);
}

} // namespace quincunx::test
