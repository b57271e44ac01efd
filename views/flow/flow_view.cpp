#include "views/flow/flow_view.h"

#include <QMouseEvent>

namespace quincunx {

FlowView::FlowView(QString name, Document &document, QWidget *parent)
    : PaintedView(std::move(name), document, parent) {
    setMouseTracking(true);
    connect(&desk(), &FlowDesk::changed, this, [this] {
        if (!result() || std::exchange(m_seen, result()) != result())
            note(FlowChange);
    });
    connect(&desk(), &FlowDesk::displayChanged, this, [this] { note(FlowChange); });
    note(FlowChange);
}

QString FlowView::figureTitle() const {
    const FlowTask &task = result()->model.task;
    return QStringLiteral("%1 · %2 · %3")
        .arg(QString::fromStdString(task.manifold).toUpper(),
             QString::fromStdString(targets().at(task.target).title),
             desk().isTrained() ? QString::fromStdString(flowKinds().at(task.flow).title)
                                : tr("before training"));
}

QString FlowView::emptyMessage() const {
    if (result())
        return {};
    return desk().message().isEmpty() ? tr("Drawing …") : desk().message();
}

void FlowView::mouseMoveEvent(QMouseEvent *event) {
    Q_EMIT hint(emptyMessage().isEmpty() ? hintAt(event->position()) : QString());
}

void FlowView::leaveEvent(QEvent *) {
    Q_EMIT hint({});
}

} // namespace quincunx
