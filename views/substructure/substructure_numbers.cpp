#include "views/substructure/substructure_numbers.h"

#include "views/geometry/axis_scale.h"

#include <QCoreApplication>

#include <numeric>

namespace quincunx {
namespace {

QString substructureText(const char *text) {
    return QCoreApplication::translate("SubstructureNumbers", text);
}

QString number(double value, int digits = 4) {
    return withMinus(QString::number(value, 'g', digits));
}

/// 0 where there are too few constituents for the denominator.
QString ratio(double a, double b) {
    return b > 0 ? QString::number(a / b, 'f', 3) : QStringLiteral("–");
}

NumberTable jetNumbers(const JetSubstructure &jet) {
    return {substructureText("Jet"),
            {substructureText("pT [GeV]"), substructureText("m [GeV]"), substructureText("n"),
             substructureText("R")},
            {{number(jet.total.pt()), number(jet.total.mass()), QString::number(jet.particles.size()),
              number(jet.radius, 3)}}};
}

NumberTable groomedNumbers(const JetSubstructure &jet, double zCut) {
    NumberTable table{
        substructureText("SoftDrop, z_cut = %1").arg(number(zCut, 3)),
        {QStringLiteral("β"), substructureText("m [GeV]"), QStringLiteral("z_g"), QStringLiteral("R_g")},
        {}};
    for (const SoftDrop &groomed : jet.softDrop)
        table.rows.push_back(
            {number(groomed.beta), number(groomed.mass), number(groomed.zg, 3), number(groomed.rg, 3)});
    return table;
}

NumberTable subjettiness(const JetSubstructure &jet, double beta) {
    NumberTable table{substructureText("N-subjettiness, β = %1").arg(number(beta, 3)),
                      {substructureText("axes"), QStringLiteral("kT"), substructureText("1-pass kT"),
                       substructureText("1-pass WTA kT")},
                      {}};
    for (std::size_t n = 1; n <= 4; ++n) {
        QStringList row{QStringLiteral("τ_%1").arg(n)};
        for (const auto &tau : jet.tau)
            row += number(tau[n - 1]);
        table.rows.push_back(row);
    }
    for (std::size_t n : {2u, 3u}) {
        QStringList row{QStringLiteral("τ_%1%2").arg(n).arg(n - 1)};
        for (const auto &tau : jet.tau)
            row += ratio(tau[n - 1], tau[n - 2]);
        table.rows.push_back(row);
    }
    return table;
}

NumberTable correlators(const JetSubstructure &jet, double beta) {
    const EnergyCorrelators &e = jet.correlators;
    return {substructureText("Energy correlators, β = %1").arg(number(beta, 3)),
            {substructureText("e_2 [GeV²]"), substructureText("e_3 [GeV³]"), QStringLiteral("C_2"),
             QStringLiteral("D_2")},
            {{number(e.e2), number(e.e3), number(e.c2), number(e.d2)}}};
}

/// τ_21 → τ with 21 as index; the names of all numbers are written so.
QString withIndices(const QString &text) {
    const qsizetype bar = text.indexOf(u'_');
    if (bar < 0)
        return text.toHtmlEscaped();
    qsizetype end = bar + 1;
    while (end < text.size() && text[end].isLetterOrNumber())
        ++end;
    return QStringLiteral("%1<sub>%2</sub>%3")
        .arg(text.first(bar).toHtmlEscaped(), text.sliced(bar + 1, end - bar - 1).toHtmlEscaped(),
             text.sliced(end).toHtmlEscaped());
}

QString tableToHtml(const NumberTable &table, const Theme &theme) {
    QString html = QStringLiteral("<p style='margin-bottom:0'><b>%1</b></p><table cellspacing='0' "
                                  "cellpadding='2'><tr>")
                       .arg(withIndices(table.title));
    const QString cell =
        QStringLiteral("<td style='padding-right:10px; white-space:nowrap; color:%1'>%2</td>");
    for (const QString &column : table.columns)
        html += cell.arg(theme.muted.name(), withIndices(column));
    html += QStringLiteral("</tr>");
    for (const QStringList &row : table.rows) {
        html += QStringLiteral("<tr>");
        for (const QString &value : row)
            html += cell.arg(theme.text.name(), withIndices(value));
        html += QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
}

} // namespace

std::vector<NumberTable> substructureNumbers(const JetAnalysis &jet) {
    const JetSubstructure &s = *jet.substructure;
    return {jetNumbers(s), groomedNumbers(s, jet.settings.zCut), correlators(s, jet.settings.beta),
            subjettiness(s, jet.settings.beta)};
}

QString toText(const std::vector<NumberTable> &tables) {
    QString text;
    for (const NumberTable &table : tables) {
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + table.title + u'\n';
        text += table.columns.join(u'\t') + u'\n';
        for (const QStringList &row : table.rows)
            text += row.join(u'\t') + u'\n';
    }
    return text;
}

QString toHtml(const std::vector<NumberTable> &tables, int columns, const Theme &theme) {
    // All but the last in the first column: the last is as long as they are.
    QString first, last;
    for (std::size_t k = 0; k < tables.size(); ++k)
        (columns == 1 || k + 1 < tables.size() ? first : last) += tableToHtml(tables[k], theme);
    const QString body = QStringLiteral("<body style='color:%1'>%2</body>").arg(theme.text.name());
    if (last.isEmpty())
        return body.arg(first); // tables in a table take three times as long to lay out
    const QString cell = QStringLiteral("<td valign='top' style='padding-right:16px'>%1</td>");
    return body.arg("<table><tr>" + cell.arg(first) + cell.arg(last) + "</tr></table>");
}

} // namespace quincunx
