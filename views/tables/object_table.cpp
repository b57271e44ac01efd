#include "views/tables/object_table.h"

#include "views/style/theme.h"
#include "views/tables/object_delegate.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>

#include <algorithm>
#include <numeric>

namespace quincunx {
namespace {

class SharedSelectionDelegate : public ObjectDelegate {
public:
    explicit SharedSelectionDelegate(ObjectTable &table) : ObjectDelegate(&table), m_table(table) {}

protected:
    bool isChosen(const QStyleOptionViewItem &, const QModelIndex &index) const override {
        return m_table.isChosen(index.row());
    }
    bool isHovered(const QStyleOptionViewItem &, const QModelIndex &index) const override {
        return m_table.isHovered(index.row());
    }

private:
    ObjectTable &m_table;
};

} // namespace

ObjectTable::ObjectTable(Document &document, QWidget *parent) : QTableView(parent), m_document(document) {
    // Before setModel(): Qt would otherwise carry every chosen cell through the sorting.
    connect(&m_model, &QAbstractItemModel::layoutAboutToBeChanged, this, [this] {
        m_syncing = true;
        selectionModel()->clearSelection();
        m_syncing = false;
    });
    setModel(&m_model);
    connect(&m_model, &QAbstractItemModel::layoutChanged, this, [this] {
        if (m_isDue)
            return;
        takeSelection();
        takeHover();
    });
    setItemDelegate(new SharedSelectionDelegate(*this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setShowGrid(false);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(24);
    horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    horizontalHeader()->setSortIndicatorClearable(true);
    setSortingEnabled(true);
    setCornerButtonEnabled(false);

    auto *copy = new QAction(tr("Copy rows"), this);
    copy->setToolTip(tr("The chosen rows as a table for spreadsheets"));
    connect(copy, &QAction::triggered, this,
            [this] { QApplication::clipboard()->setText(selectionToTsv()); });
    addAction(copy);

    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_syncing)
            giveSelection();
    });
    auto due = [this] {
        m_isDue = true;
        if (isVisible())
            refresh();
    };
    connect(&document, &Document::sceneChanged, this, due);
    connect(&document, &Document::displayChanged, this, due);
    connect(&ThemeSwitch::instance(), &ThemeSwitch::changed, this, due);
    connect(&document, &Document::selectionChanged, this, [this] {
        if (!m_isDue)
            takeSelection();
    });
    connect(&document, &Document::hoverChanged, this, [this] {
        if (!m_isDue)
            takeHover();
    });
}

QString ObjectTable::selectionToTsv() const {
    std::vector<int> rows;
    for (int row = 0; row < m_model.rowCount(); ++row)
        if (isChosen(row))
            rows.push_back(row);
    if (rows.empty()) {
        rows.resize(static_cast<std::size_t>(m_model.rowCount()));
        std::iota(rows.begin(), rows.end(), 0);
    }
    return m_model.toText(rows, u'\t');
}

bool ObjectTable::isChosen(int row) const {
    return row >= 0 && row < static_cast<int>(m_chosenRows.size()) &&
           m_chosenRows[static_cast<std::size_t>(row)];
}

void ObjectTable::refresh() {
    m_isDue = false;
    m_syncing = true;
    showScene();
    m_syncing = false;
    fitColumns();
    takeSelection();
    takeHover();
}

void ObjectTable::fitColumns() {
    if (m_model.rowCount() == 0 || m_fittedColumns == m_model.columnCount())
        return; // the user's own widths stay
    m_fittedColumns = m_model.columnCount();
    const QFontMetrics metrics(horizontalHeader()->font());
    const int stride = std::max(1, m_model.rowCount() / 200); // a sample is enough
    for (int column = 0; column < m_model.columnCount(); ++column) {
        int width = metrics.horizontalAdvance(
                        m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) +
                    16;
        for (int row = 0; row < m_model.rowCount(); row += stride)
            width =
                std::max(width, itemDelegate()->sizeHint(rowOption(), m_model.index(row, column)).width());
        setColumnWidth(column, width);
    }
}

QStyleOptionViewItem ObjectTable::rowOption() const {
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    return option;
}

