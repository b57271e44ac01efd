#include "views/event_list/quantity_completer.h"

#include "core/event/quantities.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QCoreApplication>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStandardItemModel>

namespace quincunx {
namespace {

/// Where the word that ends at the cursor begins.
qsizetype wordBegin(const QString &text, int cursor) {
    qsizetype begin = cursor;
    while (begin > 0 && (text[begin - 1].isLetterOrNumber() || text[begin - 1] == u'_'))
        --begin;
    return begin;
}

QString summaryOf(const EventQuantity &quantity) {
    return QString::fromStdString(quantity.summary).replace(QStringLiteral("p_T"), QStringLiteral("pT"));
}

} // namespace

void completeQuantities(QLineEdit &line) {
    auto *completer = new QCompleter(&line);
    auto *model = new QStandardItemModel(completer);
    for (const EventQuantity &quantity : eventQuantities().entries()) {
        auto *item = new QStandardItem;
        const QString name = QString::fromStdString(quantity.name);
        item->setData(name, Qt::EditRole);
        item->setData(name, Qt::DisplayRole);
        item->setToolTip(summaryOf(quantity));
        model->appendRow(item);
    }
    completer->setModel(model);
    completer->setWidget(&line); // not setCompleter(): that completes whole lines, not words
    completer->setCompletionMode(QCompleter::PopupCompletion);
    QObject::connect(&line, &QLineEdit::textEdited, completer, [completer, &line](const QString &text) {
        const QString word = text.mid(wordBegin(text, line.cursorPosition()),
                                      line.cursorPosition() - wordBegin(text, line.cursorPosition()));
        completer->setCompletionPrefix(word);
        const bool useful = word.size() >= 1 && word[0].isLetter() && completer->completionCount() > 0 &&
                            completer->currentCompletion() != word;
        if (useful)
            completer->complete();
        else
            completer->popup()->hide();
    });
    QObject::connect(completer, QOverload<const QString &>::of(&QCompleter::activated), &line,
                     [&line](const QString &name) {
                         const int cursor = line.cursorPosition();
                         const qsizetype begin = wordBegin(line.text(), cursor);
                         QString text = line.text();
                         text.replace(begin, cursor - begin, name);
                         line.setText(text);
                         line.setCursorPosition(static_cast<int>(begin + name.size()));
                         line.setModified(true);
                     });
}

QString quantityHelp() {
    QString rows;
    for (const EventQuantity &quantity : eventQuantities().entries())
        rows += QStringLiteral("<tr><td><b>%1</b>&nbsp;&nbsp;</td><td>%2%3</td></tr>")
                    .arg(QString::fromStdString(quantity.name), summaryOf(quantity).toHtmlEscaped(),
                         quantity.unit.empty()
                             ? QString()
                             : QStringLiteral(" [%1]").arg(QString::fromStdString(quantity.unit)));
    return QCoreApplication::translate(
               "EventSearch", "<p>Lists only the events for which this holds. Numbers, names, + − * /, "
                              "&lt; &lt;= &gt; &gt;= == !=, and, or, not, abs, min, max, sqrt, log.</p>") +
           QStringLiteral("<table>%1</table>").arg(rows);
}

} // namespace quincunx
