#pragma once

#include "core/session/session.h"

#include <QUndoCommand>

namespace quincunx {

class Document;

/// One undoable change of the session. It keeps the whole small state before and after, so that no kind
/// of change needs a command of its own.
class SessionStep : public QUndoCommand {
public:
    /// \param gesture steps with equal gesture and number merge; −1 never merges.
    SessionStep(Document &document, const QString &text, Session before, Session after, QString gesture,
                int number);

    void undo() override;
    void redo() override;
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand *next) override;

private:
    Document &m_document;
    Session m_before, m_after;
    QString m_gesture;
    int m_number;
};

} // namespace quincunx
