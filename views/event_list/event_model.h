#pragma once

#include "views/document/document.h"
#include "views/event_list/event_scan.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <optional>
#include <unordered_map>

namespace quincunx {

/// The events of the file that is shown, or those of them that a search has found. Knows only how many
/// there are; what a row says is read on a worker when the row is first looked at, and kept.
class EventModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NumberColumn, ObjectsColumn, SumPtColumn, LabelColumn, ColumnCount };

    explicit EventModel(Document &document, QObject *parent = nullptr);

    /// Events in rows; ascending. nullopt lists all.
    void setMatches(std::optional<std::vector<std::int64_t>> matches);
    void appendMatches(const std::vector<std::int64_t> &matches);
    bool isFiltered() const { return m_matches.has_value(); }

    std::int64_t eventAt(int row) const;
    /// The row of an event; if it is not listed, −1.
    int rowOf(std::int64_t event) const;
    /// The nearest listed event before or after `event`; −1 if there is none.
    std::int64_t neighbour(std::int64_t event, int step) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    Job &summaryJob() { return m_job; }

private:
    void restart(); // another file
    void forgetSummaries();
    void grow();
    void readWanted();
    const EventSummary *summaryOf(std::int64_t event) const;

    Document &m_document;
    std::shared_ptr<EventFile> m_file;
    CutSettings m_cuts; // of the summaries
    int m_rows = 0;     // as announced
    std::optional<std::vector<std::int64_t>> m_matches;
    std::unordered_map<std::int64_t, EventSummary> m_summaries;
    mutable std::vector<std::int64_t> m_wanted; // looked at and not yet read, the latest last
    mutable QTimer m_wantedTimer;
    QTimer m_growth;
    Job m_job;
};

} // namespace quincunx
