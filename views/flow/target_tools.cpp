#include "views/flow/target_tools.h"

#include "views/flow/painted_image.h"
#include "views/settings/panel_layout.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QPushButton>

namespace quincunx {

TargetTools::TargetTools(Document &document, QWidget *parent) : QWidget(parent), m_document(document) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto add = [&](const char *name, const QString &text, const QString &help, auto act) {
        auto *button = new QPushButton(text);
        button->setObjectName(QLatin1String(name));
        button->setToolTip(help);
        connect(button, &QPushButton::clicked, this, act);
        column->addWidget(button);
        return button;
    };
    m_image = add("paint-image", tr("Paint an image…"), tr("The rarer of its light and dark becomes dense"),
                  [this] {
                      const QString path = QFileDialog::getOpenFileName(
                          this, tr("Paint an image"), {}, tr("Images (*.png *.jpg *.jpeg *.bmp)"));
                      if (!path.isEmpty())
                          change(tr("Paint an image"), [&](const Manifold &manifold, TargetSettings &target) {
                              target.painting = dabsOf(QImage(path), manifold);
                          });
                  });
    m_clear = add("paint-clear", tr("Clean canvas"), tr("Wipe all that is painted"), [this] {
        change(tr("Clean the canvas"),
               [](const Manifold &, TargetSettings &target) { target.painting.clear(); });
    });
    m_file = add("samples-file", tr("Choose samples…"),
                 tr("A table of angles, unit vectors, or longitudes and latitudes"), [this] {
                     const QString path = QFileDialog::getOpenFileName(
                         this, tr("Choose samples"), {}, tr("Tables (*.csv *.tsv *.txt *.dat)"));
                     if (!path.isEmpty())
                         change(tr("Choose samples"), [&](const Manifold &, TargetSettings &target) {
                             target.samples = path.toStdString();
                         });
                 });
    m_samples = makeWrappedLabel("samples-name");
    column->addWidget(m_samples);
    m_onePlace =
        add("arm-place", tr("One place for the tip"), tr("Instead of the curve that is drawn"), [this] {
            change(tr("One place for the tip"),
                   [](const Manifold &, TargetSettings &target) { target.shape.clear(); });
        });
    connect(&document, &Document::sessionChanged, this, &TargetTools::refresh);
    refresh();
}

void TargetTools::change(const QString &step,
                         const std::function<void(const Manifold &, TargetSettings &)> &change) {
    TargetSettings settings = m_document.session().flow.targetSettings;
    try {
        change(Manifold::named(m_document.session().flow.manifold), settings);
    } catch (const Error &error) {
        Q_EMIT m_document.failed(error);
        return;
    }
    m_document.change(step, [&](Session &session) { session.flow.targetSettings = settings; });
}

void TargetTools::refresh() {
    const FlowTask &task = m_document.session().flow;
    const TargetSettings &settings = task.targetSettings;
    const bool painted = task.target == "painted", sampled = task.target == "samples",
               curved = task.target == "robot_arm" && !settings.shape.empty();
    m_image->setVisible(painted);
    m_clear->setVisible(painted);
    m_clear->setEnabled(!settings.painting.empty());
    m_file->setVisible(sampled);
    m_samples->setVisible(sampled && !settings.samples.empty());
    m_samples->setText(QFileInfo(QString::fromStdString(settings.samples)).fileName());
    m_onePlace->setVisible(curved);
    setVisible(painted || sampled || curved);
}

} // namespace quincunx
