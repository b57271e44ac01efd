#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace quincunx {

/// What everything that can be chosen by name tells about itself.
struct Description {
    std::string name;     ///< what the command line and session files say: `antikt`
    std::string title;    ///< what the window shows: `anti-kT`
    std::string summary;  ///< one sentence
    std::string citation; ///< the paper or document that defines it; may be empty
};

/// A list of things chosen by name (clusterings, file formats, views ...), in the order they were added.
///
/// \tparam Entry derives from Description.
template <class Entry>
class Registry {
public:
    /// \param kind what an entry is called in messages: "clustering algorithm".
    explicit Registry(std::string kind) : m_kind(std::move(kind)) {}

    void add(Entry entry) { m_entries.push_back(std::move(entry)); }

    const std::vector<Entry> &entries() const { return m_entries; }

    /// \return nullptr if there is none of that name.
    const Entry *find(std::string_view name) const {
        for (const Entry &entry : m_entries)
            if (entry.name == name)
                return &entry;
        return nullptr;
    }

    /// \throws Error that lists the known names.
    const Entry &at(std::string_view name) const {
        if (const Entry *entry = find(name))
            return *entry;
        throw Error("unknown " + m_kind + " '" + std::string(name) + "'",
                    "nothing of that name is registered", "choose one of " + names());
    }

    std::string names() const {
        std::string joined;
        for (const Entry &entry : m_entries)
            joined += (joined.empty() ? "" : ", ") + entry.name;
        return joined;
    }

private:
    std::string m_kind;
    std::vector<Entry> m_entries;
};

} // namespace quincunx
