#pragma once

#include "views/base/view.h"

namespace quincunx {

/// A flat picture, painted anew for any area: once for the window, for pictures and for figures.
class PaintedView : public View {
    Q_OBJECT

public:
    PaintedView(QString name, Document &document, QWidget *parent = nullptr);

    void home() override {}
    void frameSelection() override { home(); }
    nlohmann::json viewpoint() const override { return nlohmann::json::object(); }
    void setViewpoint(const nlohmann::json &) override {}
    bool isVector() const override { return true; }
    void paintFigure(QPainter &painter, const QRectF &area, const Theme &theme) override;

protected:
    /// \param transient whether what the mouse is over is marked: on the screen only.
    virtual void paintContent(QPainter &painter, const QRectF &area, const Theme &theme,
                              bool transient) const = 0;
    /// Above a figure: what it shows.
    virtual QString figureTitle() const = 0;
    /// Why paintContent() cannot be asked; empty if it can.
    QString emptyMessage() const override = 0;

    QFont smallFont() const;

    void refresh(Changes changes) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace quincunx
