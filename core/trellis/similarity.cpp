#include "core/trellis/similarity.h"

#include "core/base/error.h"
#include "core/io/column_mapping.h"
#include "core/io/text.h"

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const std::string &why) {
    throw Error("cannot read the similarity table", why,
                "give a square, symmetric table of finite numbers, and a label for each row");
}

std::string place(std::size_t row, std::size_t column) {
    return "row " + std::to_string(row + 1) + ", column " + std::to_string(column + 1);
}

SimilarityTable checked(SimilarityTable table) {
    const auto n = static_cast<std::size_t>(table.weights.rows());
    if (table.labels.empty())
        for (std::size_t row = 0; row < n; ++row)
            table.labels.push_back(std::to_string(row));
    if (n == 0)
        refuse("it has no rows");
    if (table.labels.size() != n || (!table.groups.empty() && table.groups.size() != n))
        refuse("there are " + std::to_string(n) + " rows, " + std::to_string(table.labels.size()) +
               " labels and " + std::to_string(table.groups.size()) + " groups");
    table.weights.diagonal().setZero();
    auto forEachPlace = [&](auto use) {
        for (std::size_t row = 0; row < n; ++row)
            for (std::size_t column = 0; column < n; ++column)
                use(row, column, static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column));
    };
    forEachPlace([&](std::size_t row, std::size_t column, Eigen::Index i, Eigen::Index j) {
        if (!std::isfinite(table.weights(i, j)))
            refuse(place(row, column) + " is not finite");
    });
    const double tolerance = 1e-9 * table.weights.cwiseAbs().maxCoeff();
    forEachPlace([&](std::size_t row, std::size_t column, Eigen::Index i, Eigen::Index j) {
        if (std::fabs(table.weights(i, j) - table.weights(j, i)) > tolerance)
            refuse(place(row, column) + " differs from its mirror image");
    });
    return table;
}

std::vector<std::string> texts(const json &list, const char *what) {
    if (!list.is_array() || !std::ranges::all_of(list, [](const json &one) { return one.is_string(); }))
        refuse(std::string(what) + " is not a list of texts");
    return list.get<std::vector<std::string>>();
}

} // namespace

SimilarityTable similarityFromJson(const json &document) {
    if (!document.is_object() || !document.contains("similarity") || !document["similarity"].is_array())
        refuse("the document has no table \"similarity\"");
    const json &rows = document["similarity"];
    const std::size_t n = rows.size();
    SimilarityTable table;
    table.weights.resize(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(n));
    for (std::size_t row = 0; row < n; ++row) {
        if (!rows[row].is_array() || rows[row].size() != n)
            refuse("row " + std::to_string(row + 1) + " does not have " + std::to_string(n) + " numbers");
        for (std::size_t column = 0; column < n; ++column) {
            if (!rows[row][column].is_number())
                refuse(place(row, column) + " is not a number");
            table.weights(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) =
                rows[row][column].get<double>();
        }
    }
    if (document.contains("labels"))
        table.labels = texts(document["labels"], "labels");
    if (document.contains("groups"))
        table.groups = texts(document["groups"], "groups");
    return checked(std::move(table));
}

SimilarityTable similarityFromCsv(std::string_view text) {
    Lines lines(withoutByteOrderMark(text));
    SimilarityTable table;
    std::vector<std::vector<double>> rows;
    std::size_t labelColumn = std::string::npos, groupColumn = std::string::npos;
    char separator = 0;
    std::vector<std::string> all;
    while (lines.next()) {
        if (trimmed(lines.line()).empty())
            continue;
        const bool first = separator == 0;
        if (first) {
            separator = ',';
            for (char candidate : {'\t', ';'})
                if (lines.line().find(candidate) != std::string_view::npos)
                    separator = candidate;
        }
        if (!splitRow(lines.line(), separator, all))
            refuse("line " + std::to_string(lines.number()) + " has a quote that does not end");
        double number = 0;
        if (first &&
            std::ranges::count_if(all, [&](const auto &field) { return !parseNumber(field, number); }) > 1) {
            for (std::size_t k = 0; k < all.size(); ++k)
                if (all[k] == "group")
                    groupColumn = k;
            labelColumn = 0;
            continue;
        }
        if (first && !parseNumber(all[0], number))
            labelColumn = 0;
        rows.emplace_back();
        for (std::size_t k = 0; k < all.size(); ++k) {
            if (k == labelColumn)
                table.labels.push_back(printable(all[k]));
            else if (k == groupColumn)
                table.groups.push_back(printable(all[k]));
            else if (!parseNumber(all[k], number))
                refuse("line " + std::to_string(lines.number()) + " has " + shown(all[k]) + " for a number");
            else
                rows.back().push_back(number);
        }
    }
    const std::size_t n = rows.size();
    table.weights.resize(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(n));
    for (std::size_t row = 0; row < n; ++row) {
        if (rows[row].size() != n)
            refuse("row " + std::to_string(row + 1) + " has " + std::to_string(rows[row].size()) + " of " +
                   std::to_string(n) + " numbers");
        for (std::size_t column = 0; column < n; ++column)
            table.weights(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) =
                rows[row][column];
    }
    return checked(std::move(table));
}

} // namespace quincunx
