#include "views/document/document.h"

#include "views/document/flow_desk.h"
#include "views/document/inference_desk.h"
#include "views/document/scene_maker.h"
#include "views/document/session_step.h"
#include "views/document/trees_desk.h"

#include <QFileInfo>

#include <algorithm>

namespace quincunx {
namespace {

void toggle(std::vector<int> &sorted, int value) {
    const auto place = std::ranges::lower_bound(sorted, value);
    if (place != sorted.end() && *place == value)
        sorted.erase(place);
    else
        sorted.insert(place, value);
}

} // namespace

Document::Document(QObject *parent)
    : QObject(parent)
    , m_sample(*this)
    , m_trees(std::make_unique<TreesDesk>(*this))
    , m_inference(std::make_unique<InferenceDesk>(*this))
    , m_flow(std::make_unique<FlowDesk>(*this))
    , m_sceneJob(tr("Clustering"))
    , m_openJob(tr("Opening"))
    , m_indexJob(tr("Indexing events")) {
    qRegisterMetaType<Error>("quincunx::Error");
    connect(&m_sample, &SampleDesk::failed, this, &Document::failed);
    connect(m_trees.get(), &TreesDesk::jetWanted, this, [this] {
        if (sceneIsDue())
            requestScene();
    });
}

Document::~Document() = default;

void Document::open(const QStringList &paths) {
    openAll(paths, m_session.columns);
}

void Document::openTable(const QString &path, const QString &columns) {
    auto known = m_session.columns;
    known[QFileInfo(path).absoluteFilePath().toStdString()] = columns.toStdString();
    openAll({path}, known);
}

void Document::openAll(const QStringList &paths, const std::map<std::string, std::string> &columns) {
    struct Opened {
        std::vector<std::pair<std::string, OpenFile>> files;
        std::vector<std::pair<std::string, TableHead>> tables;
        std::vector<Error> errors;
    };
    QStringList absolute;
    for (const QString &path : paths)
        absolute << QFileInfo(path).absoluteFilePath();
    m_openJob.start<Opened>(
        [absolute, columns](const JobProgress &progress) {
            Opened opened;
            for (const QString &path : absolute) {
                progress.check();
                try {
                    const auto told = columns.find(path.toStdString());
                    OpenEventFile file =
                        openEvents(path.toStdString(), told == columns.end() ? "" : told->second);
                    opened.files.push_back(
                        {path.toStdString(),
                         {std::move(file.file), QString::fromStdString(file.format->title)}});
                } catch (const UnknownColumns &unknown) {
                    opened.tables.emplace_back(path.toStdString(), unknown.head);
                } catch (const Error &error) {
                    opened.errors.push_back(error);
                }
            }
            return opened;
        },
        [this, columns](Opened opened) {
            for (auto &[path, file] : opened.files)
                m_open[path] = file;
            if (!opened.files.empty())
                change(tr("Open %1").arg(
                           QFileInfo(QString::fromStdString(opened.files.front().first)).fileName()),
                       [&](Session &session) {
                           for (auto &[path, file] : opened.files)
                               if (std::ranges::find(session.files, path) == session.files.end())
                                   session.files.push_back(path);
                           session.file =
                               static_cast<int>(std::ranges::find(session.files, opened.files.front().first) -
                                                session.files.begin());
                           session.columns = columns;
                           session.event = 0;
                           session.filter.clear();
                           session.selection = {};
                       });
            for (const auto &[path, head] : opened.tables)
                Q_EMIT columnsWanted(QString::fromStdString(path), head);
            for (const Error &error : opened.errors)
                Q_EMIT failed(error);
            if (isSettled())
                Q_EMIT settled();
        },
        [this](const Error &error) { giveUp(error); });
}

void Document::load(const Session &session) {
    m_undoStack.clear();
    apply(session);
    Q_EMIT viewpointsRestored(m_session);
}

void Document::change(const QString &text, const std::function<void(Session &)> &edit,
                      const QString &gesture) {
    Session after = m_session;
    edit(after);
    if (after == m_session)
        return;
    if (!sameJets(after, m_session)) {
        // Jets are numbered anew when the clustering or the cuts change; the chosen particles stay.
        after.selection.jets.clear();
        after.jet = 0;
    } else if (const auto &chosen = after.selection.jets; chosen != m_session.selection.jets &&
                                                          !chosen.empty() &&
                                                          !std::ranges::binary_search(chosen, after.jet)) {
        after.jet = chosen.front();
    }
    m_undoStack.push(new SessionStep(*this, text, m_session, after, gesture, m_gestureNumber));
}

void Document::endGesture() {
    ++m_gestureNumber;
}

void Document::showFile(int file) {
    if (file < 0 || file >= static_cast<int>(m_session.files.size()) || file == m_session.file)
        return;
    change(tr("Show another file"), [&](Session &session) {
        session.file = file;
        session.event = 0;
        session.filter.clear();
        session.selection = {};
    });
}

void Document::showEvent(std::int64_t event) {
    event = std::clamp<std::int64_t>(event, 0, std::max<std::int64_t>(0, eventCount() - 1));
    if (event == m_session.event)
        return;
    change(
        tr("Go to event %1").arg(event),
        [&](Session &session) {
            session.event = event;
            session.selection = {};
        },
        QStringLiteral("event"));
}

void Document::select(Selection selection) {
    const QString text = selection.empty() ? tr("Clear selection") : tr("Select");
    change(text, [&](Session &session) { session.selection = std::move(selection); });
}

void Document::pick(const Hover &target, bool add) {
    Selection selection = add ? m_session.selection : Selection{};
    if (target.jet >= 0 && target.jet < static_cast<int>(scene().clustering->jets.size())) {
        toggle(selection.jets, target.jet);
        const bool chosen = std::ranges::binary_search(selection.jets, target.jet);
        for (int particle : scene().clustering->jets[static_cast<std::size_t>(target.jet)].constituents)
            if (std::ranges::binary_search(selection.particles, particle) != chosen)
                toggle(selection.particles, particle);
    } else if (target.particle >= 0) {
        toggle(selection.particles, target.particle);
    }
    select(std::move(selection));
}

void Document::showJet(int jet) {
    const int last = std::max(0, static_cast<int>(scene().clustering->jets.size()) - 1);
    change(tr("Look at jet %1").arg(jet + 1),
           [&](Session &session) { session.jet = std::clamp(jet, 0, last); });
}

void Document::watchJet(bool watched) {
    m_jetWatched = watched;
    if (sceneIsDue())
        requestScene();
}

std::shared_ptr<EventFile> Document::eventFile() const {
    if (m_session.file < 0)
        return nullptr;
    const auto found = m_open.find(m_session.path());
    return found == m_open.end() ? nullptr : found->second.file;
}

QString Document::formatTitle() const {
    const auto found = m_session.file < 0 ? m_open.end() : m_open.find(m_session.path());
    return found == m_open.end() ? QString() : found->second.formatTitle;
}

std::int64_t Document::eventCount() const {
    const auto file = eventFile();
    return file ? static_cast<std::int64_t>(file->knownEvents()) : 0;
}

bool Document::eventCountIsFinal() const {
    const auto file = eventFile();
    return !file || file->indexed();
}

void Document::setHover(const Hover &hover) {
    if (hover == m_hover)
        return;
    m_hover = hover;
    Q_EMIT hoverChanged();
}

void Document::setPlayback(double phase) {
    if (phase == m_playback)
        return;
    m_playback = phase;
    Q_EMIT playbackChanged();
}

bool Document::isSettled() const {
    return !m_sceneJob.isRunning() && !m_openJob.isRunning();
}

Session Document::sessionToSave() {
    Session session = m_session;
    Q_EMIT viewpointsWanted(session);
    return session;
}

void Document::apply(const Session &session) {
    const Session before = std::exchange(m_session, session);
    const bool files = before.files != m_session.files || before.file != m_session.file;
    if (!sameJets(before, m_session) || files)
        m_hover = {};
    Q_EMIT sessionChanged();
    if (files)
        Q_EMIT filesChanged();
    if (before.display != m_session.display)
        Q_EMIT displayChanged();
    if (before.jetDisplay != m_session.jetDisplay)
        Q_EMIT jetChanged();
    if (sceneIsDue() || m_sceneJob.isRunning())
        requestScene();
    if (before.selection != m_session.selection)
        Q_EMIT selectionChanged();
}

bool Document::sceneIsDue() const {
    if (!sameJets(m_sceneSession, m_session))
        return true;
    return jetIsWanted() &&
           (!sameJet(m_sceneSession, m_session) || (!m_scene->jet && m_scene->jetError.empty()));
}

bool Document::jetIsWanted() const {
    return m_jetWatched || m_trees->wantsJet() || m_session.jetDisplay.branches > 1;
}

void Document::requestScene() {
    const Session session = m_session;
    struct Made {
        std::shared_ptr<const Scene> scene;
        OpenFile opened; // set if the file had to be opened first: after loading a session or redoing an open
    };
    std::shared_ptr<EventFile> file = eventFile();
    SceneOrder order{session, jetIsWanted(), m_sceneSession, m_scene};
    m_sceneJob.start<Made>(
        [session, file, order](const JobProgress &progress) {
            Made made;
            std::shared_ptr<EventFile> events = file;
            try {
                if (!events && session.file >= 0) {
                    OpenEventFile opened = openEvents(session.path(), session.columnsOf(session.path()));
                    events = std::move(opened.file);
                    made.opened = {events, QString::fromStdString(opened.format->title)};
                }
                made.scene = makeScene(order, events.get(), progress);
            } catch (const Error &error) {
                auto empty = std::make_shared<Scene>();
                empty->error = error.what();
                empty->clusteringUsed = session.clustering;
                empty->cutsUsed = session.cuts;
                made.scene = empty;
            }
            return made;
        },
        [this, session](Made made) {
            if (made.opened.file) {
                m_open[session.path()] = made.opened;
                Q_EMIT filesChanged();
            }
            takeScene(made.scene, session);
        },
        [this](const Error &error) { giveUp(error); });
}

void Document::takeScene(std::shared_ptr<const Scene> scene, const Session &session) {
    const auto before = std::exchange(m_scene, std::move(scene));
    m_sceneSession = session;
    const bool sameParticles = before->event == m_scene->event && before->clustering == m_scene->clustering &&
                               before->branchOfParticle == m_scene->branchOfParticle &&
                               before->error == m_scene->error;
    if (!sameParticles)
        Q_EMIT sceneChanged();
    if (!sameParticles || before->jet != m_scene->jet || before->jetError != m_scene->jetError)
        Q_EMIT jetChanged();
    indexInBackground();
    if (isSettled())
        Q_EMIT settled();
}

void Document::giveUp(const Error &error) {
    Q_EMIT failed(error);
    if (isSettled())
        Q_EMIT settled();
}

void Document::indexInBackground() {
    const std::shared_ptr<EventFile> file = eventFile();
    if (!file || file->indexed() || (m_indexJob.isRunning() && m_indexing == m_session.path())) {
        Q_EMIT eventCountChanged();
        return;
    }
    m_indexing = m_session.path();
    m_indexJob.start<int>(
        [file, this](const JobProgress &progress) {
            auto report = [&](double fraction, const std::string &doing) {
                progress.report(fraction, doing);
                progress.deliver([this] { Q_EMIT eventCountChanged(); });
            };
            file->indexAll(Progress(progress.stopToken(), report));
            return 0;
        },
        [this, file](int) {
            Q_EMIT eventCountChanged();
            if (!file->damage().empty())
                Q_EMIT failed(
                    Error("the file is damaged after event " + std::to_string(file->knownEvents() - 1),
                          file->damage(), "the events before are shown"));
        },
        [this](const Error &error) { Q_EMIT failed(error); });
}

} // namespace quincunx
