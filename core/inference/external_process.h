#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace quincunx {

/// A program that answers each line on its standard input with one on its output. What it writes to its
/// standard error is kept, the last of it, to be shown when it fails. It and what it started end with this
/// object. Not for several threads at once.
class ExternalProcess {
public:
    /// It ended, or gave no answer in time, or answered unasked: what() says which, and its last words.
    struct Failure : std::runtime_error {
        Failure(const std::string &what, bool hasEnded) : std::runtime_error(what), ended(hasEnded) {}
        bool ended; ///< by itself
    };

    /// Starts it in a folder. \param command program and arguments; a program with a `/` is looked up from
    /// the folder. \throws Error if it cannot be started.
    ExternalProcess(const std::vector<std::string> &command, const std::filesystem::path &folder);
    ~ExternalProcess();
    ExternalProcess(const ExternalProcess &) = delete;
    ExternalProcess &operator=(const ExternalProcess &) = delete;

    /// \param line without its end. \return the answer without its end. \throws Failure, after which the
    /// process is of no more use; Cancelled as soon as `cancelled` says so, which is asked every 50 ms, with
    /// the same consequence.
    std::string ask(const std::string &line, std::chrono::milliseconds timeout,
                    const std::function<bool()> &cancelled);

private:
    /// Reads what is there. \return false at its end.
    static bool readInto(std::string &text, int file);
    Failure failure(const std::string &what, bool hasEnded);
    std::string howItEnded();

    int m_process = -1;
    int m_input = -1, m_output = -1, m_errors = -1; ///< our ends
    std::string m_answer, m_words;                  ///< read and not yet used; the last of the standard error
};

} // namespace quincunx
