#pragma once

#include "core/base/settings.h"

#include <QWidget>

#include <map>

class QDoubleSpinBox;

namespace quincunx {

/// Controls made from the description of a settings struct: a slider with a box for numbers with two
/// bounds and a button for each of its marks, a box for others, a list for choices, a tick for toggles.
class SettingsPanel : public QWidget {
    Q_OBJECT

public:
    explicit SettingsPanel(const std::vector<Setting> &settings, QWidget *parent = nullptr);

    /// Shows these values; emits nothing.
    void setValues(const nlohmann::json &values);
    /// Shows only the named settings, in the order of the description.
    void showOnly(const std::vector<std::string> &names);

Q_SIGNALS:
    /// The user has set one value; comes repeatedly while a slider is held.
    void edited(const QString &name, const nlohmann::json &value);
    /// The slider was let go, or a single edit is complete.
    void editingFinished();

protected:
    /// The wheel scrolls the column that the panel is in, unless a control has been clicked before.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void leaveWheelUnlessClicked(QWidget *control);
    struct Control {
        QWidget *row;
        QWidget *label;
        std::function<void(const nlohmann::json &)> show;
    };
    Control makeChoice(const Setting &setting);
    Control makeToggle(const Setting &setting);
    Control makeNumber(const Setting &setting);
    QWidget *makeMarks(const Setting &setting, QDoubleSpinBox *box);

    std::map<std::string, Control> m_controls;
};

} // namespace quincunx
