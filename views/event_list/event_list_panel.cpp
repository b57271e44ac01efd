#include "views/event_list/event_list_panel.h"

#include "views/event_list/event_model.h"
#include "views/event_list/event_search.h"
#include "views/tables/object_delegate.h"

#include <QComboBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace quincunx {
namespace {

/// Rows of which the event that is shown stands out; the rest as in the other tables.
class EventDelegate : public ObjectDelegate {
public:
    EventDelegate(const Document &document, const EventModel &model, QObject *parent)
        : ObjectDelegate(parent)
        , m_document(document)
        , m_model(model) {}

protected:
    bool isChosen(const QStyleOptionViewItem &, const QModelIndex &index) const override {
        return m_model.eventAt(index.row()) == m_document.session().event;
    }

private:
    const Document &m_document;
    const EventModel &m_model;
};

} // namespace

EventListPanel::EventListPanel(Document &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(new EventModel(document, this))
    , m_search(new EventSearch(document, *m_model, this))
    , m_files(new QComboBox(this))
    , m_previous(new QToolButton(this))
    , m_next(new QToolButton(this))
    , m_number(new QSpinBox(this))
    , m_count(new QLabel(this))
    , m_table(new QTableView(this)) {
    setObjectName(QStringLiteral("eventList"));
    setAccessibleName(tr("Events"));
    m_files->setObjectName(QStringLiteral("eventFile"));
    m_files->setAccessibleName(tr("File"));
    m_files->setToolTip(tr("Which of the open files is shown"));
    m_files->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_previous->setObjectName(QStringLiteral("previousEvent"));
    m_previous->setArrowType(Qt::LeftArrow);
    m_previous->setToolTip(tr("Previous event in the list"));
    m_previous->setAccessibleName(m_previous->toolTip());
    m_next->setObjectName(QStringLiteral("nextEvent"));
    m_next->setArrowType(Qt::RightArrow);
    m_next->setToolTip(tr("Next event in the list"));
    m_next->setAccessibleName(m_next->toolTip());
    m_number->setObjectName(QStringLiteral("eventNumber"));
    m_number->setAccessibleName(tr("Go to event"));
    m_number->setToolTip(tr("Go to an event by its number; the first is 0"));
    m_number->setKeyboardTracking(false); // go when the number is complete
    m_number->setButtonSymbols(QSpinBox::NoButtons);
    m_number->setPrefix(tr("Event "));
    m_count->setObjectName(QStringLiteral("eventCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);

    m_table->setObjectName(QStringLiteral("eventTable"));
    m_table->setAccessibleName(tr("Events"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new EventDelegate(document, *m_model, m_table));
    m_table->setSelectionBehavior(QTableView::SelectRows);
    m_table->setSelectionMode(QTableView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setCornerButtonEnabled(false);
    m_table->setMouseTracking(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setMinimumSectionSize(30);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // labels are in the tooltips, too
    fitColumns();

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(6, 6, 6, 0);
    layout->setSpacing(5);
    layout->addWidget(m_files, 0, 0, 1, 4);
    layout->addWidget(m_previous, 1, 0);
    layout->addWidget(m_number, 1, 1);
    layout->addWidget(m_count, 1, 2);
    layout->addWidget(m_next, 1, 3, Qt::AlignRight);
    layout->addWidget(m_search, 2, 0, 1, 4);
    layout->addWidget(m_table, 3, 0, 1, 4);
    layout->setColumnStretch(2, 1);

    connect(m_files, &QComboBox::activated, &document, &Document::showFile);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_number, &QSpinBox::valueChanged, this, [this](int event) {
        if (!m_following)
            m_document.showEvent(event);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (!m_following && current.isValid())
                    m_document.showEvent(m_model->eventAt(current.row()));
            });
    connect(&document, &Document::filesChanged, this, &EventListPanel::followFiles);
    connect(&document, &Document::sessionChanged, this, &EventListPanel::followEvent);
    connect(&document, &Document::eventCountChanged, this, &EventListPanel::followEvent);
    connect(m_model, &QAbstractItemModel::modelReset, this, &EventListPanel::followEvent);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &EventListPanel::followEvent);
    followFiles();
}

Job &EventListPanel::searchJob() {
    return m_search->job();
}

void EventListPanel::fitColumns() {
    const QFontMetrics metrics(font());
    m_table->setColumnWidth(EventModel::NumberColumn,
                            metrics.horizontalAdvance(QStringLiteral("Event")) + 24);
    m_table->setColumnWidth(EventModel::ObjectsColumn,
                            metrics.horizontalAdvance(QStringLiteral("00000")) + 14);
    m_table->setColumnWidth(EventModel::SumPtColumn,
                            metrics.horizontalAdvance(QStringLiteral("ΣpT [GeV]")) + 18);
}

void EventListPanel::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    // In a narrow panel nothing would be left of the labels but their first letters.
    m_table->setColumnHidden(EventModel::LabelColumn, width() < 340);
}

void EventListPanel::followFiles() {
    const Session &session = m_document.session();
    m_files->clear();
    for (const std::string &path : session.files) {
        const QFileInfo file(QString::fromStdString(path));
        m_files->addItem(file.fileName());
        m_files->setItemData(m_files->count() - 1, file.filePath(), Qt::ToolTipRole);
    }
    m_files->setCurrentIndex(session.file);
    m_files->setVisible(session.files.size() > 1);
    followEvent();
}

void EventListPanel::followEvent() {
    const std::int64_t count = m_document.eventCount(), event = m_document.session().event;
    m_following = true;
    m_number->setEnabled(count > 0);
    const int last = static_cast<int>(
        std::clamp<std::int64_t>(std::max(count - 1, event), 0, std::numeric_limits<int>::max()));
    if (last != m_number->maximum()) // setting it has the window laid out anew
        m_number->setRange(0, last);
    m_number->setValue(static_cast<int>(event));
    m_count->setText(count == 0 ? tr("no events")
                                : tr("of %1%2").arg(count).arg(
                                      m_document.eventCountIsFinal() ? QString() : QStringLiteral("+")));
    m_previous->setEnabled(m_model->neighbour(event, -1) >= 0);
    m_next->setEnabled(m_model->neighbour(event, 1) >= 0);
    const int row = m_model->rowOf(event);
    if (row < 0) {
        m_table->selectionModel()->clear();
    } else if (m_table->currentIndex().row() != row) {
        m_table->setCurrentIndex(m_model->index(row, 0));
        m_table->scrollTo(m_model->index(row, 0));
    }
    m_following = false;
    m_table->viewport()->update();
}

void EventListPanel::step(int by) {
    const std::int64_t next = m_model->neighbour(m_document.session().event, by);
    if (next >= 0)
        m_document.showEvent(next);
}

} // namespace quincunx
