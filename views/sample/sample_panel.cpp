#include "views/sample/sample_panel.h"

#include "core/ginkgo/ginkgo_settings.h"
#include "core/sample/sample_table.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QToolButton>
#include <QTreeWidget>

#include <algorithm>

namespace quincunx {
namespace {

constexpr std::int64_t generated = 20000; // jets of each kind: enough for a smooth average image

QString nameOf(const SampleChoice &source) {
    if (source.generator.empty())
        return QFileInfo(QString::fromStdString(source.file)).fileName();
    return QObject::tr("%1, %2 generated")
        .arg(QString::fromStdString(ginkgoKinds().at(source.generator).title))
        .arg(source.count);
}

} // namespace

SamplePanel::SamplePanel(Document &document, QWidget *parent) : QWidget(parent), m_document(document) {
    m_sources = new QTreeWidget;
    m_sources->setObjectName(QStringLiteral("sample-sources"));
    m_sources->setAccessibleName(tr("Sources of the sample"));
    m_sources->setHeaderLabels({tr("Source"), tr("Label")});
    m_sources->setRootIsDecorated(false);
    m_sources->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_sources->setToolTip(
        tr("Where the jets of the sample come from. Double-click a label to name all jets of a "
           "source; without one, each event says what it is"));
    m_sources->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_sources->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_sources->header()->setStretchLastSection(false);
    m_sources->setMinimumHeight(72);
    connect(m_sources, &QTreeWidget::itemChanged, this, &SamplePanel::relabel);

    m_measure = new QPushButton(tr("Measure"));
    m_measure->setObjectName(QStringLiteral("sample-measure"));
    m_measure->setToolTip(tr("Find the leading jet of every event of the sample and measure it"));
    connect(m_measure, &QPushButton::clicked, this, [this] {
        Job &job = m_document.sample().job();
        job.isRunning() ? job.cancel() : m_document.sample().scan();
    });
    m_summary = new QLabel;
    m_summary->setObjectName(QStringLiteral("sample-summary"));
    m_summary->setWordWrap(true);

    auto makeLabels = [this](const char *name, int JetDisplay::*which) {
        auto *box = new QComboBox;
        box->setObjectName(QLatin1String(name));
        connect(box, &QComboBox::activated, this, [this, which](int label) { choose(which, label); });
        return box;
    };
    m_first = makeLabels("sample-first", &JetDisplay::first);
    m_second = makeLabels("sample-second", &JetDisplay::second);
    auto *overlays = new QFormLayout;
    overlays->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    overlays->addRow(tr("First"), m_first);
    overlays->addRow(tr("Second"), m_second);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 8);
    layout->addWidget(m_sources, 1);
    layout->addWidget(makeButtons());
    layout->addWidget(m_summary);
    layout->addLayout(overlays);

    connect(&document, &Document::sessionChanged, this, &SamplePanel::showSources);
    connect(&document, &Document::sessionChanged, this, &SamplePanel::showTable);
    connect(&document.sample(), &SampleDesk::changed, this, &SamplePanel::showTable);
    connect(&document.sample().job(), &Job::started, this, &SamplePanel::showTable);
    connect(&document.sample().job(), &Job::finished, this, &SamplePanel::showTable);
    showSources();
    showTable();
}

QWidget *SamplePanel::makeButtons() {
    auto makeButton = [](const QString &text, const QString &help) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(help);
        return button;
    };
    QToolButton *add = makeButton(tr("Add files…"), tr("Files of events or jets"));
    connect(add, &QToolButton::clicked, this, &SamplePanel::addFiles);
    QToolButton *generate =
        makeButton(tr("Generate"), tr("Jets of the Ginkgo shower, where no file is at hand"));
    generate->setObjectName(QStringLiteral("sample-generate"));
    generate->setPopupMode(QToolButton::InstantPopup);
    auto *kinds = new QMenu(generate);
    for (const GinkgoKind &kind : ginkgoKinds().entries())
        kinds->addAction(QString::fromStdString(kind.title), this,
                         [this, name = kind.name] { addGenerator(name); });
    generate->setMenu(kinds);
    QToolButton *remove = makeButton(tr("Remove"), tr("Take the chosen sources out of the sample"));
    connect(remove, &QToolButton::clicked, this, &SamplePanel::removeChosen);

    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (QToolButton *button : {add, generate, remove})
        layout->addWidget(button);
    layout->addStretch(1);
    layout->addWidget(m_measure);
    return row;
}

