#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace quincunx::test {

/// A small file of one format, written by us so that nothing else is needed to test the reader.
struct Sample {
    std::string format; ///< name in eventFormats()
    std::string content;
    std::size_t events;
};

/// At least one for each format.
const std::vector<Sample> &samples();

/// The bytes of an EnergyFlow archive of three jets with 1, 2 and 3 particles: quark, gluon, quark.
std::string quarkGluonArchive();

/// The bytes of a CMS event display file with these texts as its events 1, 2 ... of run 1.
std::string igArchive(const std::vector<std::string> &events);

/// The text of one CMS event: two tracks, two hits, a muon with its path, a jet, a vertex, bare nan.
std::string igEvent();

} // namespace quincunx::test
