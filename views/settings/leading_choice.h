#pragma once

#include "views/document/document.h"
#include "views/settings/settings_panel.h"

namespace quincunx {

/// A panel of one choice of the session that carries other changes with it.
/// \param step what undo calls it. \param choose makes the change, all of it.
template <class S>
SettingsPanel *leadingChoice(Document &document, S Session::*member, const std::string &name,
                             const QString &step,
                             const std::function<void(Session &, const std::string &chosen)> &choose) {
    std::vector<Setting> settings;
    for (const Setting &setting : S::table().settings())
        if (setting.name == name)
            settings.push_back(setting);
    auto *panel = new SettingsPanel(settings);
    auto show = [panel, &document, member, name] {
        panel->setValues({{name, S::table().toJson(document.session().*member).at(name)}});
    };
    QObject::connect(&document, &Document::sessionChanged, panel, show);
    QObject::connect(panel, &SettingsPanel::edited, &document,
                     [&document, step, choose](const QString &, const nlohmann::json &value) {
                         document.change(
                             step, [&](Session &session) { choose(session, value.get<std::string>()); });
                     });
    show();
    return panel;
}

} // namespace quincunx
