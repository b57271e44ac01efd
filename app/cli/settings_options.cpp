#include "app/cli/settings_options.h"

#include <algorithm>
#include <sstream>

namespace quincunx::cli {
namespace {

std::string helpText(const Setting &setting) {
    std::ostringstream text;
    text << setting.help;
    if (!setting.choices.empty()) {
        text << " One of";
        for (const std::string &choice : setting.choices)
            text << ' ' << choice;
        text << '.';
    }
    if (!setting.unit.empty())
        text << " [" << setting.unit << ']';
    if (setting.kind != Setting::Kind::Toggle)
        text << " (default "
             << (setting.fallback.is_string() ? setting.fallback.get<std::string>() : setting.fallback.dump())
             << ')';
    return text.str();
}

nlohmann::json parsed(const Setting &setting, const std::string &text) {
    if (setting.kind == Setting::Kind::Choice)
        return text;
    // "1e3", "-1", "true" are JSON already; anything else stays text and is refused by its type.
    const auto value = nlohmann::json::parse(text, nullptr, false);
    return value.is_discarded() ? nlohmann::json(text) : value;
}

} // namespace

void addSettingsOptions(CLI::App &app, const std::vector<Setting> &settings, nlohmann::json &values) {
    values = nlohmann::json::object();
    for (const Setting &setting : settings) {
        std::string name = setting.name;
        std::ranges::replace(name, '_', '-');
        const std::string option = "--" + name + (name == "power" ? ",--p" : "");
        auto take = [&values, setting](const std::string &text) {
            const nlohmann::json value = parsed(setting, text);
            try {
                validate(setting, value);
            } catch (const Error &error) {
                throw CLI::ValidationError(error.what(), 2);
            }
            values[setting.name] = value;
        };
        if (setting.kind == Setting::Kind::Toggle) {
            app.add_flag_function(
                   "--" + name + ",!--no-" + name,
                   [&values, key = setting.name](std::int64_t count) { values[key] = count > 0; },
                   helpText(setting))
                ->group("Settings");
        } else {
            app.add_option_function<std::string>(option, take, helpText(setting))
                ->group("Settings")
                ->type_name("");
        }
    }
}

} // namespace quincunx::cli
