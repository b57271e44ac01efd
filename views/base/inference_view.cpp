#include "views/base/inference_view.h"

#include <QMouseEvent>

namespace quincunx {

InferenceView::InferenceView(QString name, Document &document, QWidget *parent)
    : PaintedView(std::move(name), document, parent) {
    setMouseTracking(true);
    InferenceDesk &desk = document.inference();
    for (auto signal :
         {&InferenceDesk::cloudChanged, &InferenceDesk::observationChanged, &InferenceDesk::estimateChanged,
          &InferenceDesk::predictionChanged, &InferenceDesk::trainingChanged, &InferenceDesk::displayChanged})
        connect(&desk, signal, this, [this] { note(InferenceChange); });
    note(InferenceChange);
}

QString InferenceView::figureTitle() const {
    const InferenceSettings &settings = session().inference;
    return QStringLiteral("%1 · %2").arg(QString::fromStdString(desk().simulatorKind().title),
                                         QString::fromStdString(estimators().at(settings.estimator).title));
}

void InferenceView::mouseMoveEvent(QMouseEvent *event) {
    Q_EMIT hint(emptyMessage().isEmpty() ? hintAt(event->position()) : QString());
}

void InferenceView::leaveEvent(QEvent *) {
    Q_EMIT hint({});
}

} // namespace quincunx
