#pragma once

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

namespace quincunx {

/// One field of a settings struct, described once. Panels, command-line options, session files and
/// validation all follow from this.
struct Setting {
    enum class Kind { Toggle, Integer, Real, Choice };

    std::string name = {};  ///< in files and options: `radius` (the option is `--radius`)
    std::string label = {}; ///< in panels: "Radius R"
    std::string unit = {};  ///< "GeV", "m"; empty for pure numbers
    std::string help = {};  ///< one sentence
    double minimum = -std::numeric_limits<double>::infinity();
    double maximum = std::numeric_limits<double>::infinity();
    double step = 0;                                        ///< of a spin box or slider; 0: the panel chooses
    std::vector<std::string> choices = {};                  ///< of a Choice, as written in files
    std::vector<std::string> titles = {};                   ///< of a Choice, as shown; empty: as `choices`
    std::vector<std::pair<double, std::string>> marks = {}; ///< values with a name, to which a slider snaps

    // Filled in by SettingsTable::add
    Kind kind = Kind::Real;
    nlohmann::json fallback = {}; ///< the default
};

/// Checks one value against its description.
/// \throws Error naming the setting, the value and what is allowed.
void validate(const Setting &setting, const nlohmann::json &value);

/// The fields of the plain struct `S`, with access to each.
///
/// A settings struct has a `static const SettingsTable<S> &table()` and default member values, which
/// are the defaults. Enums are stored as integers in `S` (0, 1, 2 ...) and as names everywhere else.
template <class S>
class SettingsTable {
public:
    template <class T>
    SettingsTable &add(T S::*member, Setting setting) {
        const T initial = S{}.*member;
        if constexpr (std::is_same_v<T, bool>)
            setting.kind = Setting::Kind::Toggle;
        else if constexpr (std::is_enum_v<T> || std::is_same_v<T, std::string>)
            setting.kind = Setting::Kind::Choice;
        else if constexpr (std::is_integral_v<T>)
            setting.kind = Setting::Kind::Integer;
        else
            setting.kind = Setting::Kind::Real;
        const std::vector<std::string> choices = setting.choices;
        auto write = [choices](const T &value) -> nlohmann::json {
            if constexpr (std::is_enum_v<T>)
                return choices.at(static_cast<std::size_t>(value));
            else
                return value;
        };
        setting.fallback = write(initial);
        m_settings.push_back(setting);
        m_get.push_back([=](const S &s) { return write(s.*member); });
        m_set.push_back([=](S &s, const nlohmann::json &value) {
            if constexpr (std::is_enum_v<T>) {
                std::size_t index = 0;
                while (choices[index] != value.template get<std::string>())
                    ++index;
                s.*member = static_cast<T>(index);
            } else {
                s.*member = value.template get<T>();
            }
        });
        return *this;
    }

    const std::vector<Setting> &settings() const { return m_settings; }

    nlohmann::json toJson(const S &s) const {
        nlohmann::json object = nlohmann::json::object();
        for (std::size_t i = 0; i < m_settings.size(); ++i)
            object[m_settings[i].name] = m_get[i](s);
        return object;
    }

    /// Fields that `object` does not name keep the value they have in `base`.
    /// \throws Error for an unknown field, a wrong type or a value out of range.
    S fromJson(const nlohmann::json &object, S base = {}) const {
        if (!object.is_object())
            throw Error("settings cannot be read",
                        "expected an object, found " + std::string(object.type_name()),
                        "write {\"name\": value, ...}");
        for (const auto &[name, value] : object.items()) {
            const std::size_t i = indexOf(name);
            validate(m_settings[i], value);
            m_set[i](base, value);
        }
        return base;
    }

private:
    std::size_t indexOf(const std::string &name) const {
        std::string known;
        for (std::size_t i = 0; i < m_settings.size(); ++i) {
            if (m_settings[i].name == name)
                return i;
            known += (known.empty() ? "" : ", ") + m_settings[i].name;
        }
        throw Error("unknown setting '" + name + "'", "it is not among " + known, "check the spelling");
    }

    std::vector<Setting> m_settings;
    std::vector<std::function<nlohmann::json(const S &)>> m_get;
    std::vector<std::function<void(S &, const nlohmann::json &)>> m_set;
};

} // namespace quincunx
