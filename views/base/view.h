#pragma once

#include "views/document/document.h"
#include "views/style/theme.h"

#include <QFlags>
#include <QWidget>

class QPainter;

namespace quincunx {

/// A picture of the document's scene: 3-D, r–φ, ρ–z, lego ... It obeys the document's selection and
/// reports picks to it; it knows no other view. Hidden views sleep and catch up when shown.
class View : public QWidget {
    Q_OBJECT

public:
    /// What has changed since the last refresh.
    enum Change {
        SceneChange = 1,
        DisplayChange = 2,
        SelectionChange = 4,
        HoverChange = 8,
        PlaybackChange = 16,
        ThemeChange = 32,
        JetChange = 64,        ///< the jet under the microscope, or how it is shown; for a JetView only
        TreesChange = 128,     ///< the trees or how they are shown; for a TreesView only
        InferenceChange = 256, ///< what is inferred or how it is shown; for an InferenceView only
        FlowChange = 512       ///< what a flow has learned or how it is shown; for the views of flows
    };
    Q_DECLARE_FLAGS(Changes, Change)

    /// \param name of the view in the registry. Its viewpoint is kept in the session under its object name,
    /// which is the same unless a window has two views of a kind.
    View(QString name, Document &document, QWidget *parent = nullptr);

    const QString &name() const { return m_name; }

    virtual void home() = 0;           ///< everything in sight, as at first
    virtual void frameSelection() = 0; ///< what is selected fills the view; home() if nothing is

    /// Camera or zoom, for the session file.
    virtual nlohmann::json viewpoint() const = 0;
    /// \throws nlohmann::json::exception or Error if it is not one of ours; the view is then unchanged.
    virtual void setViewpoint(const nlohmann::json &viewpoint) = 0;
    /// Whether a visible view can be seen: a dock behind another's tab is not hidden to Qt. Changes wait
    /// until then.
    void setInSight(bool inSight);
    /// The viewpoint kept in `session` under this view's object name, home() if there is none or it is
    /// damaged.
    void takeViewpoint(const Session &session);

    /// The view as a picture of `size` pixels in the colours of `theme`: its paintFigure(), for views that
    /// have one. \throws Error if there is no OpenGL to draw it with.
    virtual QImage picture(QSize size, const Theme &theme);
    /// Whether paintFigure() draws with vectors: SVG and PDF are then to be had.
    virtual bool isVector() const { return false; }
    /// Draws the figure into `area`, with axis titles; only if isVector().
    virtual void paintFigure(QPainter &painter, const QRectF &area, const Theme &theme);

    QSize sizeHint() const override { return {480, 360}; }

Q_SIGNALS:
    /// What the mouse is over, for the status bar: numbers with units; empty when over nothing.
    void hint(const QString &text);

protected:
    /// Called on the GUI thread when the view is visible; only for what has changed.
    virtual void refresh(Changes changes) = 0;
    /// It can be seen from now on, or no longer.
    virtual void sightChanged(bool) {}
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; ///< Home, F, Esc

    Document &document() const { return m_document; }
    const Scene &scene() const { return m_document.scene(); }
    const Session &session() const { return m_document.session(); }
    const Theme &theme() const { return ThemeSwitch::instance().theme(); }
    /// What is said instead of a picture of nothing; empty if there is something to be seen.
    virtual QString emptyMessage() const;
    /// Brings everything up to date now, visible or not: for pictures.
    void refreshNow();
    /// Something has changed: refresh() follows, at once if the view is visible.
    void note(Changes changes);

private:
    void followSight();

    QString m_name;
    Document &m_document;
    bool m_inSight = true, m_seen = false;
    Changes m_due = Changes(SceneChange | DisplayChange | SelectionChange | PlaybackChange | ThemeChange);
};

Q_DECLARE_OPERATORS_FOR_FLAGS(View::Changes)

/// What the mouse is over, in numbers with units, for the status bar and tooltips.
QString describe(const Scene &scene, const Hover &hover);

} // namespace quincunx
