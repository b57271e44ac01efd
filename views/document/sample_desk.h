#pragma once

#include "views/jobs/job.h"

#include <QObject>

#include <filesystem>
#include <memory>

namespace quincunx {

class Document;
struct SampleTable;

/// The session's sample, measured when asked to: a table that grows while the scan goes on, and is found
/// again in a cache when the same sample is scanned with the same settings.
class SampleDesk : public QObject {
    Q_OBJECT

public:
    explicit SampleDesk(Document &document);

    /// nullptr before the first scan. Shared with views for as long as they like.
    std::shared_ptr<const SampleTable> table() const { return m_table; }
    /// Whether table() is what the session's sample and settings would give.
    bool isCurrent() const;

    /// Measures the sample anew, or takes it from the cache. Cancelling the job keeps what has been measured.
    void scan();
    Job &job() { return m_job; }

    /// Where the table is kept: beside the session, never beside the data. Writes it there if it is current,
    /// else takes it from there if it is what the session asks for; never scans.
    void setCacheFile(const std::filesystem::path &file);

Q_SIGNALS:
    void changed(); ///< the table, also while it grows
    void failed(const quincunx::Error &error);

private:
    void start(bool mayScan);
    void take(std::shared_ptr<const SampleTable> table, const std::string &key);

    Document &m_document;
    std::shared_ptr<const SampleTable> m_table;
    std::string m_key; // of m_table
    std::filesystem::path m_cacheFile;
    Job m_job;
};

} // namespace quincunx
