#pragma once

#include "views/document/document.h"
#include "views/event_list/event_scan.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;
class QToolButton;

namespace quincunx {

class EventModel;

/// The search line above the event list: the session's filter, its mistakes in words, the progress of the
/// search and what it has found. A filter that came with a session is shown, and run only when asked.
class EventSearch : public QWidget {
    Q_OBJECT

public:
    EventSearch(Document &document, EventModel &model, QWidget *parent = nullptr);

    Job &job() { return m_job; }

private:
    /// What a search was made with; a result of other settings is said to be old.
    struct Asked {
        std::string filter;
        CutSettings cuts;
        ClusteringSettings clustering;
        std::shared_ptr<EventFile> file;
    };

    void submit(); // the text, as an undoable change, and run
    void run();
    void cancel();
    void clear();
    void followSession();
    void take(const ScanState &state);
    void showState();
    void showError(const QString &text);
    bool isOld() const;

    Document &m_document;
    EventModel &m_model;
    Job m_job;
    QLineEdit *m_line;
    QToolButton *m_search, *m_cancel, *m_clear;
    QProgressBar *m_bar;
    QLabel *m_status, *m_error;
    Asked m_asked;
    ScanState m_state;
    bool m_hasResult = false; // of m_asked, perhaps partial
    bool m_isPartial = false;
};

} // namespace quincunx
