#include "views/base/view.h"

#include "views/geometry/picture_scale.h"

#include <QKeyEvent>
#include <QPainter>

namespace quincunx {

View::View(QString name, Document &document, QWidget *parent)
    : QWidget(parent)
    , m_name(std::move(name))
    , m_document(document) {
    setObjectName(m_name);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(120, 100);
    connect(&document, &Document::sceneChanged, this, [this] { note(SceneChange); });
    connect(&document, &Document::displayChanged, this, [this] { note(DisplayChange); });
    connect(&document, &Document::selectionChanged, this, [this] { note(SelectionChange); });
    connect(&document, &Document::hoverChanged, this, [this] { note(HoverChange); });
    connect(&document, &Document::playbackChanged, this, [this] { note(PlaybackChange); });
    connect(&ThemeSwitch::instance(), &ThemeSwitch::changed, this, [this] { note(ThemeChange); });
    connect(&document, &Document::viewpointsWanted, this,
            [this](Session &session) { session.viewpoints[objectName().toStdString()] = viewpoint(); });
    connect(&document, &Document::viewpointsRestored, this, &View::takeViewpoint);
}

void View::takeViewpoint(const Session &session) {
    const auto found = session.viewpoints.find(objectName().toStdString());
    if (found == session.viewpoints.end())
        return home();
    try {
        setViewpoint(*found);
    } catch (const std::exception &) {
        home(); // a viewpoint is a convenience: a damaged one must not keep a session from opening
    }
}

QImage View::picture(QSize size, const Theme &theme) {
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(theme.canvas);
    QPainter painter(&image);
    painter.setFont(font());
    const double scale = pictureScale(size);
    painter.scale(scale, scale);
    paintFigure(painter, QRectF(QPointF(), QSizeF(size) / scale), theme);
    return image;
}

void View::paintFigure(QPainter &, const QRectF &, const Theme &) {}

void View::note(Changes changes) {
    m_due |= changes;
    if (isVisible() && m_inSight)
        refreshNow();
}

void View::setInSight(bool inSight) {
    m_inSight = inSight;
    followSight();
    note({});
}

void View::followSight() {
    const bool seen = isVisible() && m_inSight;
    if (std::exchange(m_seen, seen) != seen)
        sightChanged(seen);
}

void View::refreshNow() {
    if (const Changes due = std::exchange(m_due, Changes()))
        refresh(due);
}

void View::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    followSight();
    refreshNow();
}

void View::hideEvent(QHideEvent *event) {
    QWidget::hideEvent(event);
    followSight();
}

void View::keyPressEvent(QKeyEvent *event) {
    switch (event->key()) {
    case Qt::Key_Home:
        return home();
    case Qt::Key_F:
        return frameSelection();
    case Qt::Key_Escape:
        return m_document.select({});
    default:
        QWidget::keyPressEvent(event);
    }
}

QString View::emptyMessage() const {
    const Scene &s = scene();
    if (!s.visible.empty() || !s.event->muons.empty())
        return {};
    if (!s.error.empty())
        return QString::fromStdString(s.error);
    if (session().file < 0)
        return tr("No event is open");
    return s.event->particles.empty() ? tr("This event is empty") : tr("No object passes the cuts");
}

QString describe(const Scene &scene, const Hover &hover) {
    auto numbers = [](const FourMomentum &p) {
        return QStringLiteral("pT %1 GeV   η %2   φ %3   E %4 GeV")
            .arg(p.pt(), 0, 'g', 4)
            .arg(p.eta(), 0, 'f', 3)
            .arg(p.phi(), 0, 'f', 3)
            .arg(p.E, 0, 'g', 4);
    };
    const auto &jets = scene.clustering->jets;
    if (hover.jet >= 0 && hover.jet < static_cast<int>(jets.size())) {
        const Jet &jet = jets[static_cast<std::size_t>(hover.jet)];
        return QStringLiteral("Jet %1   %2   m %3 GeV   %4 constituents")
            .arg(hover.jet + 1)
            .arg(numbers(jet.momentum))
            .arg(jet.momentum.mass(), 0, 'g', 4)
            .arg(jet.constituents.size());
    }
    const auto &particles = scene.event->particles;
    if (hover.particle < 0 || hover.particle >= static_cast<int>(particles.size()))
        return {};
    const Particle &particle = particles[static_cast<std::size_t>(hover.particle)];
    const char *kind = particle.kind == ObjectKind::Particle ? "Particle"
                       : particle.kind == ObjectKind::Track  ? "Track"
                                                             : "Hit";
    return QStringLiteral("%1 %2   %3")
        .arg(QLatin1String(kind))
        .arg(hover.particle)
        .arg(numbers(particle.momentum));
}

} // namespace quincunx
