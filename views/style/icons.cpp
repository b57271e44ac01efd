#include "views/style/icons.h"

#include "views/style/theme.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace quincunx {
namespace {

QPixmap drawn(QByteArray svg, const QColor &colour, int side) {
    svg.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(svg);
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    return pixmap;
}

} // namespace

QIcon themedIcon(const QString &name) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray svg = file.readAll();
    const Theme &theme = ThemeSwitch::instance().theme();
    QIcon icon;
    for (int side : {16, 24, 32, 48}) {
        icon.addPixmap(drawn(svg, theme.text, side), QIcon::Normal);
        icon.addPixmap(drawn(svg, theme.border, side), QIcon::Disabled);
    }
    return icon;
}

} // namespace quincunx
