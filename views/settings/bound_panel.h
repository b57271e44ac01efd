#pragma once

#include "views/document/document.h"
#include "views/settings/settings_panel.h"

#include <algorithm>

namespace quincunx {

/// A panel bound to one settings struct of the session.
/// \param step what undo calls a change. \param names only these of its settings; all if empty.
template <class S>
SettingsPanel *boundPanel(Document &document, S Session::*member, const QString &step,
                          const std::vector<std::string> &names = {}) {
    std::vector<Setting> settings;
    for (const Setting &setting : S::table().settings())
        if (names.empty() || std::ranges::find(names, setting.name) != names.end())
            settings.push_back(setting);
    auto *panel = new SettingsPanel(settings);
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

} // namespace quincunx
