#include "views/flow/flow_controls.h"

#include "views/flow/target_tools.h"
#include "views/settings/bound_panel.h"
#include "views/settings/leading_choice.h"
#include "views/settings/panel_layout.h"
#include "views/settings/run_buttons.h"

#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace quincunx {
namespace {

/// A part of the task, for panels.
template <auto member>
constexpr auto partOfTask = [](auto &session) -> auto & {
    return session.flow.*member;
};

QPushButton *makeButton(const char *name, const QString &text, const QString &help) {
    auto *button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(help);
    return button;
}

} // namespace

FlowDesk &FlowControls::desk() const {
    return m_document.flow();
}

FlowControls::FlowControls(Document &document, QWidget *parent) : QWidget(parent), m_document(document) {
    m_about = makeWrappedLabel("flow-about");
    m_state = makeWrappedLabel("flow-state");
    m_laws = makeWrappedLabel("flow-laws");
    m_laws->setTextFormat(Qt::RichText);
    m_target = boundPanel(document, partOfTask<&FlowTask::targetSettings>, tr("Change the target"));
    m_flow = boundPanel(document, partOfTask<&FlowTask::flowSettings>, tr("Change the flow"));

    QVBoxLayout *layout = columnOf(this);
    auto inset = [layout](QWidget *widget) { addInset(layout, widget); };
    layout->addWidget(makeChoicePanel());
    inset(m_about);
    layout->addWidget(m_target);
    inset(new TargetTools(document));
    layout->addWidget(m_flow);
    layout->addWidget(boundPanel(document, partOfTask<&FlowTask::training>, tr("Change the training")));
    inset(makeRunButtons());
    inset(m_state);
    inset(m_laws);
    m_display = boundPanel(document, &Session::flowDisplay, tr("Change how a flow is shown"));
    layout->addWidget(m_display);
    inset(makePlayButton());
    inset(makeFileButtons());
    layout->addStretch(1);

    connect(&document, &Document::sessionChanged, this, &FlowControls::showUsed);
    connect(&desk(), &FlowDesk::changed, this, &FlowControls::showState);
    connect(&desk().trainJob(), &Job::started, this, &FlowControls::showState);
    connect(&m_player, &QTimer::timeout, this, [this] {
        const double now = m_document.session().flowDisplay.warp;
        if (now >= 1 || !isVisible()) {
            m_player.stop();
            m_play->setText(tr("Play the layers"));
            return m_document.endGesture();
        }
        m_document.change(
            tr("Carry the grid"),
            [&](Session &session) { session.flowDisplay.warp = std::min(1., now + 0.01); },
            QStringLiteral("flow-warp"));
    });
    showUsed();
    showState();
}

// Another manifold may have other targets and flows, and each target is learned in another way.
QWidget *FlowControls::makeChoicePanel() {
    return leadingChoices(
        m_document, &Session::flow, {"manifold", "target", "flow"}, tr("Choose what a flow learns"),
        [](Session &session, const std::string &name, const std::string &chosen) {
            const FlowTask task = FlowTask::table().fromJson({{name, chosen}}, session.flow);
            session.flow = name == "manifold" ? recommended(fitted(task))
                           : name == "target" ? recommended(task)
                                              : task;
        });
}

QWidget *FlowControls::makeRunButtons() {
    m_run = new RunButtons(desk().trainJob(), QStringLiteral("flow"), tr("Train"), tr("From the beginning"),
                           tr("End the training now, with the best so far"));
    connect(m_run, &RunButtons::runWanted, this, [this] { desk().run(); });
    connect(m_run, &RunButtons::keepWanted, this, [this] { desk().stopAndKeep(); });
    m_more = makeButton("flow-more", tr("Go on"), tr("As many steps again, from what is learned"));
    connect(m_more, &QPushButton::clicked, this,
            [this] { desk().goOn(m_document.session().flow.training.steps); });
    m_race = makeButton("flow-race", tr("Race flows of every kind"),
                        tr("Train flows of every kind on this target, side by side"));
    connect(m_race, &QPushButton::clicked, this, [this] { desk().race(); });
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_run, 2);
    layout->addWidget(m_more, 1);
    auto *both = new QWidget;
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(row);
    column->addWidget(m_race);
    return both;
}

QWidget *FlowControls::makeFileButtons() {
    auto *open =
        makeButton("flow-open", tr("Open flow…"), tr("A model that was saved here or by flow train"));
    m_save = makeButton("flow-save", tr("Save flow…"), tr("Keep what is learned in a file"));
    connect(open, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Open a flow"), {}, tr("Flows (*.json)"));
        if (path.isEmpty())
            return;
        try {
            desk().open(path);
        } catch (const Error &error) {
            Q_EMIT m_document.failed(error);
        }
    });
    connect(m_save, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getSaveFileName(this, tr("Save the flow"),
                                                          QStringLiteral("flow.json"), tr("Flows (*.json)"));
        if (path.isEmpty())
            return;
        try {
            desk().save(path);
        } catch (const Error &error) {
            Q_EMIT m_document.failed(error);
        }
    });
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(open, 1);
    layout->addWidget(m_save, 1);
    return row;
}

