#pragma once

#include "core/substructure/jet_analysis.h"
#include "views/style/theme.h"

#include <QStringList>

#include <vector>

namespace quincunx {

/// Some numbers of a jet that belong together: the first cell of a row is its name.
struct NumberTable {
    QString title;
    QStringList columns; ///< headings with units; the first stands over the names
    std::vector<QStringList> rows;
};

/// What is known of a jet, as it is written: pT, m, n; groomed; τ_N and its ratios; energy correlators.
std::vector<NumberTable> substructureNumbers(const JetAnalysis &jet);

/// For a spreadsheet: cells are separated by tabs, tables by empty lines.
QString toText(const std::vector<NumberTable> &tables);
/// For a QTextDocument, the tables in `columns` columns.
QString toHtml(const std::vector<NumberTable> &tables, int columns, const Theme &theme);

} // namespace quincunx
