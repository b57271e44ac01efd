#pragma once

#include "views/document/document.h"

#include <QObject>
#include <QTimer>

namespace quincunx {

/// Session files of one document: opening, atomic saving, the list of recent files, autosave and what a
/// crash left behind.
class SessionFiles : public QObject {
    Q_OBJECT

public:
    explicit SessionFiles(Document &document, QObject *parent = nullptr);
    ~SessionFiles() override;

    /// Session files replace the document's state, event files are added to it.
    void open(const QStringList &paths);
    /// \throws Error if it cannot be written; an older file of that name is then untouched.
    void save(const QString &path);

    /// The file that the session was read from or saved to; empty if neither.
    const QString &path() const { return m_path; }

    static QStringList recent(); ///< newest first; only files that still exist

    /// An autosave of a run that ended without saying goodbye; empty if there is none.
    QString leftBehind() const;
    /// Opens an autosave as an unsaved session and forgets the file.
    void recover(const QString &autosave);

Q_SIGNALS:
    void pathChanged();
    void recentChanged();

private:
    void read(const QString &path);
    void load(const QString &path);
    void noteRecent(const QString &path);
    void autosave();
    QString autosavePath() const;

    Document &m_document;
    QString m_path;
    QTimer m_autosaveTimer;
};

} // namespace quincunx