QWidget *FlowControls::makePlayButton() {
    m_play =
        makeButton("flow-play", tr("Play the layers"), tr("Watch the grid being carried through the flow"));
    connect(m_play, &QPushButton::clicked, this, [this] {
        m_document.endGesture();
        m_document.change(
            tr("Carry the grid"), [](Session &session) { session.flowDisplay.warp = 0; },
            QStringLiteral("flow-warp"));
        m_player.start(30);
    });
    return m_play;
}

void FlowControls::showUsed() {
    const FlowTask &task = m_document.session().flow;
    const TargetKind &target = targets().at(task.target);
    const FlowKind &flow = flowKinds().at(task.flow);
    m_target->showOnly(target.settings);
    m_target->setVisible(!target.settings.empty());
    const bool sphere = Manifold::named(task.manifold).isSphere();
    std::vector<std::string> used{"layers"};
    if (flow.family == ManifoldFlowSettings::Family::Conditional) {
        used.insert(used.end(), {"components", "hidden"});
        if (sphere)
            used.insert(used.end(), {"bins", "gated"});
        else
            used.emplace_back("summed");
    } else if (flow.family == ManifoldFlowSettings::Family::Radial) {
        used.emplace_back("components");
    }
    m_flow->showOnly(used);
    std::vector<std::string> shown{"flow-scale", "flow-warp"};
    if (task.manifold == "s3")
        shown = {"flow-scale", "three-sphere", "flow-slice"};
    else if (task.target == "painted")
        shown.emplace_back("brush");
    m_display->showOnly(shown);
    m_about->setText(QStringLiteral("%1.").arg(QString::fromStdString(target.summary)));
    showState();
}

void FlowControls::showState() {
    const bool running = desk().trainJob().isRunning();
    m_run->setPossible(desk().message().isEmpty(), true, desk().isTrained());
    m_more->setVisible(!running && desk().isTrained());
    m_race->setVisible(!running);
    m_save->setEnabled(desk().isTrained());
    const QString state = stateText(), laws = lawsText();
    m_state->setText(state);
    m_state->setVisible(!state.isEmpty());
    m_laws->setText(laws);
    m_laws->setVisible(!laws.isEmpty());
}

QString FlowControls::stateText() const {
    const auto result = desk().result();
    if (!result)
        return desk().message();
    if (!desk().isTrained())
        return desk().trainJob().isRunning() ? tr("The first steps …") : QString();
    const FlowReport &now = result->history.back();
    QString text;
    if (result->target->samples()) // what their density is, nobody knows
        text = tr("Step %1: ln q of samples held out %2, uniform %3")
                   .arg(now.step)
                   .arg(-now.loss, 0, 'f', 3)
                   .arg(-result->flow->manifold().logVolume(), 0, 'f', 3);
    else
        text = reachedText(*result);
    if (desk().isRacing()) {
        text += tr("\n%1 flows in turn").arg(1 + desk().rivals().size());
    } else if (desk().trainJob().isRunning() && now.secondsPerStep > 0) {
        const double left =
            (m_document.session().flow.training.steps - result->model.state.step) * now.secondsPerStep;
        text += tr("\n%1 steps a second, about %2 s left")
                    .arg(std::lround(1 / now.secondsPerStep))
                    .arg(std::max(1L, std::lround(left)));
    } else if (!desk().isCurrent()) {
        text += tr("\nTrained with other settings: train again, or go on");
    }
    return text;
}

/// KL and ESS, and whether an exact ln Z tells of a part that is missed.
QString FlowControls::reachedText(const FlowDesk::Result &result) {
    const ImportanceFigures &figures = result.picture.figures;
    QString text = tr("Step %1: KL %2 nats, ESS %3 %")
                       .arg(result.history.back().step)
                       .arg(result.picture.divergence(), 0, 'g', 2)
                       .arg(100 * figures.ess, 0, 'f', 1);
    if (const auto exact = result.target->exactLogNormaliser()) {
        text += tr("\nln Z %1, exactly %2").arg(figures.logNormaliser, 0, 'f', 3).arg(*exact, 0, 'f', 3);
        if (*exact - figures.logNormaliser > 0.1)
            text += tr("\nThe flow has missed a part of the target: anneal, or train longer");
    } else {
        text += tr("\nln Z %1 by the flow's own draws: nobody knows what they miss")
                    .arg(figures.logNormaliser, 0, 'f', 3);
    }
    return text;
}

QString FlowControls::lawsText() const {
    const auto result = desk().result();
    if (!result || !result->laws)
        return {};
    QString rows;
    auto add = [&](const QString &law, double error, double allowed) {
        rows += QStringLiteral("<tr><td>%1</td><td>&nbsp;%2&nbsp;</td><td align=right>%3</td></tr>")
                    .arg(error <= allowed ? QStringLiteral("✓") : QStringLiteral("✗"), law)
                    .arg(error, 0, 'e', 0);
    };
    add(tr("round trip"), result->laws->roundTrip, 1e-10);
    add(tr("ln|det J|"), result->laws->logSlope, 1e-6);
    add(tr("density both ways"), result->laws->bothWays, 1e-9);
    add(tr("seam"), result->laws->seam, 1e-6);
    if (result->flow->manifold().isSphere())
        add(tr("poles"), result->laws->pole, 1e-6);
    if (result->integral)
        add(tr("∫ q − 1"), std::abs(*result->integral - 1), 1e-3);
    return QStringLiteral("<table>%1</table>").arg(rows);
}

} // namespace quincunx
