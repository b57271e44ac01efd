#include "views/settings/settings_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace quincunx {
namespace {

QString text(const std::string &s) {
    return QString::fromStdString(s);
}

/// Labels write subscripts as p_T.
QString richLabel(const Setting &setting) {
    QString label = text(setting.label).toHtmlEscaped();
    return label.replace(QStringLiteral("p_T"), QStringLiteral("p<sub>T</sub>"));
}

double stepOf(const Setting &setting) {
    return setting.step > 0 ? setting.step : setting.kind == Setting::Kind::Integer ? 1 : 0.1;
}

/// `value`, or a mark that is no farther away than `reach`.
double snapped(double value, const std::vector<std::pair<double, std::string>> &marks, double reach) {
    for (const auto &[mark, name] : marks)
        if (std::fabs(value - mark) <= reach)
            return mark;
    return value;
}

int decimals(double step) {
    return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
}

} // namespace

SettingsPanel::SettingsPanel(const std::vector<Setting> &settings, QWidget *parent) : QWidget(parent) {
    auto *form = new QFormLayout(this);
    form->setContentsMargins(8, 8, 8, 8);
    form->setVerticalSpacing(6);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const Setting &setting : settings) {
        Control control = setting.kind == Setting::Kind::Choice   ? makeChoice(setting)
                          : setting.kind == Setting::Kind::Toggle ? makeToggle(setting)
                                                                  : makeNumber(setting);
        if (setting.kind == Setting::Kind::Toggle) {
            form->addRow(control.row);
            control.label = nullptr;
        } else {
            auto *label = new QLabel(richLabel(setting));
            label->setBuddy(control.row);
            form->addRow(label, control.row);
            control.label = label;
            label->setToolTip(text(setting.help));
        }
        control.row->setToolTip(text(setting.help));
        control.row->setWhatsThis(text(setting.help));
        m_controls[setting.name] = control;
    }
}

SettingsPanel::Control SettingsPanel::makeChoice(const Setting &setting) {
    auto *box = new QComboBox;
    box->setObjectName(text(setting.name));
    box->setAccessibleName(text(setting.label));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    leaveWheelUnlessClicked(box);
    for (std::size_t i = 0; i < setting.choices.size(); ++i)
        box->addItem(text(setting.titles.empty() ? setting.choices[i] : setting.titles[i]),
                     text(setting.choices[i]));
    connect(box, &QComboBox::activated, this, [this, box, name = text(setting.name)] {
        Q_EMIT edited(name, box->currentData().toString().toStdString());
        Q_EMIT editingFinished();
    });
    return {box, nullptr, [box](const nlohmann::json &value) {
                box->setCurrentIndex(box->findData(text(value.get<std::string>())));
            }};
}

void SettingsPanel::leaveWheelUnlessClicked(QWidget *control) {
    control->setFocusPolicy(Qt::StrongFocus); // the wheel gives none
    control->installEventFilter(this);
}

bool SettingsPanel::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() != QEvent::Wheel || qobject_cast<QWidget *>(watched)->hasFocus())
        return QWidget::eventFilter(watched, event);
    event->ignore(); // to whatever is behind
    return true;
}

SettingsPanel::Control SettingsPanel::makeToggle(const Setting &setting) {
    auto *box = new QCheckBox(text(setting.label));
    box->setObjectName(text(setting.name));
    connect(box, &QCheckBox::clicked, this, [this, name = text(setting.name)](bool on) {
        Q_EMIT edited(name, on);
        Q_EMIT editingFinished();
    });
    return {box, nullptr, [box](const nlohmann::json &value) { box->setChecked(value.get<bool>()); }};
}

