#include "views/inference/inference_controls.h"

#include "views/geometry/axis_scale.h"
#include "views/inference/inference_style.h"
#include "views/settings/bound_panel.h"

#include <QComboBox>
#include <QFormLayout>
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

QLabel *makeWrappedLabel(const char *name) {
    auto *label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

InferenceDesk &InferenceControls::desk() const {
    return m_document.inference();
}

InferenceControls::InferenceControls(Document &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document) {
    m_budget = boundPanel(document, &Session::inference, tr("Change the estimate"),
                          {"estimator", "simulations", "inference-seed"});
    m_settings = boundPanel(document, &Session::estimator, tr("Change the estimator"));
    m_about = makeWrappedLabel("inference-about");
    m_state = makeWrappedLabel("inference-state");

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setSpacing(0);
    auto inset = [layout](QWidget *widget) {
        auto *row = new QHBoxLayout;
        row->setContentsMargins(8, 4, 8, 4);
        row->addWidget(widget);
        layout->addLayout(row);
    };
    layout->addWidget(makeSimulatorPanel());
    inset(m_about);
    layout->addWidget(m_budget);
    layout->addWidget(m_settings);
    inset(makeRunButtons());
    inset(m_state);
    layout->addWidget(makeObservationPanel());
    layout->addWidget(boundPanel(document, &Session::inferenceDisplay, tr("Change how a posterior is shown"),
                                 {"parameter-axes", "ghost"}));
    layout->addStretch(1);

    connect(&document, &Document::sessionChanged, this, &InferenceControls::showUsed);
    for (auto signal : {&InferenceDesk::trainingChanged, &InferenceDesk::estimateChanged,
                        &InferenceDesk::observationChanged})
        connect(&desk(), signal, this, &InferenceControls::showState);
    for (auto signal : {&Job::started, &Job::finished})
        connect(&desk().runJob(), signal, this, &InferenceControls::showState);
    showUsed();
    showState();
}

// Another simulator has other data: what was observed and which of it is shown means nothing there.
QWidget *InferenceControls::makeSimulatorPanel() {
    std::vector<Setting> settings;
    std::ranges::copy_if(InferenceSettings::table().settings(), std::back_inserter(settings),
                         [](const Setting &setting) { return setting.name == "simulator"; });
    auto *panel = new SettingsPanel(settings);
    auto show = [this, panel] {
        panel->setValues({{"simulator", m_document.session().inference.simulator}});
    };
    connect(&m_document, &Document::sessionChanged, panel, show);
    connect(panel, &SettingsPanel::edited, &m_document, [this](const QString &, const nlohmann::json &value) {
        m_document.change(tr("Choose a simulator"), [&](Session &session) {
            if (session.inference.simulator == value.get<std::string>())
                return;
            session.inference.simulator = value.get<std::string>();
            session.observation = {};
            session.inferenceDisplay.across = 0;
            session.inferenceDisplay.up = 1;
        });
    });
    show();
    return panel;
}

QWidget *InferenceControls::makeRunButtons() {
    m_run = new QPushButton(tr("Run"));
    m_run->setObjectName(QStringLiteral("inference-run"));
    m_run->setToolTip(tr("Simulate, and make the estimator"));
    connect(m_run, &QPushButton::clicked, this,
            [this] { desk().runJob().isRunning() ? desk().runJob().cancel() : desk().run(); });
    m_keep = new QPushButton(tr("Stop and keep"));
    m_keep->setObjectName(QStringLiteral("inference-keep"));
    m_keep->setToolTip(tr("End the training now, with the best epoch so far"));
    connect(m_keep, &QPushButton::clicked, this, [this] { desk().stopAndKeep(); });
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_run, 1);
    layout->addWidget(m_keep, 1);
    return row;
}

