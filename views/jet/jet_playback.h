#pragma once

#include <QObject>
#include <QVariantAnimation>

namespace quincunx {

class Document;

/// Plays the clustering of the jet under the microscope merge by merge, or sweeps α from anti-kT to kT and
/// back. Each play is one undoable step.
class JetPlayback : public QObject {
    Q_OBJECT

public:
    explicit JetPlayback(Document &document, QObject *parent = nullptr);

    void toggleClustering(); ///< from the constituents, or from where the slider is, to one jet
    void toggleSweep();
    void stop();

Q_SIGNALS:
    void clusteringToggled(bool playing);
    void sweepToggled(bool playing);

private:
    void showMerges(double fraction);
    void showAlpha(double alpha);

    Document &m_document;
    QVariantAnimation m_clustering, m_sweep;
};

} // namespace quincunx
