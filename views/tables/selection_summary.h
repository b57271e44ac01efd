#pragma once

#include "views/document/scene.h"

#include <QString>

#include <vector>

namespace quincunx {

/// What the chosen objects are together.
struct SelectionSummary {
    int jets = 0;
    int objects = 0; ///< chosen particles and the constituents of chosen jets, each once
    FourMomentum sum;

    static SelectionSummary of(const Scene &scene, const Selection &selection);

    /// "2 jets, 87 objects".
    QString title() const;
    /// Name and value with unit: p_T, η, φ, E, m. Empty if nothing is chosen.
    std::vector<std::pair<QString, QString>> lines() const;
    /// All of it as tab-separated text.
    QString toText() const;
};

} // namespace quincunx
