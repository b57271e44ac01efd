#pragma once

#include <QString>

namespace quincunx::bench {

/// A CMS-like collision of `hits` barrel crystals and `tracks` tracks, written as an .ig file.
void writeCollision(const QString &path, int hits, int tracks);

/// `particles` random massless momenta as FastJet text.
void writeParticles(const QString &path, int particles);

} // namespace quincunx::bench
