#pragma once

#include <QString>

namespace quincunx::bench {

/// A CMS-like collision of `hits` barrel crystals and `tracks` tracks, written as an .ig file.
void writeCollision(const QString &path, int hits, int tracks);

/// `particles` random massless momenta as FastJet text.
void writeParticles(const QString &path, int particles);

/// The first `particles` of real (simulated LHC) events laid over each other, as FastJet text.
void writeOverlay(const QString &path, int particles);

/// A jet of `constituents` around η = φ = 0, as FastJet text.
void writeJet(const QString &path, int constituents);

} // namespace quincunx::bench
