#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quincunx {

/// Which column of a table holds what.
///
/// A momentum is px, py, pz or pt, eta|y, phi, together with E or m (neither: massless). Names are not
/// case-sensitive; these are understood besides the plain ones: energy, rapidity, mass, pdgid, pdg, q.
struct CsvHeader {
    enum Role {
        Px,
        Py,
        Pz,
        E,
        Pt,
        Eta,
        Rapidity,
        Phi,
        Mass,
        EventNumber,
        Jet,
        PdgId,
        Charge,
        Label,
        RoleCount
    };

    char separator = ',';
    std::size_t columns = 0;
    std::array<int, RoleCount> column{}; ///< index of the role's column; −1 if there is none

    bool has(Role role) const { return column[role] >= 0; }
    std::size_t at(Role role) const { return static_cast<std::size_t>(column[role]); }

    /// \return nothing if the line does not name a momentum, or names one thing twice.
    static std::optional<CsvHeader> parse(std::string_view line);
    /// The header of a file that begins like this: its first line, after a byte order mark, blank lines and
    /// comments from
    /// `#`; the header may itself follow a `#`, as NumPy writes it.
    static std::optional<CsvHeader> find(std::string_view head);
};

/// Splits a line into fields, trimmed and without their quotes (RFC 4180: a quote inside quotes is doubled).
/// \param fields is overwritten; passed in so that its memory is used again.
/// \return false if a quote does not end.
bool splitRow(std::string_view line, char separator, std::vector<std::string> &fields);

} // namespace quincunx
