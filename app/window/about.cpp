#include "app/window/about.h"

#include "app/actions/action_registry.h"
#include "app/version.h"
#include "core/session/session.h"

#include <QMessageBox>

#include <vtkVersion.h>

namespace quincunx {

void showAbout(QWidget *parent, const Session &session) {
    const ClusteringAlgorithm &algorithm = clusterings().at(session.clustering.algorithm);
    QMessageBox box(parent);
    box.setWindowTitle(QObject::tr("About Quincunx"));
    box.setIconPixmap(parent->windowIcon().pixmap(64));
    box.setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box.setText(
        QObject::tr("<h3>Quincunx %1</h3>"
                    "<p>Explore jets, compare clustering trees, teach simulation-based inference.</p>"
                    "<p>Free software under the GNU General Public License, version 3 or later.</p>"
                    "<p><b>How to cite.</b> Cite Quincunx %1 (CITATION.cff), and for what you use now:</p>"
                    "<ul><li>%2: %3</li><li>FastJet: Cacciari, Salam, Soyez, Eur. Phys. J. C72 (2012) 1896, "
                    "arXiv:1111.6097</li></ul>"
                    "<p>%4 · Qt %5 · VTK %6</p>")
            .arg(QString::fromLatin1(version), QString::fromStdString(algorithm.title),
                 QString::fromStdString(algorithm.citation), QString::fromStdString(clusteringLibrary()),
                 QString::fromLatin1(qVersion()), QString::fromLatin1(vtkVersion::GetVTKVersion())));
    box.exec();
}

void showKeys(QWidget *parent, const ActionRegistry &actions) {
    QString rows;
    auto row = [&rows](const QString &keys, const QString &what) {
        rows += QStringLiteral("<tr><td style='padding-right:18px'><b>%1</b></td><td>%2</td></tr>")
                    .arg(keys, what);
    };
    row(QObject::tr("Left drag"), QObject::tr("turn (3-D, lego); select a region (r–φ, ρ–z)"));
    row(QObject::tr("Middle or Shift drag"), QObject::tr("move"));
    row(QObject::tr("Wheel"), QObject::tr("zoom where the mouse is"));
    row(QObject::tr("Click, Ctrl+click"), QObject::tr("select, add to the selection"));
    row(QObject::tr("Home, F, Esc"),
        QObject::tr("in a view: everything in sight, frame the selection, clear it"));
    for (const QAction *action : actions.actions())
        if (!action->shortcut().isEmpty())
            row(action->shortcut().toString(QKeySequence::NativeText), action->statusTip());
    QMessageBox box(parent);
    box.setWindowTitle(QObject::tr("Keys and mouse"));
    box.setText(QStringLiteral("<table>%1</table>").arg(rows));
    box.exec();
}

} // namespace quincunx
