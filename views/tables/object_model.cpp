#include "views/tables/object_model.h"

#include <QColor>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace quincunx {

void ObjectModel::reset(std::vector<ObjectColumn> columns, std::vector<int> objects, int swatchColumn,
                        std::function<QColor(int)> swatch) {
    beginResetModel();
    if (columns.size() != m_columns.size())
        m_sortColumn = -1;
    m_columns = std::move(columns);
    m_objects = std::move(objects);
    m_swatchColumn = swatchColumn;
    m_swatch = std::move(swatch);
    applySort();
    endResetModel();
}

int ObjectModel::rowOf(int object) const {
    return object >= 0 && object < static_cast<int>(m_rows.size()) ? m_rows[static_cast<std::size_t>(object)]
                                                                   : -1;
}

int ObjectModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_objects.size());
}

int ObjectModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ObjectModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid())
        return {};
    const ObjectColumn &column = m_columns[static_cast<std::size_t>(index.column())];
    const int object = objectAt(index.row());
    switch (role) {
    case Qt::DisplayRole: {
        if (column.text)
            return column.text(object);
        const double value = column.number(object);
        if (!std::isfinite(value))
            return QStringLiteral("–");
        if (std::fabs(value) >= 1e5 && column.decimals > 0)
            return QString::number(value, 'g', 4);
        // A typographic minus is as wide as a digit; and no "−0.00".
        QString text = QString::number(value, 'f', column.decimals);
        if (text.startsWith(u'-'))
            text = text.toDouble() == 0 ? text.mid(1) : QChar(0x2212) + text.mid(1);
        return text;
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DecorationRole:
        return index.column() == m_swatchColumn && m_swatch ? QVariant(m_swatch(object)) : QVariant();
    case Qt::ToolTipRole:
        return column.toolTip;
    case NumberRole:
        return column.number ? QVariant(column.number(object)) : QVariant();
    case ObjectRole:
        return object;
    default:
        return {};
    }
}

QVariant ObjectModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ObjectColumn &column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::ToolTipRole:
        return column.toolTip;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

void ObjectModel::sort(int column, Qt::SortOrder order) {
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<int> objects;
    for (const QModelIndex &index : before)
        objects.push_back(objectAt(index.row()));
    m_sortColumn = column;
    m_sortOrder = order;
    applySort();
    QModelIndexList after;
    for (qsizetype k = 0; k < before.size(); ++k)
        after << index(rowOf(objects[static_cast<std::size_t>(k)]), before[k].column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void ObjectModel::applySort() {
    std::ranges::sort(m_objects);
    if (m_sortColumn >= 0 && m_sortColumn < columnCount()) {
        const ObjectColumn &column = m_columns[static_cast<std::size_t>(m_sortColumn)];
        const double sign = m_sortOrder == Qt::AscendingOrder ? 1 : -1;
        if (column.number) {
            std::vector<std::pair<double, int>> keys;
            keys.reserve(m_objects.size());
            for (int object : m_objects) {
                const double value = column.number(object);
                // What has no number comes last either way.
                keys.push_back({std::isnan(value) ? HUGE_VAL : sign * value, object});
            }
            std::ranges::sort(keys);
            std::ranges::transform(keys, m_objects.begin(), &std::pair<double, int>::second);
        } else {
            std::vector<std::pair<QString, int>> keys;
            for (int object : m_objects)
                keys.push_back({column.text(object), object});
            std::ranges::stable_sort(keys, [&](const auto &a, const auto &b) {
                return sign > 0 ? a.first < b.first : b.first < a.first;
            });
            std::ranges::transform(keys, m_objects.begin(), &std::pair<QString, int>::second);
        }
    }
    numberRows();
}

void ObjectModel::numberRows() {
    const int last = m_objects.empty() ? -1 : *std::ranges::max_element(m_objects);
    m_rows.assign(static_cast<std::size_t>(last + 1), -1);
    for (std::size_t row = 0; row < m_objects.size(); ++row)
        m_rows[static_cast<std::size_t>(m_objects[row])] = static_cast<int>(row);
}

QString ObjectModel::cellText(int row, int column) const {
    const ObjectColumn &source = m_columns[static_cast<std::size_t>(column)];
    const int object = objectAt(row);
    if (source.text)
        return source.text(object);
    return source.decimals == 0 ? QString::number(source.number(object), 'f', 0)
                                : QString::number(source.number(object), 'g', 10);
}

QString ObjectModel::toText(const std::vector<int> &rows, QChar separator) const {
    auto quoted = [&](const QString &text) {
        if (!text.contains(separator) && !text.contains(u'"') && !text.contains(u'\n'))
            return text;
        return u'"' + QString(text).replace(QStringLiteral("\""), QStringLiteral("\"\"")) + u'"';
    };
    QString result;
    for (int column = 0; column < columnCount(); ++column)
        result += (column > 0 ? QString(separator) : QString()) +
                  quoted(m_columns[static_cast<std::size_t>(column)].title);
    result += u'\n';
    for (int row : rows) {
        for (int column = 0; column < columnCount(); ++column)
            result += (column > 0 ? QString(separator) : QString()) + quoted(cellText(row, column));
        result += u'\n';
    }
    return result;
}

} // namespace quincunx
