#include "views/event_list/event_search.h"

#include "core/event/quantities.h"
#include "views/event_list/event_model.h"
#include "views/event_list/quantity_completer.h"
#include "views/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

namespace quincunx {
namespace {

/// "10 000": thin spaces between thousands, whatever the desktop's language.
QString grouped(std::int64_t number) {
    QString text = QString::number(number);
    for (qsizetype k = text.size() - 3; k > 0; k -= 3)
        text.insert(k, QChar(0x202F));
    return text;
}

} // namespace

EventSearch::EventSearch(Document &document, EventModel &model, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(model)
    , m_job(tr("Searching events"))
    , m_line(new QLineEdit(this))
    , m_search(new QToolButton(this))
    , m_cancel(new QToolButton(this))
    , m_clear(new QToolButton(this))
    , m_bar(new QProgressBar(this))
    , m_status(new QLabel(this))
    , m_error(new QLabel(this)) {
    m_line->setObjectName(QStringLiteral("eventFilter"));
    m_line->setAccessibleName(tr("Search events"));
    m_line->setPlaceholderText(tr("Search: n > 200 && sum_pt > 500"));
    m_line->setToolTip(quantityHelp());
    completeQuantities(*m_line);
    auto button = [](QToolButton *tool, const char *name, const QString &text, const QString &help) {
        tool->setObjectName(QLatin1String(name));
        tool->setText(text);
        tool->setToolTip(help);
        tool->setAccessibleName(help);
    };
    button(m_search, "searchEvents", tr("Search"), tr("Look through all events of the file"));
    button(m_cancel, "cancelSearch", tr("Cancel"), tr("Stop searching and keep what was found"));
    button(m_clear, "clearSearch", tr("Clear"), tr("Remove the filter and list all events"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(3);
    m_bar->setAccessibleName(tr("Progress of the search"));
    m_status->setObjectName(QStringLiteral("searchStatus"));
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_error->setObjectName(QStringLiteral("searchError"));
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_line, 1);
    for (QToolButton *tool : {m_search, m_cancel, m_clear})
        row->addWidget(tool);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    for (QWidget *below :
         {static_cast<QWidget *>(m_bar), static_cast<QWidget *>(m_error), static_cast<QWidget *>(m_status)})
        layout->addWidget(below);

    connect(m_line, &QLineEdit::returnPressed, this, &EventSearch::submit);
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        showError({});
        showState();
    });
    connect(m_search, &QToolButton::clicked, this, &EventSearch::submit);
    connect(m_cancel, &QToolButton::clicked, this, &EventSearch::cancel);
    connect(m_clear, &QToolButton::clicked, this, &EventSearch::clear);
    connect(&m_job, &Job::progressed, this,
            [this](double fraction) { m_bar->setValue(static_cast<int>(fraction * 1000)); });
    connect(&m_job, &Job::finished, this, &EventSearch::showState);
    connect(&document, &Document::sessionChanged, this, &EventSearch::followSession);
    connect(&document, &Document::filesChanged, this, &EventSearch::followSession);
    connect(&document, &Document::eventCountChanged, this, &EventSearch::showState);
    connect(&ThemeSwitch::instance(), &ThemeSwitch::changed, this, [this] { showError(m_error->text()); });
    showError({});
    followSession();
}

void EventSearch::submit() {
    const QString text = m_line->text().trimmed();
    if (text.isEmpty())
        return clear();
    try {
        Expression::parse(text.toStdString());
    } catch (const ExpressionError &error) {
        // "cannot read the filter" is plain where the filter is; why and what to do are not.
        QString why = QString::fromStdString(error.why());
        QString remedy = QString::fromStdString(error.remedy());
        why[0] = why[0].toUpper();
        remedy[0] = remedy[0].toUpper();
        showError(why + QStringLiteral(". ") + remedy + u'.');
        m_line->setFocus();
        m_line->setCursorPosition(static_cast<int>(error.column()) - 1 +
                                  static_cast<int>(m_line->text().indexOf(text)));
        return;
    }
    m_line->setModified(false); // from here on it follows undo
    m_document.change(tr("Search events"), [&](Session &session) { session.filter = text.toStdString(); });
    run();
}

void EventSearch::run() {
    const Session &session = m_document.session();
    const auto file = m_document.eventFile();
    if (!file)
        return showError(tr("No event file is open."));
    showError({});
    m_asked = {session.filter, session.cuts, session.clustering, file};
    m_state = {};
    m_hasResult = m_isPartial = true;
    m_model.setMatches(std::vector<std::int64_t>{});
    m_bar->setValue(0);
    m_job.start<ScanState>(
        [asked = m_asked, this](const JobProgress &progress) {
            return scan(*asked.file, Expression::parse(asked.filter), asked.cuts, asked.clustering, progress,
                        [&](ScanState partial) {
                            progress.deliver([this, partial = std::move(partial)] { take(partial); });
                        });
        },
        [this](ScanState all) {
            m_isPartial = false;
            // The tail that no partial report has brought
            const auto known = static_cast<std::ptrdiff_t>(m_state.matches.size());
            all.matches.erase(all.matches.begin(), all.matches.begin() + known);
            take(all);
        },
        [this](const Error &error) { showError(QString::fromStdString(error.what())); });
    showState();
}

void EventSearch::take(const ScanState &state) {
    m_state.matches.insert(m_state.matches.end(), state.matches.begin(), state.matches.end());
    m_state.scanned = state.scanned;
    m_state.malformed = state.malformed;
    m_model.appendMatches(state.matches);
    showState();
}

void EventSearch::cancel() {
    m_job.cancel();
}

void EventSearch::clear() {
    m_job.cancel();
    m_line->setText({}); // not clear(), after which the line counts as being typed in
    m_document.change(tr("Clear the search"), [](Session &session) { session.filter.clear(); });
    followSession();
}

void EventSearch::followSession() {
    const std::string &filter = m_document.session().filter;
    if (m_hasResult && (filter != m_asked.filter || m_document.eventFile() != m_asked.file)) {
        m_job.cancel();
        m_hasResult = m_isPartial = false;
        m_asked = {};
        m_state = {};
        m_model.setMatches(std::nullopt);
    }
    // What somebody is typing at the moment is left alone.
    const QString text = QString::fromStdString(filter);
    if (m_line->text().trimmed() != text && (!m_line->hasFocus() || !m_line->isModified()))
        m_line->setText(text);
    showState();
}

bool EventSearch::isOld() const {
    const Session &session = m_document.session();
    return m_asked.cuts != session.cuts || m_asked.clustering != session.clustering;
}

void EventSearch::showState() {
    const bool running = m_job.isRunning();
    const QString text = m_line->text().trimmed();
    const bool asked = m_hasResult && text.toStdString() == m_asked.filter && !isOld() && !m_isPartial;
    m_search->setVisible(!running && !text.isEmpty() && !asked);
    m_cancel->setVisible(running);
    m_clear->setVisible(!running && (m_hasResult || !text.isEmpty()));
    m_bar->setVisible(running);
    QString status;
    if (m_hasResult) {
        const std::int64_t total = m_isPartial ? m_state.scanned : m_document.eventCount();
        status = running
                     ? tr("%1 so far, %2 of %3 events searched")
                           .arg(grouped(static_cast<std::int64_t>(m_state.matches.size())),
                                grouped(m_state.scanned), grouped(m_document.eventCount()))
                     : tr("%1 of %2 events")
                           .arg(grouped(static_cast<std::int64_t>(m_state.matches.size())), grouped(total));
        if (!running && m_isPartial)
            status += tr(", the search was stopped");
        if (m_state.malformed > 0)
            status += tr("; %1 cannot be read").arg(grouped(m_state.malformed));
        if (!running && isOld())
            status += tr("; the settings have changed since");
    } else if (!m_document.session().filter.empty()) {
        status = tr("All events are listed; press Search to filter them");
    }
    m_status->setText(status);
    m_status->setVisible(!status.isEmpty());
}

void EventSearch::showError(const QString &text) {
    QPalette palette = m_error->palette();
    palette.setColor(QPalette::WindowText, ThemeSwitch::instance().theme().error);
    m_error->setPalette(palette);
    m_error->setText(text);
    m_error->setVisible(!text.isEmpty());
}

} // namespace quincunx