SettingsPanel::Control SettingsPanel::makeNumber(const Setting &setting) {
    const double step = stepOf(setting);
    const bool integer = setting.kind == Setting::Kind::Integer;
    auto *row = new QWidget;
    auto *lines = new QVBoxLayout(row);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(2);
    auto *layout = new QHBoxLayout;
    lines->addLayout(layout);

    auto *box = new QDoubleSpinBox;
    box->setObjectName(text(setting.name));
    box->setAccessibleName(text(setting.label));
    box->setDecimals(integer ? 0 : decimals(step));
    leaveWheelUnlessClicked(box);
    box->setRange(std::max(setting.minimum, -1e9), std::min(setting.maximum, 1e9));
    box->setSingleStep(step);
    box->setKeyboardTracking(false);
    box->setAccelerated(true);
    if (!setting.unit.empty())
        box->setSuffix(QStringLiteral(" ") + text(setting.unit));
    row->setFocusProxy(box);
    auto toJson = [integer](double value) {
        return integer ? nlohmann::json(std::llround(value)) : nlohmann::json(value);
    };

    // A slider only where its length means something.
    const double steps = (setting.maximum - setting.minimum) / step;
    QSlider *slider = nullptr;
    if (std::isfinite(steps) && steps <= 1000) {
        slider = new QSlider(Qt::Horizontal);
        slider->setObjectName(text(setting.name) + QStringLiteral("-slider"));
        leaveWheelUnlessClicked(slider);
        slider->setAccessibleName(text(setting.label));
        slider->setRange(0, static_cast<int>(std::lround(steps)));
        slider->setMinimumWidth(50);
        layout->addWidget(slider, 1);
        connect(
            slider, &QSlider::valueChanged, this,
            [=, this, name = text(setting.name), minimum = setting.minimum, marks = setting.marks](int at) {
                const QSignalBlocker quiet(box);
                const double value = minimum + at * step;
                box->setValue(slider->isSliderDown() ? snapped(value, marks, 0.02 * steps * step) : value);
                Q_EMIT edited(name, toJson(box->value()));
                if (!slider->isSliderDown())
                    Q_EMIT editingFinished();
            });
        connect(slider, &QSlider::sliderReleased, this, &SettingsPanel::editingFinished);
    }
    layout->addWidget(box, slider ? 0 : 1);
    if (!slider && setting.marks.size() == 1 && setting.marks.front().first == setting.minimum)
        box->setSpecialValueText(
            text(setting.marks.front().second)); // the lowest number stands for something
    else if (!setting.marks.empty())
        lines->addWidget(makeMarks(setting, box));
    auto show = [=, minimum = setting.minimum](const nlohmann::json &value) {
        const QSignalBlocker quietBox(box);
        box->setValue(value.get<double>());
        if (slider && !slider->isSliderDown()) {
            const QSignalBlocker quietSlider(slider);
            slider->setValue(static_cast<int>(std::lround((value.get<double>() - minimum) / step)));
        }
    };
    connect(box, &QDoubleSpinBox::valueChanged, this, [=, this, name = text(setting.name)](double value) {
        show(value);
        Q_EMIT edited(name, toJson(value));
        Q_EMIT editingFinished();
    });
    return {row, nullptr, show};
}

QWidget *SettingsPanel::makeMarks(const Setting &setting, QDoubleSpinBox *box) {
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (const auto &[value, name] : setting.marks) {
        auto *button = new QToolButton;
        button->setText(text(name));
        button->setObjectName(text(setting.name + "-" + name));
        button->setToolTip(QStringLiteral("%1 = %2").arg(text(setting.label)).arg(value));
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &QToolButton::clicked, box, [box, mark = value] { box->setValue(mark); });
        layout->addWidget(button);
    }
    return row;
}

void SettingsPanel::setValues(const nlohmann::json &values) {
    for (auto &[name, control] : m_controls)
        if (const auto value = values.find(name); value != values.end())
            control.show(*value);
}

void SettingsPanel::showOnly(const std::vector<std::string> &names) {
    for (auto &[name, control] : m_controls) {
        const bool visible = std::ranges::find(names, name) != names.end();
        control.row->setVisible(visible);
        if (control.label)
            control.label->setVisible(visible);
    }
}

} // namespace quincunx
