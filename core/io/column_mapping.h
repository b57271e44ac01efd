#pragma once

#include "core/base/error.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quincunx {

/// Which column of a table holds what.
///
/// A momentum is px, py, pz or pt, eta|y, phi, together with E or m (neither: massless). Names are not
/// case-sensitive; these are understood besides the plain ones: energy, rapidity, mass, pdgid, pdg, q.
struct ColumnMapping {
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
    bool headerRow = false; ///< the first line that is no comment holds names
    std::size_t columns = 0;
    std::array<int, RoleCount> column = [] {
        std::array<int, RoleCount> none{};
        none.fill(-1);
        return none;
    }(); ///< index of the role's column; −1 if there is none

    bool has(Role role) const { return column[role] >= 0; }
    std::size_t at(Role role) const { return static_cast<std::size_t>(column[role]); }
    /// Whether there is a momentum: px, py, pz or pt, φ and η or y.
    bool isComplete() const;

    /// The header of a file that begins like this: its first line, after a byte order mark, blank lines and
    /// comments from `#`; the header may itself follow a `#`, as NumPy writes it. \return nothing if it does
    /// not name a momentum, or names one thing twice.
    static std::optional<ColumnMapping> find(std::string_view head);
};

/// The beginning of a table whose header may be anything: what a dialog shows to ask which column is which.
struct TableHead {
    char separator = ',';
    bool headerRow = false;
    std::vector<std::string> names;             ///< of the columns; "1", "2" ... if the table has no header
    std::vector<std::vector<std::string>> rows; ///< the first ten, as many fields as names

    /// \return nothing if `head` does not begin as a table of three columns or more with numbers in it.
    static std::optional<TableHead> find(std::string_view head);
};

/// A file is a table, but its header does not say where the momenta are: somebody must tell.
struct UnknownColumns : Error {
    TableHead head;
    UnknownColumns(const Error &error, TableHead table) : Error(error), head(std::move(table)) {}
};

/// What the names of the columns suggest: words in them that are understood ("Part_Px [GeV]" is px), the
/// first of several. May be incomplete.
ColumnMapping guessColumns(const TableHead &head);

/// "px=Part_Px,py=Part_Py,pz=Part_Pz,E=Energy": roles (px py pz E pt eta y phi m event jet pid charge label)
/// and names of columns, or their numbers from 1. \throws Error for an unknown role or column, and if no
/// momentum results.
ColumnMapping columnsFrom(const std::string &assignments, const TableHead &head);

/// The inverse of columnsFrom.
std::string assignmentsOf(const ColumnMapping &mapping, const TableHead &head);

/// Splits a line into fields, trimmed and without their quotes (RFC 4180: a quote inside quotes is doubled).
/// \param fields is overwritten; passed in so that its memory is used again.
/// \return false if a quote does not end.
bool splitRow(std::string_view line, char separator, std::vector<std::string> &fields);

} // namespace quincunx
