#pragma once

#include "core/base/error.h"
#include "core/io/event_file.h"
#include "tests/support.h"

#include <QTemporaryDir>

#include <cmath>

/// What the tests of the readers share: files with a given content, and what every event must fulfil.
namespace quincunx::test {

/// A folder for files that a test writes; gone with it.
class Scratch {
public:
    std::filesystem::path write(const std::string &name, const std::string &content) const {
        const std::filesystem::path path = folder() / name;
        std::filesystem::remove(path); // writing over a file waits for the disk
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }

private:
    QTemporaryDir m_folder;
};

/// One line, with the reason in brackets and what to do after a semicolon.
inline bool isActionable(const std::string &message) {
    return message.find('\n') == std::string::npos && message.find('\r') == std::string::npos &&
           message.find(" (") != std::string::npos && message.find("); ") != std::string::npos;
}

/// What no event may lack, whatever the file was: finite momenta, and indices into what is there.
inline bool isSound(const Event &event) {
    for (const Particle &particle : event.particles) {
        const FourMomentum &p = particle.momentum;
        if (!std::isfinite(p.px) || !std::isfinite(p.py) || !std::isfinite(p.pz) || !std::isfinite(p.E))
            return false;
        if (p.E < 0 || !std::isfinite(p.pt()) || !std::isfinite(p.rapidity()) || !std::isfinite(p.mass()))
            return false;
        const auto details = particle.kind == ObjectKind::Track ? event.tracks.size() : event.cells.size();
        if (particle.detail >= 0 && static_cast<std::size_t>(particle.detail) >= details)
            return false;
        const auto subEvents = std::max<std::size_t>(event.subEvents.size(), 1);
        if (particle.subEvent < 0 || static_cast<std::size_t>(particle.subEvent) >= subEvents)
            return false;
    }
    return true;
}

/// Opened, and all its events found.
inline OpenEventFile openWhole(const std::filesystem::path &path) {
    OpenEventFile events = openEvents(path);
    events.file->indexAll({});
    return events;
}

} // namespace quincunx::test
