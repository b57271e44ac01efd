#include "views/document/sample_desk.h"

#include "core/sample/ginkgo_sample.h"
#include "core/sample/sample_cache.h"
#include "core/sample/sample_scan.h"
#include "views/document/document.h"

namespace quincunx {
namespace {

// What the session asks to be measured, and how.

std::vector<SampleSource> sampleSources(const Session &session) {
    std::vector<SampleSource> sources;
    for (const SampleChoice &choice : session.sample) {
        SampleSource source = choice.generator.empty()
                                  ? SampleSource{std::filesystem::path(choice.file), {}}
                                  : ginkgoSample(choice.generator, choice.count, choice.seed);
        if (!choice.label.empty())
            source.label = choice.label;
        sources.push_back(std::move(source));
    }
    return sources;
}

SampleSettings sampleSettings(const Session &session) {
    JetSettings jet = session.jetSettings;
    jet.alpha = 0; // nothing that is measured depends on it: a drag must not make the table old
    return {session.clustering, session.cuts, jet};
}

} // namespace

SampleDesk::SampleDesk(Document &document) : m_document(document), m_job(tr("Measuring the sample")) {}

bool SampleDesk::isCurrent() const {
    return m_table &&
           m_key == sampleKey(sampleSources(m_document.session()), sampleSettings(m_document.session()));
}

void SampleDesk::scan() {
    start(true);
}

void SampleDesk::setCacheFile(const std::filesystem::path &file) {
    m_cacheFile = file;
    if (!isCurrent()) {
        if (!m_document.session().sample.empty())
            start(false);
        return;
    }
    m_job.start<bool>(
        [file, key = m_key, table = m_table](const JobProgress &) {
            cacheSample(file, key, *table);
            return true;
        },
        [](bool) {}, [this](const Error &error) { Q_EMIT failed(error); });
}

void SampleDesk::start(bool mayScan) {
    struct Found {
        std::shared_ptr<const SampleTable> table;
        std::string key;
    };
    const Session session = m_document.session();
    m_job.start<Found>(
        [this, session, mayScan, cache = m_cacheFile](const JobProgress &progress) -> Found {
            const auto sources = sampleSources(session);
            const SampleSettings settings = sampleSettings(session);
            const std::string key = sampleKey(sources, settings);
            if (auto known = cache.empty() ? std::nullopt : cachedSample(cache, key))
                return {std::make_shared<SampleTable>(std::move(*known)), key};
            if (!mayScan)
                return {};
            auto table = std::make_shared<SampleTable>(
                scanSample(sources, settings, progress, [&](const SampleTable &partial) {
                    progress.deliver([this, key, copy = std::make_shared<SampleTable>(partial)] {
                        take(copy, "partly " + key);
                    });
                }));
            if (!cache.empty())
                cacheSample(cache, key, *table);
            return {table, key};
        },
        [this](Found found) {
            if (found.table)
                take(found.table, found.key);
        },
        [this](const Error &error) { Q_EMIT failed(error); });
}

void SampleDesk::take(std::shared_ptr<const SampleTable> table, const std::string &key) {
    m_table = std::move(table);
    m_key = key;
    Q_EMIT changed();
}

} // namespace quincunx
