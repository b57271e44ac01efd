#include "app/window/export_dialog.h"

#include "views/figure/figure.h"
#include "views/registry/view_registry.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace quincunx {

ExportDialog::ExportDialog(const std::vector<View *> &views, View *active, QWidget *parent)
    : QDialog(parent)
    , m_views(views) {
    setWindowTitle(tr("Export figure"));
    m_view = new QComboBox;
    for (View *each : views)
        m_view->addItem(QString::fromStdString(viewKinds().at(each->name().toStdString()).title));
    m_format = new QComboBox;
    m_theme = new QComboBox;
    m_theme->addItems({tr("Light, on white"), tr("Dark")});
    auto makeSide = [](int value) {
        auto *box = new QSpinBox;
        box->setRange(64, 8192);
        box->setSingleStep(100);
        box->setSuffix(QObject::tr(" px"));
        box->setValue(value);
        return box;
    };
    m_width = makeSide(1600);
    m_height = makeSide(1200);
    auto *sides = new QHBoxLayout;
    sides->addWidget(m_width);
    sides->addWidget(new QLabel(QStringLiteral("×")));
    sides->addWidget(m_height);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    auto *form = new QFormLayout(this);
    form->addRow(tr("View"), m_view);
    form->addRow(tr("Format"), m_format);
    form->addRow(tr("Size"), sides);
    form->addRow(tr("Colours"), m_theme);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::choosePath);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto showFormats = [this] {
        m_format->clear();
        for (const QString &format : figureFormats(view()))
            m_format->addItem(format.toUpper(), format);
    };
    connect(m_view, &QComboBox::currentIndexChanged, this, showFormats);
    m_view->setCurrentIndex(static_cast<int>(std::ranges::find(views, active) - views.begin()));
    showFormats();
}

View &ExportDialog::view() const {
    return *m_views[static_cast<std::size_t>(m_view->currentIndex())];
}

QSize ExportDialog::size() const {
    return {m_width->value(), m_height->value()};
}

const Theme &ExportDialog::theme() const {
    return m_theme->currentIndex() == 0 ? Theme::light() : Theme::darkTheme();
}

void ExportDialog::choosePath() {
    const QString format = m_format->currentData().toString();
    m_path =
        QFileDialog::getSaveFileName(this, tr("Export figure"), view().name() + "." + format, "*." + format);
    if (m_path.isEmpty())
        return;
    if (!m_path.endsWith("." + format, Qt::CaseInsensitive))
        m_path += "." + format;
    accept();
}

} // namespace quincunx
