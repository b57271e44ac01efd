#include "app/window/session_files.h"

#include "core/inference/named_simulator.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>

#include <cerrno>
#include <csignal>

namespace quincunx {
namespace {

const QString recentKey = QStringLiteral("recentFiles");
constexpr int autosaveMinutes = 2;

QDir autosaveFolder() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
}

QString readWhole(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw Error("cannot open session '" + path.toStdString() + "'", file.errorString().toStdString(),
                    "check its name and permissions");
    return QString::fromUtf8(file.readAll());
}

void writeWhole(const QString &path, const Session &session) {
    const QByteArray bytes = QByteArray::fromStdString(toJson(session).dump(1)) + '\n';
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        throw Error("cannot save session '" + path.toStdString() + "'", file.errorString().toStdString(),
                    "choose a folder that exists and can be written to");
}

bool isSession(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && looksLikeSession(file.read(512).toStdString());
}

bool isRunning(qint64 process) {
    return kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM;
}

} // namespace

SessionFiles::SessionFiles(Document &document, QObject *parent) : QObject(parent), m_document(document) {
    m_autosaveTimer.setInterval(autosaveMinutes * 60 * 1000);
    connect(&m_autosaveTimer, &QTimer::timeout, this, &SessionFiles::autosave);
    m_autosaveTimer.start();
    connect(&document, &Document::filesChanged, this, [this] {
        if (m_document.session().file >= 0 && m_document.eventFile())
            noteRecent(QString::fromStdString(m_document.session().path()));
    });
}

SessionFiles::~SessionFiles() {
    QFile::remove(autosavePath());
}

void SessionFiles::open(const QStringList &paths) {
    QStringList events;
    for (const QString &path : paths) {
        if (!isSession(path)) {
            events << path;
            continue;
        }
        try {
            load(path);
        } catch (const Error &error) {
            Q_EMIT m_document.failed(error);
        }
    }
    if (!events.isEmpty())
        m_document.open(events);
}

void SessionFiles::read(const QString &path) {
    const Session session = sessionFromJson(readWhole(path).toStdString(), path.toStdString());
    holdBack(session.inference.simulator);
    m_document.load(session);
}

void SessionFiles::load(const QString &path) {
    read(path);
    m_path = QFileInfo(path).absoluteFilePath();
    noteRecent(m_path);
    Q_EMIT pathChanged();
}

void SessionFiles::save(const QString &path) {
    writeWhole(path, m_document.sessionToSave());
    m_document.undoStack().setClean();
    m_path = QFileInfo(path).absoluteFilePath();
    noteRecent(m_path);
    QFile::remove(autosavePath());
    Q_EMIT pathChanged();
}

QStringList SessionFiles::recent() {
    QStringList paths = QSettings().value(recentKey).toStringList();
    paths.removeIf([](const QString &path) { return !QFileInfo::exists(path); });
    return paths;
}

void SessionFiles::noteRecent(const QString &path) {
    QStringList paths = recent();
    paths.removeAll(path);
    paths.prepend(path);
    QSettings().setValue(recentKey, QStringList(paths.mid(0, 12)));
    Q_EMIT recentChanged();
}

QString SessionFiles::autosavePath() const {
    return autosaveFolder().filePath(
        QStringLiteral("autosave-%1.json").arg(QCoreApplication::applicationPid()));
}

void SessionFiles::autosave() {
    if (!m_document.isModified())
        return;
    autosaveFolder().mkpath(QStringLiteral("."));
    try {
        writeWhole(autosavePath(), m_document.sessionToSave());
    } catch (const Error &error) {
        Q_EMIT m_document.failed(error);
        m_autosaveTimer.stop(); // said once is enough
    }
}

QString SessionFiles::leftBehind() const {
    const QDir folder = autosaveFolder();
    for (const QString &name :
         folder.entryList({QStringLiteral("autosave-*.json")}, QDir::Files, QDir::Time)) {
        const qint64 process = name.mid(9).chopped(5).toLongLong();
        if (process > 0 && !isRunning(process))
            return folder.filePath(name);
    }
    return {};
}

void SessionFiles::recover(const QString &autosave) {
    try {
        read(autosave);
    } catch (const Error &error) {
        Q_EMIT m_document.failed(error);
    }
    QFile::remove(autosave);
}

} // namespace quincunx