void SamplePanel::addFiles() {
    QSettings settings;
    const QStringList paths =
        QFileDialog::getOpenFileNames(this, tr("Add to the sample"), settings.value("folder").toString());
    if (paths.isEmpty())
        return;
    settings.setValue("folder", QFileInfo(paths.front()).absolutePath());
    m_document.change(tr("Add to the sample"), [&](Session &session) {
        for (const QString &path : paths)
            session.sample.emplace_back().file = QFileInfo(path).absoluteFilePath().toStdString();
    });
}

void SamplePanel::addGenerator(const std::string &kind) {
    m_document.change(tr("Add generated jets"), [&](Session &session) {
        std::uint64_t seed = 1; // another one for each source, so that no jet comes twice
        for (const SampleChoice &source : session.sample)
            seed = std::max(seed, source.seed + 1);
        SampleChoice &added = session.sample.emplace_back();
        added.generator = kind;
        added.count = generated;
        added.seed = seed;
    });
}

void SamplePanel::removeChosen() {
    std::vector<int> rows;
    for (QTreeWidgetItem *item : m_sources->selectedItems())
        rows.push_back(m_sources->indexOfTopLevelItem(item));
    std::ranges::sort(rows, std::greater());
    m_document.change(tr("Remove from the sample"), [&](Session &session) {
        for (int row : rows)
            session.sample.erase(session.sample.begin() + row);
    });
}

void SamplePanel::relabel(QTreeWidgetItem *item, int column) {
    if (column != 1)
        return;
    const auto row = static_cast<std::size_t>(m_sources->indexOfTopLevelItem(item));
    const std::string label = item->text(1).trimmed().toStdString();
    // Queued: the change shows the sources anew, which must not happen while an item of them reports
    QMetaObject::invokeMethod(
        this,
        [this, row, label] {
            m_document.change(tr("Label the sample"),
                              [&](Session &session) { session.sample.at(row).label = label; });
        },
        Qt::QueuedConnection);
}

void SamplePanel::choose(int JetDisplay::*which, int label) {
    m_document.change(tr("Choose a label"), [&](Session &session) { session.jetDisplay.*which = label; });
}

void SamplePanel::showSources() {
    const QSignalBlocker quiet(m_sources);
    const std::vector<SampleChoice> &sample = m_document.session().sample;
    while (m_sources->topLevelItemCount() > static_cast<int>(sample.size()))
        delete m_sources->takeTopLevelItem(m_sources->topLevelItemCount() - 1);
    for (std::size_t i = 0; i < sample.size(); ++i) {
        QTreeWidgetItem *item = m_sources->topLevelItem(static_cast<int>(i));
        if (!item) {
            item = new QTreeWidgetItem(m_sources);
            item->setFlags(item->flags() | Qt::ItemIsEditable);
        }
        item->setText(0, nameOf(sample[i]));
        item->setToolTip(0, QString::fromStdString(sample[i].file));
        item->setText(1, QString::fromStdString(sample[i].label));
    }
}

void SamplePanel::showTable() {
    SampleDesk &desk = m_document.sample();
    const auto table = desk.table();
    const bool running = desk.job().isRunning();
    m_measure->setText(running ? tr("Stop and keep") : tr("Measure"));
    m_measure->setEnabled(running || !m_document.session().sample.empty());

    const JetDisplay &display = m_document.session().jetDisplay;
    for (auto [box, chosen] : {std::pair{m_first, display.first}, {m_second, display.second}}) {
        box->clear();
        if (table)
            for (const std::string &label : table->labels)
                box->addItem(QString::fromStdString(label));
        box->setEnabled(box->count() > 1);
        box->setCurrentIndex(std::min(chosen, box->count() - 1));
    }
    if (!table) {
        m_summary->setText(m_document.session().sample.empty()
                               ? tr("Add files, or generate jets, and measure them: this jet then stands "
                                    "before theirs.")
                               : tr("Not measured yet."));
        return;
    }
    QStringList parts{tr("%1 jets").arg(table->jets())};
    if (table->withoutJet > 0)
        parts << tr("%1 events without a jet").arg(table->withoutJet);
    if (table->malformed > 0)
        parts << tr("%1 events could not be read").arg(table->malformed);
    if (!table->damage.empty())
        parts << QString::fromStdString(table->damage.front());
    if (!running && !desk.isCurrent())
        parts << tr("made with other settings or stopped: measure again");
    m_summary->setText(parts.join(QStringLiteral("; ")));
}

} // namespace quincunx
