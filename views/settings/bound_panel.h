#pragma once

#include "views/document/document.h"
#include "views/settings/settings_panel.h"

#include <algorithm>
#include <functional>

namespace quincunx {

/// A panel bound to one settings struct of the session.
/// \param part a member of Session, or what takes a session and gives a reference to a part of it.
/// \param step what undo calls a change. \param names only these of its settings; all if empty.
template <class Part>
SettingsPanel *boundPanel(Document &document, Part part, const QString &step,
                          const std::vector<std::string> &names = {}) {
    using S = std::remove_cvref_t<std::invoke_result_t<Part, Session &>>;
    std::vector<Setting> settings;
    for (const Setting &setting : S::table().settings())
        if (names.empty() || std::ranges::find(names, setting.name) != names.end())
            settings.push_back(setting);
    auto *panel = new SettingsPanel(settings);
    auto show = [panel, &document, part] {
        panel->setValues(S::table().toJson(std::invoke(part, document.session())));
    };
    QObject::connect(&document, &Document::sessionChanged, panel, show);
    QObject::connect(panel, &SettingsPanel::edited, &document,
                     [&document, part, step](const QString &name, const nlohmann::json &value) {
                         document.change(
                             step,
                             [&](Session &session) {
                                 S &bound = std::invoke(part, session);
                                 bound = S::table().fromJson({{name.toStdString(), value}}, bound);
                             },
                             name);
                     });
    QObject::connect(panel, &SettingsPanel::editingFinished, &document, &Document::endGesture);
    show();
    return panel;
}

} // namespace quincunx
