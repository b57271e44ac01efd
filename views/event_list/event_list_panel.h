#pragma once

#include "views/document/document.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;
class QTableView;
class QToolButton;

namespace quincunx {

class EventModel;
class EventSearch;

/// The events of the open files: which file, which event, and a search for events.
class EventListPanel : public QWidget {
    Q_OBJECT

public:
    explicit EventListPanel(Document &document, QWidget *parent = nullptr);

    EventModel &model() { return *m_model; }
    /// The work that this panel does off the GUI thread, for the status bar.
    Job &searchJob();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void followFiles();
    void followEvent();
    void step(int by);
    void fitColumns();

    Document &m_document;
    EventModel *m_model;
    EventSearch *m_search;
    QComboBox *m_files;
    QToolButton *m_previous, *m_next;
    QSpinBox *m_number;
    QLabel *m_count;
    QTableView *m_table;
    bool m_following = false;
};

} // namespace quincunx
