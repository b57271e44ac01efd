#include "views/inference/simulator_choice.h"

#include "core/inference/named_simulator.h"
#include "views/document/inference_desk.h"
#include "views/settings/settings_panel.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QVBoxLayout>

#include <algorithm>

namespace quincunx {
namespace {

const Setting &simulatorSetting() {
    const std::vector<Setting> &all = InferenceSettings::table().settings();
    return *std::ranges::find(all, "simulator", &Setting::name);
}

QString fileOfSimulator(const std::string &name) {
    return QString::fromStdString(name.substr(externalPrefix.size()));
}

} // namespace

SimulatorChoice::SimulatorChoice(Document &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_panel(new SettingsPanel({simulatorSetting()}))
    , m_box(m_panel->findChild<QComboBox *>(QStringLiteral("simulator"))) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panel);
    m_box->insertSeparator(m_box->count() - 1);
    connect(m_panel, &SettingsPanel::edited, this, [this](const QString &, const nlohmann::json &value) {
        const auto chosen = value.get<std::string>();
        chosen == simulatorSetting().choices.back() ? open() : choose(chosen);
    });
    connect(&document, &Document::sessionChanged, this, &SimulatorChoice::show);
    show();
}

/// Files stand between those that the program knows and the last entry, which opens one.
void SimulatorChoice::show() {
    const std::string &used = m_document.session().inference.simulator;
    std::vector<std::string> files = externalSimulators();
    if (used.starts_with(externalPrefix) && !std::ranges::count(files, used))
        files.push_back(used); // which cannot be used, but was asked for
    const auto known = static_cast<int>(simulators().entries().size());
    while (m_box->count() > known + 2)
        m_box->removeItem(known);
    for (const std::string &file : files) {
        const int place = m_box->count() - 2;
        m_box->insertItem(place, QString::fromStdString(simulatorKind(file).title),
                          QString::fromStdString(file));
        m_box->setItemData(place, fileOfSimulator(file), Qt::ToolTipRole);
    }
    m_panel->setValues({{"simulator", used}});
}

/// Another simulator has other data: what was observed and which of it is shown means nothing there. The same
/// once more reads its file again.
void SimulatorChoice::choose(const std::string &name) {
    if (name == m_document.session().inference.simulator) {
        m_document.inference().readSimulatorAgain();
        return show();
    }
    try {
        if (name.starts_with(externalPrefix) && !std::ranges::count(externalSimulators(), name))
            readAgain(name);
    } catch (const Error &error) {
        show();
        return Q_EMIT m_document.failed(error);
    }
    m_document.change(tr("Choose a simulator"), [&](Session &session) {
        session.inference.simulator = name;
        session.observation = {};
        session.inferenceDisplay.across = 0;
        session.inferenceDisplay.up = 1;
        session.inferenceDisplay.parameter = 0;
    });
}

void SimulatorChoice::open() {
    show(); // the entry that opens is none that stays chosen
    const std::string &used = m_document.session().inference.simulator;
    const QString folder =
        used.starts_with(externalPrefix) ? QFileInfo(fileOfSimulator(used)).path() : QString();
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a program as simulator"), folder,
                                                      tr("Descriptions of simulators (*.json)"));
    if (!path.isEmpty())
        choose(std::string(externalPrefix) + QFileInfo(path).absoluteFilePath().toStdString());
}

} // namespace quincunx