QComboBox *InferenceControls::makeCoordinateBox(const char *name, int InferenceDisplay::*coordinate) {
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

QWidget *InferenceControls::makeObservationPanel() {
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
    m_counts = makeCountRow();

    auto *panel = new QWidget;
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->setSpacing(6);
    for (QWidget *widget :
         {m_coordinates, static_cast<QWidget *>(m_observed), static_cast<QWidget *>(another), m_counts})
        layout->addWidget(widget);
    return panel;
}

QWidget *InferenceControls::makeCountRow() {
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
    connect(m_play, &QPushButton::clicked, this, &InferenceControls::playCounts);
    connect(&m_player, &QTimer::timeout, this, [this] {
        const int now = m_document.session().observation.count;
        if (now >= mostObservations || !isVisible() || !desk().takesMany())
            return playCounts();
        setCount(std::min(mostObservations, std::max(now + 1, now * 21 / 20)), true);
    });
    auto *row = new QWidget;
    row->setToolTip(tr("Independent data drawn at the same truth"));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new QLabel(tr("Observations")));
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_count);
    layout->addWidget(m_play);
    return row;
}

void InferenceControls::setCount(int count, bool gesture) {
    m_document.change(
        tr("Observe more or less"), [&](Session &session) { session.observation.count = count; },
        gesture ? QStringLiteral("observations") : QString());
}

void InferenceControls::playCounts() {
    m_document.endGesture();
    const bool play = !m_player.isActive();
    m_play->setText(play ? tr("Stop") : tr("Play"));
    if (!play)
        return m_player.stop();
    setCount(1, true);
    m_player.start(60);
}

void InferenceControls::showUsed() {
    const InferenceSettings &settings = m_document.session().inference;
    const SimulatorKind &kind = simulators().at(settings.simulator);
    const EstimatorKind &estimator = desk().estimator();
    std::vector<std::string> budget{"estimator"};
    if (estimator.simulates)
        budget.insert(budget.end(), {"simulations"});
    budget.emplace_back("inference-seed");
    m_budget->showOnly(budget);
    m_settings->showOnly(estimator.settings);
    m_settings->setVisible(!estimator.settings.empty());
    const auto count = [](std::size_t number, const QString &one, const QString &many) {
        return QStringLiteral("%1 %2").arg(number).arg(number == 1 ? one : many);
    };
    m_about->setText(
        tr("%1 %2, %3 as data%4.")
            .arg(QString::fromStdString(kind.summary),
                 count(kind.simulator->parameters().size(), tr("parameter"), tr("parameters")),
                 count(kind.simulator->data().size(), tr("number"), tr("numbers")),
                 kind.simulator->hasPosterior() ? tr("; the true posterior is known") : QString()));
    showCoordinates();
    const int observations = m_document.session().observation.count;
    const QSignalBlocker quietBox(m_count), quietSlider(m_slider);
    m_count->setValue(observations);
    if (!m_slider->isSliderDown())
        m_slider->setValue(
            static_cast<int>(std::lround(countSteps * std::log(observations) / std::log(mostObservations))));
    showState();
}

void InferenceControls::showCoordinates() {
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
    m_coordinates->setVisible(names.size() > 2);
}

void InferenceControls::showState() {
    const bool running = desk().runJob().isRunning(), needed = desk().needsRun();
    const bool trains = std::ranges::count(desk().estimator().settings, "epochs") > 0;
    const std::string why = desk().estimator().refuses(desk().simulator());
    m_run->setVisible(needed || running);
    m_run->setText(running ? tr("Cancel") : tr("Run"));
    m_run->setEnabled(running || why.empty());
    m_keep->setVisible(running && trains);
    m_keep->setEnabled(desk().loss() != nullptr);
    QString state = desk().message();
    if (running)
        state = desk().loss()
                    ? tr("Epoch %1, best %2").arg(desk().loss()->training.size()).arg(desk().loss()->best + 1)
                    : tr("Simulating …");
    else if (needed && desk().estimate() && !desk().isCurrent())
        state = tr("What is shown was made with other settings: run again");
    m_state->setText(state);
    m_state->setVisible(!state.isEmpty());

    const Observed &seen = desk().observed();
    QStringList numbers;
    for (Eigen::Index k = 0; seen.x.rows() > 0 && k < std::min<Eigen::Index>(seen.x.cols(), 3); ++k)
        numbers << numberText(seen.x(0, k));
    if (seen.x.cols() > 3)
        numbers << QStringLiteral("…");
    m_observed->setText(tr("Observed: (%1)%2")
                            .arg(numbers.join(QStringLiteral(", ")),
                                 seen.truth.empty() ? tr("; the truth is not known")
                                                    : tr("; simulated, the truth is known")));
    m_counts->setVisible(desk().takesMany());
    m_counts->setEnabled(!seen.truth.empty());
}

} // namespace quincunx
