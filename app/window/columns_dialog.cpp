#include "app/window/columns_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace quincunx {
namespace {

struct RoleName {
    ColumnMapping::Role role;
    const char *name;
};

constexpr RoleName roleNames[] = {
    {ColumnMapping::Px, "px [GeV]"},   {ColumnMapping::Py, "py [GeV]"},
    {ColumnMapping::Pz, "pz [GeV]"},   {ColumnMapping::E, "E [GeV]"},
    {ColumnMapping::Pt, "pT [GeV]"},   {ColumnMapping::Eta, "η"},
    {ColumnMapping::Rapidity, "y"},    {ColumnMapping::Phi, "φ"},
    {ColumnMapping::Mass, "m [GeV]"},  {ColumnMapping::EventNumber, "event"},
    {ColumnMapping::Jet, "jet"},       {ColumnMapping::PdgId, "PDG number"},
    {ColumnMapping::Charge, "charge"}, {ColumnMapping::Label, "label"},
};

} // namespace

ColumnsDialog::ColumnsDialog(const QString &file, const TableHead &head, QWidget *parent)
    : QDialog(parent)
    , m_head(head) {
    setWindowTitle(tr("Columns of %1").arg(QFileInfo(file).fileName()));
    const int columns = static_cast<int>(head.names.size()), rows = static_cast<int>(head.rows.size());
    auto *table = new QTableWidget(rows + 1, columns);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->verticalHeader()->hide();
    const ColumnMapping guess = guessColumns(head);
    for (int c = 0; c < columns; ++c) {
        table->setHorizontalHeaderItem(
            c, new QTableWidgetItem(QString::fromStdString(head.names[static_cast<std::size_t>(c)])));
        auto *box = new QComboBox;
        box->setObjectName(QStringLiteral("column-%1").arg(c));
        box->addItem(tr("not used"), -1);
        for (const RoleName &each : roleNames)
            box->addItem(QString::fromUtf8(each.name), static_cast<int>(each.role));
        for (const RoleName &each : roleNames)
            if (guess.column[each.role] == c)
                box->setCurrentIndex(box->findData(static_cast<int>(each.role)));
        connect(box, &QComboBox::currentIndexChanged, this, &ColumnsDialog::check);
        table->setCellWidget(0, c, box);
        m_roles.push_back(box);
        for (int r = 0; r < rows; ++r)
            table->setItem(r + 1, c,
                           new QTableWidgetItem(QString::fromStdString(
                               head.rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)])));
    }
    table->resizeColumnsToContents();
    m_advice = new QLabel;
    m_advice->setObjectName(QStringLiteral("columns-advice"));
    m_advice->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel);
    m_open = buttons->button(QDialogButtonBox::Open);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new QLabel(tr("Which column holds what? One row is one particle.")));
    layout->addWidget(table);
    layout->addWidget(m_advice);
    layout->addWidget(buttons);
    resize(760, 420);
    check();
}

ColumnMapping ColumnsDialog::mapping() const {
    ColumnMapping mapping = guessColumns(m_head);
    mapping.column.fill(-1);
    for (std::size_t c = 0; c < m_roles.size(); ++c)
        if (const int role = m_roles[c]->currentData().toInt(); role >= 0)
            mapping.column[static_cast<std::size_t>(role)] = static_cast<int>(c);
    return mapping;
}

QString ColumnsDialog::columns() const {
    return QString::fromStdString(assignmentsOf(mapping(), m_head));
}

void ColumnsDialog::check() {
    QStringList twice;
    for (const RoleName &each : roleNames) {
        int uses = 0;
        for (QComboBox *box : m_roles)
            uses += box->currentData().toInt() == static_cast<int>(each.role);
        if (uses > 1)
            twice << QString::fromUtf8(each.name);
    }
    const bool complete = mapping().isComplete();
    m_advice->setText(!twice.isEmpty() ? tr("Chosen twice: %1.").arg(twice.join(QStringLiteral(", ")))
                      : complete       ? tr("Without E and m the particles are taken as massless.")
                                       : tr("A momentum is px, py, pz, or pT, φ and η or y."));
    m_open->setEnabled(complete && twice.isEmpty());
}

} // namespace quincunx
