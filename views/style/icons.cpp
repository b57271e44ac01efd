#include "views/style/icons.h"

#include "views/style/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace quincunx {
namespace {

/// Draws an icon when it is to be seen, at the size wanted: most of them are in menus that nobody opens.
class ThemedIconEngine final : public QIconEngine {
public:
    ThemedIconEngine(QString name, const Theme &theme) : m_name(std::move(name)), m_theme(theme) {}

    bool isNull() override { return !QFile::exists(path()); }
    QIconEngine *clone() const override { return new ThemedIconEngine(*this); }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override {
        const QString key = QStringLiteral("themed icon %1 %2 %3×%4")
                                .arg(m_name, colourIn(mode).name())
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        {
            QPainter painter(&pixmap);
            paint(&painter, QRect({}, size), mode, state);
        }
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    void paint(QPainter *painter, const QRect &area, QIcon::Mode mode, QIcon::State) override {
        QFile file(path());
        if (!file.open(QIODevice::ReadOnly))
            return;
        const QByteArray colour = colourIn(mode).name().toLatin1();
        QSvgRenderer(file.readAll().replace("currentColor", colour)).render(painter, area);
    }

private:
    QString path() const { return QStringLiteral(":/icons/%1.svg").arg(m_name); }
    const QColor &colourIn(QIcon::Mode mode) const {
        return mode == QIcon::Disabled ? m_theme.border : m_theme.text;
    }

    QString m_name;
    const Theme &m_theme;
};

} // namespace

QIcon themedIcon(const QString &name) {
    return QIcon(new ThemedIconEngine(name, ThemeSwitch::instance().theme()));
}

} // namespace quincunx
