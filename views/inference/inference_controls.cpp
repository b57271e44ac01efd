#include "views/inference/inference_controls.h"

#include "views/inference/inference_style.h"
#include "views/inference/observation_panel.h"
#include "views/inference/simulator_choice.h"
#include "views/settings/bound_panel.h"
#include "views/settings/panel_layout.h"
#include "views/settings/run_buttons.h"

#include <QLabel>
#include <QVBoxLayout>

namespace quincunx {

InferenceDesk &InferenceControls::desk() const {
    return m_document.inference();
}

InferenceControls::InferenceControls(Document &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document) {
    m_budget = boundPanel(document, &Session::inference, tr("Change the estimate"),
                          {"estimator", "rival", "simulations", "inference-seed"});
    m_settings = boundPanel(document, &Session::estimator, tr("Change the estimator"));
    m_about = makeWrappedLabel("inference-about");
    m_state = makeWrappedLabel("inference-state");

    QVBoxLayout *layout = columnOf(this);
    auto inset = [layout](QWidget *widget) { addInset(layout, widget); };
    layout->addWidget(new SimulatorChoice(document));
    inset(m_about);
    layout->addWidget(m_budget);
    layout->addWidget(m_settings);
    inset(makeRunButtons());
    inset(m_state);
    layout->addWidget(new ObservationPanel(document));
    m_display = boundPanel(document, &Session::inferenceDisplay, tr("Change how a posterior is shown"),
                           {"parameter-axes", "ghost", "difference"});
    layout->addWidget(m_display);
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

QWidget *InferenceControls::makeRunButtons() {
    m_run = new RunButtons(desk().runJob(), QStringLiteral("inference"), tr("Run"),
                           tr("Simulate, and make the estimator"),
                           tr("End the training now, with the best epoch so far"));
    connect(m_run, &RunButtons::runWanted, this, [this] { desk().run(); });
    connect(m_run, &RunButtons::keepWanted, this, [this] { desk().stopAndKeep(); });
    return m_run;
}

void InferenceControls::showUsed() {
    const SimulatorKind kind = desk().simulatorKind();
    const EstimatorKind &estimator = desk().estimator();
    const EstimatorKind *rival = desk().rival();
    std::vector<std::string> budget{"estimator", "rival", "inference-seed"}, numbers = estimator.settings;
    if (estimator.simulates || (rival && rival->simulates))
        budget.emplace_back("simulations");
    if (rival)
        numbers.insert(numbers.end(), rival->settings.begin(), rival->settings.end());
    m_budget->showOnly(budget);
    std::vector<std::string> display{"parameter-axes", "ghost"};
    if (rival && kind.simulator->prior().size() > 1)
        display.emplace_back("difference");
    m_display->showOnly(display);
    m_settings->showOnly(numbers);
    m_settings->setVisible(!numbers.empty());
    const auto count = [](std::size_t number, const QString &one, const QString &many) {
        return QStringLiteral("%1 %2").arg(number).arg(number == 1 ? one : many);
    };
    m_about->setText(
        tr("%1 %2, %3 as data%4.")
            .arg(QString::fromStdString(kind.summary),
                 count(kind.simulator->parameters().size(), tr("parameter"), tr("parameters")),
                 count(kind.simulator->data().size(), tr("number"), tr("numbers")),
                 kind.simulator->hasPosterior() ? tr("; the true posterior is known") : QString()));
    showState();
}

void InferenceControls::showState() {
    const bool running = desk().runJob().isRunning(), needed = desk().needsRun();
    bool trains = false, can = false;
    QStringList losses;
    for (const auto &[kind, loss] :
         {std::pair{&desk().estimator(), desk().loss()}, {desk().rival(), desk().rivalLoss()}}) {
        if (!kind)
            continue;
        trains |= std::ranges::count(kind->settings, "epochs") > 0;
        can |= kind->refuses(desk().simulator()).empty();
        if (loss)
            losses << (desk().rival() ? shortTitle(kind->name) + QStringLiteral(": ") : QString()) +
                          tr("epoch %1, best %2").arg(loss->training.size()).arg(loss->best + 1);
    }
    m_run->setVisible(needed || running);
    m_run->setPossible(can, trains, !losses.isEmpty());
    QString state = desk().message();
    if (running)
        state = losses.isEmpty() ? tr("Simulating …") : losses.join(u'\n');
    else if (desk().rival() && desk().estimate() && !desk().rivalEstimate() && state.isEmpty())
        state = tr("Press Run to make the rival: %1").arg(QString::fromStdString(desk().rival()->title));
    else if (needed && desk().estimate() && !desk().isCurrent())
        state = tr("What is shown was made with other settings: run again");
    m_state->setText(state);
    m_state->setVisible(!state.isEmpty());
}

} // namespace quincunx
