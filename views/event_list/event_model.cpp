#include "views/event_list/event_model.h"

#include "views/style/theme.h"

#include <QFont>

#include <algorithm>
#include <limits>

namespace quincunx {

EventModel::EventModel(Document &document, QObject *parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_job(tr("Reading the event list")) {
    m_wantedTimer.setSingleShot(true);
    m_wantedTimer.setInterval(20); // one request for all rows of a repaint
    connect(&m_wantedTimer, &QTimer::timeout, this, &EventModel::readWanted);
    m_growth.setSingleShot(true);
    m_growth.setInterval(200); // indexing reports far more often than anybody can look
    connect(&m_growth, &QTimer::timeout, this, &EventModel::grow);
    connect(&document, &Document::filesChanged, this, &EventModel::restart);
    connect(&document, &Document::eventCountChanged, this, [this] {
        if (m_file != m_document.eventFile())
            restart();
        else if (m_document.eventCountIsFinal())
            grow();
        else if (!m_growth.isActive())
            m_growth.start();
    });
    connect(&document, &Document::sessionChanged, this, [this] {
        if (m_cuts != m_document.session().cuts)
            forgetSummaries();
    });
    restart();
}

void EventModel::restart() {
    const auto file = m_document.eventFile();
    if (file == m_file)
        return grow();
    beginResetModel();
    m_job.cancel();
    m_file = file;
    m_cuts = m_document.session().cuts;
    m_summaries.clear();
    m_wanted.clear();
    m_matches.reset();
    m_rows =
        static_cast<int>(std::min<std::int64_t>(m_document.eventCount(), std::numeric_limits<int>::max()));
    endResetModel();
}

void EventModel::forgetSummaries() {
    m_job.cancel();
    m_cuts = m_document.session().cuts;
    m_summaries.clear();
    m_wanted.clear();
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void EventModel::grow() {
    const int rows =
        static_cast<int>(std::min<std::int64_t>(m_document.eventCount(), std::numeric_limits<int>::max()));
    if (rows <= m_rows)
        return;
    if (m_matches) {
        m_rows = rows;
        return;
    }
    beginInsertRows({}, m_rows, rows - 1);
    m_rows = rows;
    endInsertRows();
}

void EventModel::setMatches(std::optional<std::vector<std::int64_t>> matches) {
    beginResetModel();
    m_matches = std::move(matches);
    endResetModel();
}

void EventModel::appendMatches(const std::vector<std::int64_t> &matches) {
    if (!m_matches || matches.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(matches.size()) - 1);
    m_matches->insert(m_matches->end(), matches.begin(), matches.end());
    endInsertRows();
}

std::int64_t EventModel::eventAt(int row) const {
    return m_matches ? (*m_matches)[static_cast<std::size_t>(row)] : row;
}

int EventModel::rowOf(std::int64_t event) const {
    if (!m_matches)
        return event >= 0 && event < m_rows ? static_cast<int>(event) : -1;
    const auto found = std::ranges::lower_bound(*m_matches, event);
    return found != m_matches->end() && *found == event ? static_cast<int>(found - m_matches->begin()) : -1;
}

std::int64_t EventModel::neighbour(std::int64_t event, int step) const {
    if (!m_matches) {
        const std::int64_t next = event + step;
        return next >= 0 && next < m_rows ? next : -1;
    }
    if (step > 0) {
        const auto next = std::ranges::upper_bound(*m_matches, event);
        return next == m_matches->end() ? -1 : *next;
    }
    const auto next = std::ranges::lower_bound(*m_matches, event);
    return next == m_matches->begin() ? -1 : *(next - 1);
}

int EventModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : m_matches ? static_cast<int>(m_matches->size()) : m_rows;
}

int EventModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

const EventSummary *EventModel::summaryOf(std::int64_t event) const {
    const auto found = m_summaries.find(event);
    if (found != m_summaries.end())
        return &found->second;
    if (m_wanted.empty() || m_wanted.back() != event)
        m_wanted.push_back(event);
    if (!m_wantedTimer.isActive() && !m_job.isRunning())
        m_wantedTimer.start();
    return nullptr;
}

QVariant EventModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const std::int64_t event = eventAt(index.row());
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == LabelColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    if (role == Qt::FontRole && event == m_document.session().event) {
        QFont font;
        font.setWeight(QFont::DemiBold);
        return font;
    }
    if (role == Qt::DisplayRole && column == NumberColumn)
        return QString::number(event);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::ForegroundRole)
        return {};
    const EventSummary *summary = summaryOf(event);
    if (!summary)
        return role == Qt::DisplayRole && column != LabelColumn ? QVariant(QStringLiteral("…")) : QVariant();
    const bool bad = !summary->error.empty();
    if (role == Qt::ToolTipRole)
        return QString::fromStdString(bad ? summary->error : summary->label);
    if (role == Qt::ForegroundRole)
        return bad ? QVariant(ThemeSwitch::instance().theme().muted) : QVariant();
    switch (column) {
    case ObjectsColumn:
        return bad ? QStringLiteral("–") : QString::number(summary->objects);
    case SumPtColumn:
        return bad ? QStringLiteral("–") : QString::number(summary->sumPt, 'f', summary->sumPt < 100 ? 1 : 0);
    default:
        return bad ? tr("cannot be read") : QString::fromStdString(summary->label);
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr const char *titles[] = {QT_TR_NOOP("Event"), QT_TR_NOOP("n"), QT_TR_NOOP("ΣpT [GeV]"),
                                             QT_TR_NOOP("Label")};
    static constexpr const char *help[] = {QT_TR_NOOP("Number of the event in the file, from 0"),
                                           QT_TR_NOOP("Objects that pass the cuts"),
                                           QT_TR_NOOP("Sum of the transverse momenta of what is clustered"),
                                           QT_TR_NOOP("What the file calls the event")};
    switch (role) {
    case Qt::DisplayRole:
        return tr(titles[section]);
    case Qt::ToolTipRole:
        return tr(help[section]);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((section == LabelColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    default:
        return {};
    }
}

void EventModel::readWanted() {
    if (!m_file || m_wanted.empty() || m_job.isRunning())
        return;
    // The rows looked at last are those in sight; what was only scrolled past can wait to be seen again.
    constexpr std::size_t atOnce = 150, kept = 200000;
    if (m_summaries.size() > kept)
        m_summaries.clear();
    std::vector<std::int64_t> events;
    for (auto event = m_wanted.rbegin(); event != m_wanted.rend() && events.size() < atOnce; ++event)
        if (std::ranges::find(events, *event) == events.end())
            events.push_back(*event);
    m_wanted.clear();
    std::ranges::sort(events);

    using Batch = std::vector<std::pair<std::int64_t, EventSummary>>;
    auto take = [this](Batch batch) {
        for (auto &[event, summary] : batch) {
            m_summaries.insert_or_assign(event, std::move(summary));
            const int row = rowOf(event);
            if (row >= 0)
                Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    };
    m_job.start<Batch>(
        [file = m_file, events, cuts = m_cuts, take](const JobProgress &progress) {
            Batch batch;
            for (std::int64_t event : events) {
                progress.check();
                batch.push_back({event, summarise(*file, event, cuts)});
                if (batch.size() == 20)
                    progress.deliver([take, batch = std::exchange(batch, {})] { take(batch); });
            }
            return batch;
        },
        [this, take](Batch batch) {
            take(std::move(batch));
            if (!m_wanted.empty())
                m_wantedTimer.start();
        },
        [](const Error &) {}); // summarise() keeps errors in the rows
}

} // namespace quincunx
