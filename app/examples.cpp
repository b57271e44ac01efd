#include "app/examples.h"

#include <QDir>
#include <QFileInfo>

namespace quincunx {

std::vector<Example> examples() {
    const QString fromEnvironment = qEnvironmentVariable("QUINCUNX_EXAMPLES");
    const QDir folder(fromEnvironment.isEmpty() ? QStringLiteral(QUINCUNX_EXAMPLES_DIR) : fromEnvironment);
    const std::pair<const char *, const char *> known[] = {
        {"A boosted top quark", "boosted_top_event.dat"},
        {"Two hard jets, 10 LHC events", "Pythia-PtMin1000-LHC-10ev.dat"},
        {"Two jets with pile-up", "Pythia-dijet-ptmin100-lhc-pileup-1ev.dat"},
        {"Z with two jets and pile-up", "Pythia-Zp2jets-lhc-pileup-1ev.dat"},
        {"Higgs and Z", "HZ-event-Hmass115.dat"},
        {"One LHC event", "single-event.dat"},
        {"Electron-positron collision", "single-ee-event.dat"},
    };
    std::vector<Example> found;
    for (const auto &[title, file] : known)
        if (const QString path = folder.filePath(QLatin1String(file)); QFileInfo::exists(path))
            found.push_back({QString::fromLatin1(title), path});
    return found;
}

} // namespace quincunx
