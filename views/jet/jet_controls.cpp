#include "views/jet/jet_controls.h"

#include "core/substructure/jet_analysis.h"
#include "views/settings/bound_panel.h"

#include <QAction>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

namespace quincunx {
namespace {

QToolButton *buttonFor(QAction *action) {
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    return button;
}

QWidget *besides(QWidget *content, QWidget *button) {
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->addWidget(content, 1);
    layout->addWidget(button, 0, Qt::AlignTop);
    return row;
}

} // namespace

JetControls::JetControls(Document &document, QAction *play, QAction *sweep, QWidget *parent)
    : QWidget(parent)
    , m_document(document) {
    m_jets = new QComboBox;
    m_jets->setObjectName(QStringLiteral("jet"));
    m_jets->setAccessibleName(tr("Jet under the microscope"));
    m_jets->setToolTip(
        tr("The jet that all views of this page show; choosing one in any view does the same"));
    m_jets->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_jets, &QComboBox::activated, &document, &Document::showJet);

    auto *form = new QFormLayout;
    form->setContentsMargins(8, 8, 8, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Jet"), m_jets);
    form->addRow(tr("Merges"), makeMergeRow(play));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(form);
    layout->addWidget(
        besides(boundPanel(document, &Session::jetSettings, tr("Change α"), {"alpha"}), buttonFor(sweep)));
    layout->addWidget(boundPanel(document, &Session::jetDisplay, tr("Change how the jet is shown"),
                                 {"row-order", "matrix-scale", "node-height", "lund", "image", "image-of"}));
    layout->addWidget(boundPanel(document, &Session::jetSettings, tr("Change the jet's analysis"),
                                 {"angular", "z-cut", "beta"}));
    layout->addStretch(1);

    connect(&document, &Document::sceneChanged, this, &JetControls::showJets);
    connect(&document, &Document::sessionChanged, this, [this] {
        m_jets->setCurrentIndex(std::min(m_document.session().jet, m_jets->count() - 1));
        showMerges();
    });
    connect(&document, &Document::jetChanged, this, &JetControls::showMerges);
    showJets();
    showMerges();
}

QWidget *JetControls::makeMergeRow(QAction *play) {
    m_merges = new QSlider(Qt::Horizontal);
    m_merges->setObjectName(QStringLiteral("merges"));
    m_merges->setAccessibleName(tr("Merges made"));
    m_merges->setToolTip(tr(
        "How many merges of the clustering are made: every branch that is left has a colour, in all views"));
    m_mergeText = new QLabel;
    m_mergeText->setMinimumWidth(m_mergeText->fontMetrics().horizontalAdvance(QStringLiteral("888 / 888")));
    m_mergeText->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(m_merges, &QSlider::valueChanged, this, [this](int merges) {
        m_document.change(
            tr("Play the clustering"),
            [&](Session &session) { session.jetDisplay.branches = m_merges->maximum() + 1 - merges; },
            QStringLiteral("branches"));
        if (!m_merges->isSliderDown())
            m_document.endGesture();
    });
    connect(m_merges, &QSlider::sliderReleased, &m_document, &Document::endGesture);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_merges, 1);
    layout->addWidget(m_mergeText);
    layout->addWidget(buttonFor(play));
    return row;
}

void JetControls::showJets() {
    const Scene &scene = m_document.scene();
    m_jets->clear();
    if (scene.event->isJet)
        m_jets->addItem(tr("All of the event"));
    else
        for (std::size_t j = 0; j < scene.clustering->jets.size(); ++j) {
            const Jet &jet = scene.clustering->jets[j];
            m_jets->addItem(tr("%1:  %2 GeV,  %3 constituents")
                                .arg(j + 1)
                                .arg(jet.momentum.pt(), 0, 'f', 0)
                                .arg(jet.constituents.size()));
        }
    m_jets->setEnabled(m_jets->count() > 1);
    m_jets->setCurrentIndex(std::min(m_document.session().jet, m_jets->count() - 1));
}

void JetControls::showMerges() {
    const JetAnalysis *jet = m_document.scene().jet.get();
    const int last = jet ? jet->tree.leafCount() - 1 : 0;
    const int merges = std::clamp(last + 1 - m_document.session().jetDisplay.branches, 0, last);
    const QSignalBlocker quiet(m_merges);
    m_merges->setRange(0, last);
    if (!m_merges->isSliderDown())
        m_merges->setValue(merges);
    m_merges->setEnabled(last > 0);
    m_mergeText->setText(QStringLiteral("%1 / %2").arg(merges).arg(last));
}

} // namespace quincunx
