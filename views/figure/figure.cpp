#include "views/figure/figure.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace quincunx {
namespace {

QByteArray png(View &view, QSize size, const Theme &theme) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    view.picture(size, theme).save(&buffer, "PNG");
    return bytes;
}

QByteArray svg(View &view, QSize size, const Theme &theme) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(96);
    generator.setSize(size);
    generator.setViewBox(QRect({0, 0}, size));
    generator.setTitle(view.windowTitle());
    QPainter painter(&generator);
    view.paintFigure(painter, QRectF({0, 0}, size), theme);
    painter.end();
    return bytes;
}

QByteArray pdf(View &view, QSize size, const Theme &theme) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setCreator(QStringLiteral("Quincunx"));
    writer.setResolution(96);
    writer.setPageSize(QPageSize(QSizeF(size) * 72 / 96, QPageSize::Point));
    writer.setPageMargins({});
    QPainter painter(&writer);
    view.paintFigure(painter, QRectF({0, 0}, size), theme);
    painter.end();
    return bytes;
}

} // namespace

QStringList figureFormats(const View &view) {
    return view.isVector() ? QStringList{"png", "svg", "pdf"} : QStringList{"png"};
}

void writeFigure(View &view, const QString &path, QSize size, const Theme &theme) {
    const QString ending = QFileInfo(path).suffix().toLower();
    const std::string problem = "cannot write figure '" + path.toStdString() + "'";
    if (!figureFormats(view).contains(ending))
        throw Error(problem,
                    "the " + view.name().toStdString() + " view cannot be written as '" +
                        ending.toStdString() + "'",
                    "end the name in ." + figureFormats(view).join(" or .").toStdString());
    if (size.width() < 16 || size.height() < 16 || size.width() > 16384 || size.height() > 16384)
        throw Error(problem, "its size is not between 16 and 16384 pixels a side", "choose another size");
    const QByteArray bytes = ending == "png"   ? png(view, size, theme)
                             : ending == "svg" ? svg(view, size, theme)
                                               : pdf(view, size, theme);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        throw Error(problem, file.errorString().toStdString(),
                    "choose a folder that exists and can be written to");
}

} // namespace quincunx
