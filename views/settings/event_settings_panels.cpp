#include "views/settings/event_settings_panels.h"

#include "views/settings/bound_panel.h"

namespace quincunx {
QWidget *makeClusteringPanel(Document &document) {
    SettingsPanel *panel = boundPanel(document, &Session::clustering, QObject::tr("Change clustering"));
    auto showUsed = [panel, &document] {
        std::vector<std::string> names = clusterings().at(document.session().clustering.algorithm).settings;
        names.push_back("algorithm");
        panel->showOnly(names);
    };
    QObject::connect(&document, &Document::sessionChanged, panel, showUsed);
    showUsed();
    return panel;
}

QWidget *makeCutsPanel(Document &document) {
    SettingsPanel *panel = boundPanel(document, &Session::cuts, QObject::tr("Change cuts"));
    // Only the cuts that the event at hand can feel.
    auto showUsed = [panel, &document] {
        std::vector<std::string> names = {"ptmin", "max-eta"};
        bool particles = false, tracks = false, hits = false;
        for (const Particle &particle : document.scene().event->particles) {
            particles |= particle.kind == ObjectKind::Particle;
            tracks |= particle.kind == ObjectKind::Track;
            hits |= particle.kind == ObjectKind::Hit;
        }
        if (tracks && hits)
            names.push_back("input");
        if (particles || (!tracks && !hits))
            names.push_back("particle-pt");
        if (tracks)
            names.push_back("track-pt");
        if (hits)
            names.push_back("hit-energy");
        panel->showOnly(names);
    };
    QObject::connect(&document, &Document::sceneChanged, panel, showUsed);
    showUsed();
    return panel;
}

QWidget *makeDisplayPanel(Document &document) {
    return boundPanel(document, &Session::display, QObject::tr("Change display"));
}

} // namespace quincunx
