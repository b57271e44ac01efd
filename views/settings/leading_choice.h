#pragma once

#include "views/document/document.h"
#include "views/settings/settings_panel.h"

#include <algorithm>

namespace quincunx {

/// A panel of choices of the session that carry other changes with them.
/// \param step what undo calls it. \param choose makes the change, all of it.
template <class S>
SettingsPanel *leadingChoices(
    Document &document, S Session::*member, const std::vector<std::string> &names, const QString &step,
    const std::function<void(Session &, const std::string &name, const std::string &chosen)> &choose) {
    std::vector<Setting> settings;
    for (const Setting &setting : S::table().settings())
        if (std::ranges::find(names, setting.name) != names.end())
            settings.push_back(setting);
    auto *panel = new SettingsPanel(settings);
    auto show = [panel, &document, member, names] {
        const nlohmann::json all = S::table().toJson(document.session().*member);
        nlohmann::json values;
        for (const std::string &name : names)
            values[name] = all.at(name);
        panel->setValues(values);
    };
    QObject::connect(&document, &Document::sessionChanged, panel, show);
    QObject::connect(panel, &SettingsPanel::edited, &document,
                     [&document, step, choose](const QString &name, const nlohmann::json &value) {
                         document.change(step, [&](Session &session) {
                             choose(session, name.toStdString(), value.get<std::string>());
                         });
                     });
    show();
    return panel;
}

/// The same of one choice.
template <class S>
SettingsPanel *leadingChoice(Document &document, S Session::*member, const std::string &name,
                             const QString &step,
                             const std::function<void(Session &, const std::string &chosen)> &choose) {
    return leadingChoices(document, member, {name}, step,
                          [choose](Session &session, const std::string &, const std::string &chosen) {
                              choose(session, chosen);
                          });
}

} // namespace quincunx
