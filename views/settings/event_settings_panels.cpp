#include "views/settings/event_settings_panels.h"

#include "views/document/document.h"
#include "views/settings/settings_panel.h"

namespace quincunx {
namespace {

/// Binds a panel to one settings struct of the session.
template <class S>
SettingsPanel *bind(Document &document, S Session::*member, const QString &step) {
    auto *panel = new SettingsPanel(S::table().settings());
    auto show = [panel, &document, member] {
        panel->setValues(S::table().toJson(document.session().*member));
    };
    QObject::connect(&document, &Document::sessionChanged, panel, show);
    QObject::connect(
        panel, &SettingsPanel::edited, &document,
        [&document, member, step](const QString &name, const nlohmann::json &value) {
            document.change(
                step,
                [&](Session &session) {
                    session.*member = S::table().fromJson({{name.toStdString(), value}}, session.*member);
                },
                name);
        });
    QObject::connect(panel, &SettingsPanel::editingFinished, &document, &Document::endGesture);
    show();
    return panel;
}

} // namespace

QWidget *makeClusteringPanel(Document &document) {
    SettingsPanel *panel = bind(document, &Session::clustering, QObject::tr("Change clustering"));
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
    SettingsPanel *panel = bind(document, &Session::cuts, QObject::tr("Change cuts"));
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
    return bind(document, &Session::display, QObject::tr("Change display"));
}

} // namespace quincunx