void ObjectTable::takeSelection() {
    m_chosenRows.assign(static_cast<std::size_t>(m_model.rowCount()), false);
    int first = m_model.rowCount();
    for (int object : chosen(m_document.session().selection)) {
        const int row = m_model.rowOf(object);
        if (row < 0)
            continue;
        m_chosenRows[static_cast<std::size_t>(row)] = true;
        first = std::min(first, row);
    }
    if (!hasFocus() && first < m_model.rowCount())
        scrollTo(m_model.index(first, 0));
    viewport()->update();

    constexpr qsizetype atMost = 1000;
    QItemSelection ranges;
    for (int row = 0; row < m_model.rowCount() && ranges.size() <= atMost; ++row) {
        if (!isChosen(row))
            continue;
        const int begin = row;
        while (isChosen(row + 1))
            ++row;
        ranges.append(
            QItemSelectionRange(m_model.index(begin, 0), m_model.index(row, m_model.columnCount() - 1)));
    }
    if (ranges.size() > atMost)
        ranges.clear();
    m_syncing = true;
    selectionModel()->select(ranges, QItemSelectionModel::ClearAndSelect);
    m_syncing = false;
}

void ObjectTable::giveSelection() {
    std::vector<int> objects;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            objects.push_back(m_model.objectAt(row));
    std::ranges::sort(objects);
    const auto repeated = std::ranges::unique(objects);
    objects.erase(repeated.begin(), repeated.end());
    m_document.select(selectionOf(std::move(objects)));
}

void ObjectTable::takeHover() {
    const int row = m_model.rowOf(hovered(m_document.hover()));
    if (row == m_hoveredRow)
        return;
    m_hoveredRow = row;
    viewport()->update();
}

void ObjectTable::showEvent(QShowEvent *event) {
    QTableView::showEvent(event);
    if (m_isDue)
        refresh();
}

void ObjectTable::keyPressEvent(QKeyEvent *event) {
    if (event->matches(QKeySequence::Copy))
        return QApplication::clipboard()->setText(selectionToTsv());
    if (event->key() == Qt::Key_Escape)
        return m_document.select({});
    QTableView::keyPressEvent(event);
}

void ObjectTable::mouseMoveEvent(QMouseEvent *event) {
    QTableView::mouseMoveEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    m_document.setHover(index.isValid() ? hoverOf(m_model.objectAt(index.row())) : Hover{});
}

void ObjectTable::leaveEvent(QEvent *event) {
    QTableView::leaveEvent(event);
    m_document.setHover({});
}

JetTable::JetTable(Document &document, QWidget *parent) : ObjectTable(document, parent) {
    setObjectName(QStringLiteral("jetTable"));
    setAccessibleName(tr("Jets"));
}

void JetTable::showScene() {
    showJets(objects(), document().sceneSnapshot(), ThemeSwitch::instance().theme());
}

std::vector<int> JetTable::chosen(const Selection &selection) const {
    return selection.jets;
}

Selection JetTable::selectionOf(std::vector<int> chosenJets) const {
    Selection selection;
    const auto &jets = document().scene().clustering->jets;
    for (int jet : chosenJets) {
        const auto &constituents = jets[static_cast<std::size_t>(jet)].constituents;
        selection.particles.insert(selection.particles.end(), constituents.begin(), constituents.end());
    }
    std::ranges::sort(selection.particles);
    selection.jets = std::move(chosenJets);
    return selection;
}

ParticleTable::ParticleTable(Document &document, QWidget *parent) : ObjectTable(document, parent) {
    setObjectName(QStringLiteral("particleTable"));
    setAccessibleName(tr("Particles"));
}

void ParticleTable::showScene() {
    showParticles(objects(), document().sceneSnapshot(), document().session().display.colour,
                  ThemeSwitch::instance().theme());
}

std::vector<int> ParticleTable::chosen(const Selection &selection) const {
    return selection.particles;
}

Selection ParticleTable::selectionOf(std::vector<int> particles) const {
    // A jet stays chosen as long as all of it is.
    Selection selection;
    const auto &jets = document().scene().clustering->jets;
    for (int jet : document().session().selection.jets)
        if (jet < static_cast<int>(jets.size()) &&
            std::ranges::all_of(jets[static_cast<std::size_t>(jet)].constituents,
                                [&](int p) { return std::ranges::binary_search(particles, p); }))
            selection.jets.push_back(jet);
    selection.particles = std::move(particles);
    return selection;
}

} // namespace quincunx
