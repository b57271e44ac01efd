#include "views/document/session_step.h"

#include "views/document/document.h"

namespace quincunx {

SessionStep::SessionStep(Document &document, const QString &text, Session before, Session after,
                         QString gesture, int number)
    : QUndoCommand(text)
    , m_document(document)
    , m_before(std::move(before))
    , m_after(std::move(after))
    , m_gesture(std::move(gesture))
    , m_number(number) {}

void SessionStep::undo() {
    m_document.apply(m_before);
}

void SessionStep::redo() {
    m_document.apply(m_after);
}

bool SessionStep::mergeWith(const QUndoCommand *next) {
    const auto &later = static_cast<const SessionStep &>(*next); // all commands are ours
    if (m_gesture.isEmpty() || m_gesture != later.m_gesture || m_number != later.m_number)
        return false;
    m_after = later.m_after;
    if (m_after == m_before)
        setObsolete(true);
    return true;
}

} // namespace quincunx
