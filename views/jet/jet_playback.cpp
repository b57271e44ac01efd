#include "views/jet/jet_playback.h"

#include "core/substructure/jet_analysis.h"
#include "views/document/document.h"

#include <cmath>

namespace quincunx {

JetPlayback::JetPlayback(Document &document, QObject *parent) : QObject(parent), m_document(document) {
    m_clustering.setStartValue(0.0);
    m_clustering.setEndValue(1.0);
    m_clustering.setDuration(6000);
    connect(&m_clustering, &QVariantAnimation::valueChanged, this,
            [this](const QVariant &fraction) { showMerges(fraction.toDouble()); });
    connect(&m_clustering, &QVariantAnimation::stateChanged, this, [this](auto state) {
        m_document.endGesture();
        Q_EMIT clusteringToggled(state == QAbstractAnimation::Running);
    });

    m_sweep.setKeyValues({{0.0, -1.0}, {0.5, 1.0}, {1.0, -1.0}});
    m_sweep.setDuration(8000);
    m_sweep.setLoopCount(-1);
    connect(&m_sweep, &QVariantAnimation::valueChanged, this,
            [this](const QVariant &alpha) { showAlpha(alpha.toDouble()); });
    connect(&m_sweep, &QVariantAnimation::stateChanged, this, [this](auto state) {
        m_document.endGesture();
        Q_EMIT sweepToggled(state == QAbstractAnimation::Running);
    });
}

void JetPlayback::toggleClustering() {
    if (m_clustering.state() == QAbstractAnimation::Running)
        return m_clustering.stop();
    stop();
    m_clustering.start();
}

void JetPlayback::toggleSweep() {
    if (m_sweep.state() == QAbstractAnimation::Running)
        return m_sweep.stop();
    stop();
    m_sweep.start();
}

void JetPlayback::stop() {
    m_clustering.stop();
    m_sweep.stop();
}

void JetPlayback::showMerges(double fraction) {
    const JetAnalysis *jet = m_document.scene().jet.get();
    if (!jet)
        return;
    const int n = jet->tree.leafCount();
    const int branches = n - static_cast<int>(std::lround(fraction * (n - 1)));
    m_document.change(
        tr("Play the clustering"), [&](Session &session) { session.jetDisplay.branches = branches; },
        QStringLiteral("branches"));
}

void JetPlayback::showAlpha(double alpha) {
    if (m_document.sceneJob().isRunning())
        return; // the picture of the last one first: every step of a sweep is seen
    m_document.change(
        tr("Sweep α"), [&](Session &session) { session.jetSettings.alpha = std::round(alpha * 100) / 100; },
        QStringLiteral("alpha"));
}

} // namespace quincunx
