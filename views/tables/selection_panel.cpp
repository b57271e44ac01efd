#include "views/tables/selection_panel.h"

#include "views/style/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

namespace quincunx {

SelectionPanel::SelectionPanel(Document &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_title(new QLabel(this))
    , m_copy(new QToolButton(this))
    , m_numbers(new QWidget(this))
    , m_advice(new QLabel(tr("Click a jet or a particle in any view; Ctrl-click adds to it."), this)) {
    setObjectName(QStringLiteral("selectionPanel"));
    setAccessibleName(tr("Selection"));
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    m_title->setObjectName(QStringLiteral("selectionTitle"));
    m_copy->setText(tr("Copy"));
    m_copy->setObjectName(QStringLiteral("copySelection"));
    m_copy->setToolTip(tr("Copy these numbers"));
    m_copy->setAutoRaise(true);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_summary.toText()); });
    m_advice->setWordWrap(true);
    m_advice->setForegroundRole(QPalette::PlaceholderText);

    auto *grid = new QGridLayout(m_numbers);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(2);
    static constexpr const char *names[] = {"m", "p<sub>T</sub>", "E", "η", "φ"};
    static constexpr const char *help[] = {
        QT_TR_NOOP("Invariant mass of the sum of all that is chosen"),
        QT_TR_NOOP("Transverse momentum of the sum"), QT_TR_NOOP("Energy of the sum"),
        QT_TR_NOOP("Pseudorapidity of the sum"), QT_TR_NOOP("Azimuth of the sum, in radians")};
    // The mass first and large: it is what one chooses things for. The others in two columns.
    static constexpr int places[5][2] = {{0, 0}, {1, 0}, {2, 0}, {1, 2}, {2, 2}};
    for (std::size_t k = 0; k < m_values.size(); ++k) {
        auto *name = new QLabel(QString::fromUtf8(names[k]), m_numbers);
        name->setForegroundRole(QPalette::PlaceholderText);
        name->setToolTip(tr(help[k]));
        auto *value = m_values[k] = new QLabel(m_numbers);
        value->setToolTip(tr(help[k]));
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setAccessibleName(tr(help[k]));
        if (k == 0) {
            QFont large = strong;
            large.setPointSizeF(font().pointSizeF() * 1.35);
            value->setFont(large);
        }
        const auto [row, column] = places[k];
        grid->addWidget(name, row, column, Qt::AlignLeft | Qt::AlignBaseline);
        grid->addWidget(value, row, column + 1, 1, k == 0 ? 3 : 1, Qt::AlignLeft | Qt::AlignBaseline);
    }
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setVerticalSpacing(6);
    layout->addWidget(m_title, 0, 0);
    layout->addWidget(m_copy, 0, 1, Qt::AlignRight);
    layout->addWidget(m_numbers, 1, 0, 1, 2);
    layout->addWidget(m_advice, 2, 0, 1, 2);
    layout->setRowStretch(3, 1);

    connect(&document, &Document::selectionChanged, this, &SelectionPanel::refresh);
    connect(&document, &Document::sceneChanged, this, &SelectionPanel::refresh);
    refresh();
}

void SelectionPanel::refresh() {
    m_summary = SelectionSummary::of(m_document.scene(), m_document.session().selection);
    m_title->setText(m_summary.title());
    const auto lines = m_summary.lines();
    for (std::size_t k = 0; k < lines.size(); ++k)
        m_values[k]->setText(lines[k].second);
    m_numbers->setVisible(!lines.empty());
    m_copy->setVisible(!lines.empty());
    m_advice->setVisible(lines.empty());
}

} // namespace quincunx
