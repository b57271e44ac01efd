#pragma once

#include "core/io/event_file.h"

namespace quincunx {

/// Shapes of arrays beyond these are taken for damage.
inline constexpr std::size_t mostRows = std::size_t(1) << 31, longestRow = 1 << 20;

/// A file that knows from the start where its events are: rows of an array, entries of an archive.
class RecordFile : public EventFile {
public:
    explicit RecordFile(std::filesystem::path path) : m_path(std::move(path)) {}

    bool indexed() const override { return true; }
    std::string damage() const override { return {}; }
    void indexAll(const Progress &progress) override { progress.check(); }
    Event read(std::size_t k) override;

protected:
    const std::filesystem::path &path() const { return m_path; }

private:
    /// \param k below knownEvents(). \throws Malformed if that event is.
    virtual Event decode(std::size_t k) const = 0;

    const std::filesystem::path m_path;
};

} // namespace quincunx
