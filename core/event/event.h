#pragma once

#include "core/event/four_momentum.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace quincunx {

/// What a selectable object of an event is.
enum class ObjectKind : std::uint8_t {
    Particle, ///< a momentum without a detector: generator output, particle-flow candidates
    Track,    ///< a reconstructed charged track; energy from the pion mass
    Hit,      ///< a calorimeter cell; massless, pointing from the origin to the cell
};

/// One object that can be drawn, selected and clustered. Its index in Event::particles is its identity
/// in every view, table, selection and jet of the program.
struct Particle {
    FourMomentum momentum;
    ObjectKind kind = ObjectKind::Particle;
    std::int8_t charge = 0;    ///< units of e; 0 also when the file does not tell
    std::int16_t subEvent = 0; ///< 0 hard scatter, 1 ... pile-up, in the order of the file
    std::int32_t pdgId = 0;    ///< 0 when the file does not tell
    std::int32_t detail = -1;  ///< index into Event::tracks (Track) or Event::cells (Hit); −1 none
};

/// Where a track runs: it starts at `position` along `direction` and bends in the solenoid's field.
struct Track {
    Vector3 position;  ///< [m]
    Vector3 direction; ///< unit vector
    double chi2 = 0, ndof = 0;
};

/// The detector parts that calorimeter hits come from.
enum class Calorimeter : std::uint8_t { Electromagnetic, Preshower, Hadronic, Forward };

/// A calorimeter cell as a hexahedron: four corners of the face towards the beam, four behind them [m].
struct Cell {
    Calorimeter part;
    double time = 0; ///< [ns]
    std::array<Vector3, 4> front, back;
};

/// A muon: points along its path through the muon system, or its direction if there are none.
struct Muon {
    FourMomentum momentum; ///< [GeV]
    int charge = 0;
    std::vector<Vector3> path; ///< [m], from the beam outwards
};

/// A jet that came with the file, found by whoever made it.
struct FileJet {
    double et = 0; ///< transverse energy [GeV]
    double eta = 0, phi = 0;
};

/// One collision, immutable once read. Indices are into `particles`; units GeV, m, ns.
struct Event {
    std::string label; ///< as the file names it: "Run 201174, event 216745941"; may be empty
    std::vector<Particle> particles;
    std::vector<std::string> subEvents; ///< names of the sub-events; empty if the file has only one
    std::string sample; ///< its class in a labelled sample: "W", "QCD", "top", "quark"; empty if not told
    bool isJet = false; ///< the particles are the constituents of one jet: files of jets, not of collisions

    // What detectors add (CMS .ig); empty otherwise
    std::vector<Track> tracks;
    std::vector<Cell> cells;
    std::vector<Muon> muons;
    std::vector<std::array<Vector3, 8>> muonChambers; ///< corners of the chambers that were hit [m]
    std::vector<FileJet> fileJets;
    std::vector<Vector3> vertices; ///< [m]
    bool hasMissingMomentum = false;
    double missingPx = 0, missingPy = 0; ///< [GeV]

    bool hasDetector() const { return !tracks.empty() || !cells.empty(); }
};

/// Sum of the momenta of `indices`; of all particles if called without.
FourMomentum totalMomentum(const Event &event, std::span<const int> indices);
FourMomentum totalMomentum(const Event &event);

} // namespace quincunx
