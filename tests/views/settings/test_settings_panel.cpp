// Panels made from descriptions: every setting has its control, and control and document agree.
#include "core/inference/estimator.h"
#include "tests/support.h"
#include "views/document/document.h"
#include "views/settings/event_settings_panels.h"
#include "views/settings/settings_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSignalSpy>
#include <QSlider>
#include <QWheelEvent>

using namespace quincunx;

class SettingsPanels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySettingHasAControlWithHelp() {
        for (const auto &settings : {ClusteringSettings::table().settings(), CutSettings::table().settings(),
                                     DisplaySettings::table().settings()}) {
            SettingsPanel panel(settings);
            for (const Setting &setting : settings) {
                auto *control = panel.findChild<QWidget *>(QString::fromStdString(setting.name));
                QVERIFY2(control, setting.name.c_str());
            }
        }
    }

    void showingValuesEmitsNothing() {
        SettingsPanel panel(ClusteringSettings::table().settings());
        QSignalSpy edited(&panel, &SettingsPanel::edited);
        ClusteringSettings settings{
            .algorithm = "kt", .radius = 1.23, .power = 0.5, .jets = 7, .areas = true};
        panel.setValues(ClusteringSettings::table().toJson(settings));
        QCOMPARE(edited.size(), 0);
        QCOMPARE(panel.findChild<QDoubleSpinBox *>("radius")->value(), 1.23);
        QCOMPARE(panel.findChild<QComboBox *>("algorithm")->currentData().toString(), QString("kt"));
        QVERIFY(panel.findChild<QCheckBox *>("areas")->isChecked());
    }

    void editsReachTheDocumentAndBack() {
        Document document;
        const std::unique_ptr<QWidget> panel(makeClusteringPanel(document));
        auto *radius = panel->findChild<QDoubleSpinBox *>("radius");
        radius->setValue(0.77);
        QCOMPARE(document.session().clustering.radius, 0.77);
        radius->setValue(0.78);
        QCOMPARE(document.undoStack().count(), 2); // two edits, two steps
        document.undoStack().undo();
        QCOMPARE(radius->value(), 0.77);
        panel->findChild<QCheckBox *>("areas")->click();
        QVERIFY(document.session().clustering.areas);
    }

    /// A number that stands for a choice of the program is shown as that.
    void theLowestNumberMayHaveAName() {
        SettingsPanel panel(EstimatorSettings::table().settings());
        auto *batch = panel.findChild<QDoubleSpinBox *>("batch");
        QCOMPARE(batch->text(), QString("automatic"));
        batch->setValue(64);
        QCOMPARE(batch->text(), QString("64"));
        QVERIFY(!panel.findChild<QWidget *>("batch-automatic"));
    }

    /// Who scrolls the column over a box does not change what it says.
    void theWheelChangesOnlyWhatWasClicked() {
        SettingsPanel panel(ClusteringSettings::table().settings());
        panel.show();
        QSignalSpy edited(&panel, &SettingsPanel::edited);
        auto turn = [](QWidget *control) {
            QWheelEvent wheel({5, 5}, control->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(control, &wheel);
            return wheel.isAccepted();
        };
        for (const char *name : {"radius", "radius-slider", "algorithm"})
            QVERIFY(!turn(panel.findChild<QWidget *>(name)));
        QCOMPARE(edited.size(), 0);
        auto *radius = panel.findChild<QDoubleSpinBox *>("radius");
        panel.activateWindow();
        radius->setFocus();
        QTRY_VERIFY(radius->hasFocus());
        QVERIFY(turn(radius));
        QVERIFY(edited.size() > 0);
    }

    void aDragIsOneStep() {
        Document document;
        const std::unique_ptr<QWidget> panel(makeClusteringPanel(document));
        auto *slider = panel->findChild<QSlider *>("radius-slider");
        for (int drag = 1; drag <= 2; ++drag) {
            slider->setSliderDown(true);
            for (int position = 100; position < 120; ++position)
                slider->setSliderPosition(position + 20 * drag);
            slider->setSliderDown(false);
            QCOMPARE(document.undoStack().count(), drag);
        }
        QVERIFY(std::fabs(document.session().clustering.radius - (0.01 + 159 * 0.01)) < 1e-9);
        document.undoStack().undo();
        QVERIFY(std::fabs(document.session().clustering.radius - (0.01 + 139 * 0.01)) < 1e-9);
        document.undoStack().undo();
        QCOMPARE(document.session().clustering.radius, ClusteringSettings{}.radius);
    }

    void onlyWhatTheAlgorithmUsesIsShown() {
        Document document;
        const std::unique_ptr<QWidget> panel(makeClusteringPanel(document));
        for (const ClusteringAlgorithm &algorithm : clusterings().entries()) {
            document.change("test", [&](Session &session) { session.clustering.algorithm = algorithm.name; });
            for (const char *name : {"radius", "power", "jets"}) {
                const bool used = std::ranges::find(algorithm.settings, name) != algorithm.settings.end();
                QCOMPARE(!panel->findChild<QWidget *>(name)->parentWidget()->isHidden(), used);
            }
        }
    }
};

QUINCUNX_TEST(settings_panel, SettingsPanels, QApplication)
#include "test_settings_panel.moc"
