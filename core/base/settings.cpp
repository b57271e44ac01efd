#include "core/base/settings.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace quincunx {
namespace {

[[noreturn]] void refuse(const Setting &setting, const nlohmann::json &value, const std::string &allowed) {
    throw Error("setting '" + setting.name + "' cannot be " + value.dump(), "it must be " + allowed,
                "the default is " + setting.fallback.dump());
}

std::string rangeText(const Setting &setting) {
    std::ostringstream text;
    if (std::isfinite(setting.minimum) && std::isfinite(setting.maximum))
        text << "between " << setting.minimum << " and " << setting.maximum;
    else if (std::isfinite(setting.minimum))
        text << "at least " << setting.minimum;
    else
        text << "finite";
    if (!setting.unit.empty())
        text << ' ' << setting.unit;
    return text.str();
}

/// A choice `kind:FILE` stands for all that begin with `kind:`.
bool isChoice(const std::string &choice, const std::string &text) {
    const std::size_t colon = choice.find(':');
    return colon == std::string::npos
               ? text == choice
               : text.size() > colon + 1 && text.starts_with(choice.substr(0, colon + 1));
}

} // namespace

void validate(const Setting &setting, const nlohmann::json &value) {
    switch (setting.kind) {
    case Setting::Kind::Toggle:
        if (!value.is_boolean())
            refuse(setting, value, "true or false");
        return;
    case Setting::Kind::Choice:
        if (!value.is_string() || std::ranges::none_of(setting.choices, [&](const std::string &choice) {
                return isChoice(choice, value.get<std::string>());
            })) {
            std::string allowed = "one of";
            for (const std::string &choice : setting.choices)
                allowed += ' ' + choice;
            refuse(setting, value, allowed);
        }
        return;
    case Setting::Kind::Integer:
        if (!value.is_number_integer())
            refuse(setting, value, "a whole number");
        break;
    case Setting::Kind::Real:
        if (!value.is_number())
            refuse(setting, value, "a number");
        break;
    }
    const double number = value.get<double>();
    if (!std::isfinite(number) || number < setting.minimum || number > setting.maximum)
        refuse(setting, value, rangeText(setting));
}

} // namespace quincunx
