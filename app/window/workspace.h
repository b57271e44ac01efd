#pragma once

#include "views/document/document.h"

#include <QMainWindow>

#include <vector>

class QDockWidget;

namespace quincunx {

class View;

/// A page of the window for one kind of work: its views and panels, as docks that can be moved, closed and
/// brought back.
class Workspace : public QMainWindow {
    Q_OBJECT

public:
    /// \param name in actions and settings, as ViewKind::workspace says it. \param parent what will hold it:
    /// given later, everything would be styled once more.
    Workspace(QString name, Document &document, QWidget *parent);

    const QString &name() const { return m_name; }
    const std::vector<View *> &views() const { return m_views; }
    const std::vector<QDockWidget *> &docks() const { return m_docks; }
    /// The view that has the focus or had it last.
    View *activeView() const { return m_activeView; }

    /// Every panel at its first place.
    void resetLayout();

Q_SIGNALS:
    void hint(const QString &text);

protected:
    static constexpr int widestColumn = 360; ///< of the panels at the left [px]

    QDockWidget *addDock(const QString &name, const QString &title, QWidget *content);
    QDockWidget *dock(const QString &name) const;
    /// A view of another page in this one too, beside its own.
    void addGuest(const std::string &kind);
    /// Puts the docks where they belong, all of which have been taken out before; calls showAll() before it
    /// raises one above the others.
    virtual void arrange() = 0;
    void showAll();

    Document &document() const { return m_document; }

private:
    void addView(const std::string &kind, const QString &objectName);

    QString m_name;
    Document &m_document;
    std::vector<QDockWidget *> m_docks;
    std::vector<View *> m_views;
    View *m_activeView = nullptr;
};

/// `content` in an area that scrolls up and down only.
QWidget *scrolling(QWidget *content);

} // namespace quincunx
