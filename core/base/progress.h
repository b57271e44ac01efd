#pragma once

#include <functional>
#include <stop_token>
#include <string>

namespace quincunx {

/// Thrown by Progress::check() once somebody asked the work to stop. Not an error: nothing is reported.
struct Cancelled {};

/// What long work sees of the outside: a question (go on?) and a place to say how far it is.
///
/// The same object serves the window (a job with a bar and a Cancel button) and the command line (a bar
/// on the terminal). A default-constructed Progress never stops the work and reports to nobody.
/// Work calls check() at least every 50 ms, which is what lets Cancel answer within 100 ms.
class Progress {
public:
    using Report = std::function<void(double fraction, const std::string &doing)>;

    Progress() = default;
    Progress(std::stop_token stop, Report report) : m_stop(std::move(stop)), m_report(std::move(report)) {}

    bool cancelled() const { return m_stop.stop_requested(); }

    const std::stop_token &stopToken() const { return m_stop; }

    /// Throws Cancelled if the work should stop.
    void check() const {
        if (cancelled())
            throw Cancelled{};
    }

    /// \param fraction of the whole work that is done, in [0, 1].
    void report(double fraction, const std::string &doing) const {
        if (m_report)
            m_report(fraction, doing);
    }

private:
    std::stop_token m_stop;
    Report m_report;
};

} // namespace quincunx
