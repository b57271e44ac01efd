#include "views/trees/trees_controls.h"

#include "views/document/trees_desk.h"
#include "views/geometry/axis_scale.h"
#include "views/settings/bound_panel.h"
#include "views/settings/leading_choice.h"
#include "views/settings/panel_layout.h"
#include "views/trees/trellis_graph.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <cmath>

namespace quincunx {

using Source = TreesSettings::Source;

namespace {

QString shown(double value) {
    return withMinus(QString::number(value, 'f', 2));
}

} // namespace

TreesControls::TreesControls(Document &document, QWidget *parent) : QWidget(parent), m_document(document) {
    auto settings = [&document](std::vector<std::string> names) {
        return boundPanel(document, &Session::trees, tr("Change the trees"), names);
    };
    m_source = settings({"source"});
    m_leaves = settings({"leaves", "seed", "subjets"});
    m_density = settings({"density", "cost", "lambda", "lambda_root", "t_cut"});
    m_search = settings({"beam-width", "samples", "astar"});
    m_display = boundPanel(
        document, &Session::treesDisplay, tr("Change how trees are shown"),
        {"truth", "greedy", "beam", "map", "kt", "cambridge", "antikt", "height", "reference", "depth-of"});

    m_table = new QPushButton(tr("Table…"));
    m_table->setObjectName(QStringLiteral("trees-table"));
    m_table->setToolTip(tr("Open a table of similarities (CSV or JSON) or a file of Ginkgo jets"));
    connect(m_table, &QPushButton::clicked, this, &TreesControls::chooseTable);
    m_compute = new QPushButton(tr("Compute"));
    m_compute->setObjectName(QStringLiteral("trees-compute"));
    m_compute->setToolTip(tr("Make everything that is missing, however long it takes"));
    connect(m_compute, &QPushButton::clicked, &document.trees(), &TreesDesk::compute);
    m_summary = makeWrappedLabel("trees-summary");

    QVBoxLayout *layout = columnOf(this);
    auto inset = [layout](QWidget *widget) { addInset(layout, widget); };
    layout->addWidget(m_source);
    layout->addWidget(makeKindPanel());
    inset(m_table);
    layout->addWidget(m_leaves);
    inset(m_compute);
    inset(m_summary);
    layout->addWidget(m_density);
    layout->addWidget(m_display);
    layout->addWidget(m_search);
    layout->addWidget(makeRecursionPanel());
    layout->addStretch(1);

    connect(&document, &Document::sessionChanged, this, &TreesControls::showUsed);
    connect(&document.trees(), &TreesDesk::changed, this, &TreesControls::showSummary);
    for (auto signal : {&Job::started, &Job::finished})
        connect(&document.trees().job(), signal, this, &TreesControls::showSummary);
    showUsed();
    showSummary();
}

// A jet of another kind falls apart with other rates, so these follow; still they can be set apart from it,
// to see what a wrong density does.
QWidget *TreesControls::makeKindPanel() {
    m_kind = leadingChoice(m_document, &Session::trees, "kind", tr("Change the kind of shower"),
                           [](Session &session, const std::string &chosen) {
                               const GinkgoSettings rates = ginkgoKinds().at(chosen).settings;
                               session.trees.kind = chosen;
                               session.trees.lambda = rates.lambda;
                               session.trees.lambdaRoot = rates.lambdaRoot;
                               session.trees.tCut = rates.tCut;
                           });
    return m_kind;
}

QWidget *TreesControls::makeRecursionPanel() {
    m_play = new QPushButton(tr("Play"));
    m_play->setObjectName(QStringLiteral("trellis-play"));
    m_play->setToolTip(tr("Watch the trellis being summed cluster by cluster, for up to 6 leaves"));
    connect(m_play, &QPushButton::clicked, this, [this] {
        if (m_player.isActive())
            return stopPlaying();
        m_document.endGesture();
        m_play->setText(tr("Stop"));
        m_player.start(600);
    });
    connect(&m_player, &QTimer::timeout, this, &TreesControls::playOn);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->addWidget(
        boundPanel(m_document, &Session::treesDisplay, tr("Play the recursion"), {"trellis-step"}), 1);
    layout->addWidget(m_play);
    return row;
}

void TreesControls::playOn() {
    const auto result = m_document.trees().result();
    const int steps = result && result->leaves.size() <= TrellisGraph::mostLeaves
                          ? static_cast<int>(TrellisGraph(result->leaves.size()).steps.size())
                          : 0;
    const int next = m_document.session().treesDisplay.trellisStep + 1;
    m_document.change(
        tr("Play the recursion"),
        [&](Session &session) { session.treesDisplay.trellisStep = next < steps ? next : 0; },
        QStringLiteral("recursion"));
    if (next >= steps || !isVisible())
        stopPlaying();
}

void TreesControls::stopPlaying() {
    m_player.stop();
    m_play->setText(tr("Play"));
    m_document.endGesture();
}

void TreesControls::chooseTable() {
    QSettings settings;
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a table of similarities"), settings.value("folder").toString(),
        tr("Tables and jets (*.csv *.tsv *.txt *.json);;All files (*)"));
    if (path.isEmpty())
        return;
    settings.setValue("folder", QFileInfo(path).absolutePath());
    m_document.change(tr("Open a table"), [&](Session &session) {
        session.trees.source = Source::Table;
        session.treesTable = QFileInfo(path).absoluteFilePath().toStdString();
    });
}

