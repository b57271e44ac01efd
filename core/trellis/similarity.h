#pragma once

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace quincunx {

/// How similar n things are to each other: genes, samples, species; anything that the trellis can cluster.
struct SimilarityTable {
    Eigen::MatrixXd weights;         ///< (n, n), symmetric, finite; the diagonal is not used
    std::vector<std::string> labels; ///< n of them
    std::vector<std::string> groups; ///< n of them, or none: what to colour leaves by

    int size() const { return static_cast<int>(labels.size()); }
};

/// `{"similarity": [[…]], "labels": […], "groups": […]}`; labels are numbers and groups none where missing.
/// \throws Error naming row and column, if the table is not square, symmetric (to 10⁻⁹) and finite.
SimilarityTable similarityFromJson(const nlohmann::json &document);

/// A table with commas, semicolons or tabs. The first line may name the columns; a first column of names and
/// a column named `group` are taken as labels and groups. \throws Error as above, and names the line.
SimilarityTable similarityFromCsv(std::string_view text);

} // namespace quincunx
