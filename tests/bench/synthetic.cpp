#include "tests/bench/synthetic.h"

#include "core/event/four_momentum.h"
#include "core/io/event_file.h"

#include <nlohmann/json.hpp>
#include <zip.h>

#include <fstream>
#include <numbers>
#include <random>

namespace quincunx::bench {
namespace {

using nlohmann::json;

json corner(double radius, double eta, double phi) {
    return {radius * std::cos(phi), radius * std::sin(phi), radius * std::sinh(eta)};
}

json crystal(std::mt19937_64 &random) {
    std::uniform_real_distribution<double> anywhere(-1, 1);
    std::exponential_distribution<double> energy(0.5);
    const double eta = 1.4 * anywhere(random), phi = std::numbers::pi * anywhere(random), half = 0.0087;
    json record = {0.6 + energy(random), eta, phi, 0.0, 1};
    for (double radius : {1.29, 1.52})
        for (const auto &[a, b] : {std::pair{-1, -1}, {1, -1}, {1, 1}, {-1, 1}})
            record.push_back(corner(radius, eta + a * half, phi + b * half));
    return record;
}

json track(std::mt19937_64 &random) {
    std::uniform_real_distribution<double> anywhere(-1, 1);
    std::exponential_distribution<double> momentum(0.3);
    const double eta = 2.4 * anywhere(random), phi = std::numbers::pi * anywhere(random);
    return {json{0, 0, 0},
            json{std::cos(phi) / std::cosh(eta), std::sin(phi) / std::cosh(eta), std::tanh(eta)},
            1.1 + momentum(random),
            phi,
            eta,
            anywhere(random) > 0 ? 1 : -1,
            10,
            10};
}

} // namespace

void writeCollision(const QString &path, int hits, int tracks) {
    std::mt19937_64 random(11);
    json types, collections;
    types["EBRecHits_V2"] = {
        {"energy", "double"}, {"eta", "double"}, {"phi", "double"}, {"time", "double"}, {"detid", "int"}};
    for (const char *face : {"front", "back"})
        for (int k = 1; k <= 4; ++k)
            types["EBRecHits_V2"].push_back({std::string(face) + "_" + std::to_string(k), "v3d"});
    types["Tracks_V3"] = {{"pos", "v3d"},    {"dir", "v3d"},    {"pt", "double"},   {"phi", "double"},
                          {"eta", "double"}, {"charge", "int"}, {"chi2", "double"}, {"ndof", "double"}};
    for (int i = 0; i < hits; ++i)
        collections["EBRecHits_V2"].push_back(crystal(random));
    for (int i = 0; i < tracks; ++i)
        collections["Tracks_V3"].push_back(track(random));
    const std::string text =
        json{{"Types", types}, {"Collections", collections}, {"Associations", json::object()}}.dump();

    int error = 0;
    zip_t *archive = zip_open(path.toLocal8Bit().constData(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    zip_file_add(archive, "Events/Run_1/Event_1", zip_source_buffer(archive, text.data(), text.size(), 0),
                 ZIP_FL_ENC_UTF_8);
    zip_close(archive);
}

void writeParticles(const QString &path, int particles) {
    std::mt19937_64 random(12);
    std::uniform_real_distribution<double> anywhere(-1, 1);
    std::exponential_distribution<double> momentum(0.3);
    std::ofstream file(path.toStdString());
    file.precision(12);
    for (int i = 0; i < particles; ++i) {
        const auto p = FourMomentum::fromPtEtaPhiMass(0.1 + momentum(random), 4 * anywhere(random),
                                                      std::numbers::pi * anywhere(random), 0);
        file << p.px << ' ' << p.py << ' ' << p.pz << ' ' << p.E << '\n';
    }
}

void writeOverlay(const QString &path, int particles) {
    const auto events = openEvents(std::string(QUINCUNX_EXAMPLES_DIR) + "/Pythia-PtMin1000-LHC-10ev.dat");
    std::ofstream file(path.toStdString());
    file.precision(12);
    int written = 0;
    for (std::size_t k = 0; written < particles; ++k)
        for (const Particle &particle : events.file->read(k).particles)
            if (written++ < particles)
                file << particle.momentum.px << ' ' << particle.momentum.py << ' ' << particle.momentum.pz
                     << ' ' << particle.momentum.E << '\n';
}

void writeJet(const QString &path, int constituents) {
    std::mt19937_64 random(13);
    std::normal_distribution<double> around(0, 0.06);
    std::exponential_distribution<double> momentum(0.5);
    std::ofstream file(path.toStdString());
    file.precision(12);
    for (int i = 0; i < constituents; ++i) {
        const auto p =
            FourMomentum::fromPtEtaPhiMass(0.2 + momentum(random), around(random), around(random), 0);
        file << p.px << ' ' << p.py << ' ' << p.pz << ' ' << p.E << '\n';
    }
}

} // namespace quincunx::bench
