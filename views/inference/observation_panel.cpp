#include "views/inference/observation_panel.h"

#include "views/document/document.h"
#include "views/geometry/axis_scale.h"
#include "views/inference/inference_style.h"
#include "views/inference/leaf_plane.h"
#include "views/settings/panel_layout.h"
#include "views/style/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

namespace quincunx {
namespace {

constexpr int countSteps = 60; // of the slider, which is logarithmic

int countAt(int step) {
    return static_cast<int>(std::lround(std::pow(mostObservations, static_cast<double>(step) / countSteps)));
}

} // namespace

InferenceDesk &ObservationPanel::desk() const {
    return m_document.inference();
}

ObservationPanel::ObservationPanel(Document &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document) {
    m_across = makeCoordinateBox("data-across", &InferenceDisplay::across);
    m_up = makeCoordinateBox("data-up", &InferenceDisplay::up);
    m_coordinates = new QWidget;
    auto *boxes = new QFormLayout(m_coordinates);
    boxes->setContentsMargins(0, 0, 0, 0);
    boxes->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    boxes->addRow(tr("Data across"), m_across);
    boxes->addRow(tr("Data up"), m_up);

    auto *another = new QPushButton(tr("Observe another"));
    another->setObjectName(QStringLiteral("inference-another"));
    another->setToolTip(tr("Take one of the simulations as the observation: its truth is known"));
    connect(another, &QPushButton::clicked, this, [this] {
        if (const auto cloud = desk().cloud())
            desk().takeSimulated(QRandomGenerator::global()->bounded(static_cast<int>(cloud->x.rows())));
    });
    m_observed = makeWrappedLabel("inference-observed");
    m_misfit = makeWrappedLabel("inference-misfit");
    auto warn = [this] {
        QPalette colours = palette();
        colours.setColor(QPalette::WindowText, ThemeSwitch::instance().theme().error);
        m_misfit->setPalette(colours);
    };
    connect(&ThemeSwitch::instance(), &ThemeSwitch::changed, this, warn);
    warn();
    m_counts = makeCountRow();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->setSpacing(6);
    for (QWidget *widget : {m_coordinates, static_cast<QWidget *>(m_observed),
                            static_cast<QWidget *>(m_misfit), static_cast<QWidget *>(another), m_counts})
        layout->addWidget(widget);

    connect(&document, &Document::sessionChanged, this, &ObservationPanel::showUsed);
    for (auto signal : {&InferenceDesk::trainingChanged, &InferenceDesk::estimateChanged,
                        &InferenceDesk::observationChanged})
        connect(&desk(), signal, this, &ObservationPanel::showObserved);
    showUsed();
}

QComboBox *ObservationPanel::makeCoordinateBox(const char *name, int InferenceDisplay::*coordinate) {
    auto *box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setMinimumContentsLength(5);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(box, &QComboBox::activated, this, [this, coordinate](int chosen) {
        m_document.change(tr("Show other data"),
                          [&](Session &session) { session.inferenceDisplay.*coordinate = chosen; });
    });
    return box;
}

QWidget *ObservationPanel::makeCountRow() {
    m_slider = new QSlider(Qt::Horizontal);
    m_slider->setObjectName(QStringLiteral("observations-slider"));
    m_slider->setRange(0, countSteps);
    m_slider->setAccessibleName(tr("Number of observations"));
    m_count = new QSpinBox;
    m_count->setObjectName(QStringLiteral("observations"));
    m_count->setRange(1, mostObservations);
    m_count->setKeyboardTracking(false);
    m_play = new QPushButton(tr("Play"));
    m_play->setObjectName(QStringLiteral("observations-play"));
    m_play->setToolTip(tr("Watch the posterior concentrate as observations come in"));
    connect(m_slider, &QSlider::valueChanged, this, [this](int step) { setCount(countAt(step), true); });
    connect(m_slider, &QSlider::sliderReleased, &m_document, &Document::endGesture);
    connect(m_count, &QSpinBox::valueChanged, this, [this](int count) { setCount(count, false); });
    connect(m_play, &QPushButton::clicked, this, &ObservationPanel::playCounts);
    connect(&m_player, &QTimer::timeout, this, [this] {
        const int now = m_document.session().observation.count;
        if (now >= mostObservations || !isVisible() || !desk().takesMany())
            return playCounts();
        setCount(std::min(mostObservations, std::max(now + 1, now * 21 / 20)), true);
    });
    auto *row = new QWidget;
    row->setToolTip(tr("Independent data drawn at the same truth"));
    auto *layout = new QGridLayout(row); // the slider has all of the column to itself
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new QLabel(tr("Observations")), 0, 0);
    layout->addWidget(m_count, 0, 1);
    layout->addWidget(m_play, 0, 2);
    layout->addWidget(m_slider, 1, 0, 1, 3);
    layout->setColumnStretch(1, 1);
    return row;
}

void ObservationPanel::setCount(int count, bool gesture) {
    m_document.change(
        tr("Observe more or less"), [&](Session &session) { session.observation.count = count; },
        gesture ? QStringLiteral("observations") : QString());
}

void ObservationPanel::playCounts() {
    m_document.endGesture();
    const bool play = !m_player.isActive();
    m_play->setText(play ? tr("Stop") : tr("Play"));
    if (!play)
        return m_player.stop();
    setCount(1, true);
    m_player.start(60);
}

void ObservationPanel::showUsed() {
    const auto &names = desk().simulator().data();
    QStringList texts;
    for (const std::string &name : names)
        texts << symbolText(name);
    const InferenceDisplay &display = m_document.session().inferenceDisplay;
    for (auto [box, chosen] : {std::pair{m_across, display.across}, {m_up, display.up}}) {
        QStringList now;
        for (int i = 0; i < box->count(); ++i)
            now << box->itemText(i);
        if (now != texts) {
            box->clear();
            box->addItems(texts);
        }
        box->setCurrentIndex(std::min(chosen, box->count() - 1));
    }
    m_coordinates->setVisible(names.size() > 2 && !areLeaves(desk().simulator()));
    const int observations = m_document.session().observation.count;
    const QSignalBlocker quietBox(m_count), quietSlider(m_slider);
    m_count->setValue(observations);
    if (!m_slider->isSliderDown())
        m_slider->setValue(
            static_cast<int>(std::lround(countSteps * std::log(observations) / std::log(mostObservations))));
    showObserved();
}

void ObservationPanel::showObserved() {
    const Observed &seen = desk().observed();
    QStringList numbers;
    for (Eigen::Index k = 0; seen.x.rows() > 0 && k < std::min<Eigen::Index>(seen.x.cols(), 3); ++k)
        numbers << numberText(seen.x(0, k));
    if (seen.x.cols() > 3)
        numbers << QStringLiteral("…");
    m_observed->setVisible(!numbers.isEmpty());
    m_observed->setText(tr("Observed: (%1)%2")
                            .arg(numbers.join(QStringLiteral(", ")),
                                 seen.truth.empty() ? tr("; the truth is not known")
                                                    : tr("; simulated, the truth is known")));
    m_misfit->setText(desk().misfitMessage());
    m_misfit->setVisible(!desk().misfitMessage().isEmpty());
    m_counts->setVisible(desk().takesMany());
    m_counts->setEnabled(!seen.truth.empty());
}

} // namespace quincunx