void TreesControls::showUsed() {
    const Source source = m_document.session().trees.source;
    const bool table = source == Source::Table || source == Source::Expression;
    const bool generated = source == Source::Ginkgo || source == Source::Expression;
    m_kind->setVisible(source == Source::Ginkgo);
    m_table->setVisible(source == Source::Table);
    std::vector<std::string> leaves;
    if (source == Source::Ginkgo)
        leaves.push_back("leaves");
    else
        leaves.push_back("subjets");
    if (generated)
        leaves.push_back("seed");
    m_leaves->showOnly(leaves);
    m_density->showOnly(table ? std::vector<std::string>{"cost"}
                              : std::vector<std::string>{"density", "lambda", "lambda_root", "t_cut"});
    std::vector<std::string> display{"greedy", "beam", "map", "height", "reference", "depth-of"};
    if (source == Source::Ginkgo || source == Source::Table)
        display.push_back("truth");
    if (!table)
        display.insert(display.end(), {"kt", "cambridge", "antikt"});
    m_display->showOnly(display);
}

void TreesControls::showSummary() {
    const TreesDesk &desk = m_document.trees();
    const auto result = desk.result();
    QStringList lines;
    if (!result) {
        lines << desk.message();
    } else {
        if (!result->leaves.joined.empty())
            lines << tr("%1: trees say nothing of what is inside them.")
                         .arg(QString::fromStdString(result->leaves.joined));
        if (!result->waiting.empty())
            lines << QString::fromStdString(result->waiting);
        if (std::isfinite(result->logZ))
            lines << (result->sparse ? tr("ln Z ≥ %1 over the trees met, with %2 clusters")
                                           .arg(shown(result->logZ))
                                           .arg(result->sparse->clusterCount())
                                     : tr("ln Z = %1").arg(shown(result->logZ)));
        else if (result->trellis)
            lines << tr("ln Z = −∞: the density forbids every tree. A lower cut-off t allows some.");
        if (result->finiteTrees > 0)
            lines << tr("%1 trees, entropy %2 nats")
                         .arg(numberText(result->finiteTrees))
                         .arg(shown(result->entropy));
    }
    m_summary->setText(lines.join(u'\n'));
    m_summary->setVisible(!lines.isEmpty());
    m_compute->setVisible(result && !result->waiting.empty());
    m_compute->setEnabled(!m_document.trees().job().isRunning());
}

} // namespace quincunx
