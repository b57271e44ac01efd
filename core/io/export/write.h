#pragma once

#include "core/io/export/table.h"

#include <Eigen/Core>

#include <filesystem>

namespace quincunx {

// Every file is written beside its place first and then moved there: it is whole, or it is not there, and
// what stood there before stays until then.

/// Writes bytes. \throws Error if the file cannot be written.
void writeFile(const std::filesystem::path &path, std::string_view bytes);

/// Writes a table in the format that the name ends with: `.csv` (RFC 4180; numbers so that they read back
/// exactly),
/// `.npz` (an array for each column, as numpy.savez) or `.json` ({"column": [...]}; JSON has no infinities,
/// so these are the texts "Infinity", "-Infinity", "NaN"). \throws Error for another ending, or if the file
/// cannot be written.
void writeTable(const std::filesystem::path &path, const Table &table);

/// Rows of numbers whose columns have names; without names it is one column, named as the whole.
struct NamedMatrix {
    std::string name;
    std::vector<std::string> columns;
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> values;
};

/// Writes matrices of equally many rows: into `.npz` an array of two dimensions of each (of one, if its
/// column has no name), into `.csv` and
/// `.json` all their columns. \throws Error as writeTable() does.
void writeMatrices(const std::filesystem::path &path, const std::vector<NamedMatrix> &matrices);

/// Writes the particles of an event as writeTable() does; an `.npz` also has them as EnergyFlow does, `X` (1,
/// n, 4) = pt, y, phi, pid, and `y` (1), 1 for a quark, if its sample is quark or gluon: so it opens again,
/// without masses. With `.phoenix.json` it writes an event file of Phoenix (see phoenix_json.h), with the
/// jets if there are any. \throws Error as writeTable() does.
void writeEvent(const std::filesystem::path &path, const Event &event,
                const Clustering *clustering = nullptr);

/// The text of an event file of Phoenix. With px, py, pz, E in MeV beside what Phoenix knows, it opens again
/// as the same particles: charged ones and tracks as Tracks, the others as CaloClusters.
std::string phoenixJson(const Event &event, const Clustering *clustering);

} // namespace quincunx
