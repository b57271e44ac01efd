#include "core/inference/external_process.h"

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/io/text.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>

extern char **environ;

namespace quincunx {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t longestAnswer = 1 << 26, keptWords = 2000;

void closeFile(int &file) {
    if (file >= 0)
        ::close(file);
    file = -1;
}

struct Pipe {
    int from = -1, to = -1;

    Pipe() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            throw Error("cannot start a program", std::strerror(errno), "close other programs and try again");
        from = ends[0];
        to = ends[1];
    }
    ~Pipe() {
        closeFile(from);
        closeFile(to);
    }
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;
};

/// Our end of a pipe, which shall not block.
int takenEnd(int &end) {
    ::fcntl(end, F_SETFL, ::fcntl(end, F_GETFL) | O_NONBLOCK);
    return std::exchange(end, -1);
}

/// Writing to a program that has ended raises SIGPIPE; while this lives, this thread is told by an error
/// instead.
class WithoutBrokenPipes {
public:
    WithoutBrokenPipes() {
        sigemptyset(&m_pipe);
        sigaddset(&m_pipe, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    ~WithoutBrokenPipes() {
        const timespec now{};
        if (!sigismember(&m_before, SIGPIPE))
            while (::sigtimedwait(&m_pipe, nullptr, &now) > 0)
                ;
        ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    WithoutBrokenPipes(const WithoutBrokenPipes &) = delete;
    WithoutBrokenPipes &operator=(const WithoutBrokenPipes &) = delete;

private:
    sigset_t m_pipe{}, m_before{};
};

} // namespace

ExternalProcess::ExternalProcess(const std::vector<std::string> &command,
                                 const std::filesystem::path &folder) {
    Pipe input, output, errors;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addchdir_np(&actions, folder.empty() ? "." : folder.c_str());
    posix_spawn_file_actions_adddup2(&actions, input.from, 0);
    posix_spawn_file_actions_adddup2(&actions, output.to, 1);
    posix_spawn_file_actions_adddup2(&actions, errors.to, 2);
    // a group of its own, so that what it starts ends with it; signals as a shell would leave them
    sigset_t none, standard;
    sigemptyset(&none);
    sigemptyset(&standard);
    sigaddset(&standard, SIGPIPE);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &standard);

    std::vector<std::string> words = command;
    std::vector<char *> arguments;
    for (std::string &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int failed =
        ::posix_spawnp(&m_process, arguments.front(), &actions, &attributes, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (failed)
        throw Error("cannot start '" + command.front() + "' in " + (folder.empty() ? "." : folder.string()),
                    std::strerror(failed), "correct the command, and see that the program may be executed");
    m_input = takenEnd(input.to);
    m_output = takenEnd(output.from);
    m_errors = takenEnd(errors.from);
}

ExternalProcess::~ExternalProcess() {
    closeFile(m_input); // a good program ends at the end of its input
    for (int i = 0; m_process > 0 && i < 10; ++i) {
        if (::waitpid(m_process, nullptr, WNOHANG) == m_process) {
            ::kill(-m_process, SIGKILL); // what it has left behind
            m_process = -1;
        } else {
            std::this_thread::sleep_for(std::chrono::milliseconds(i));
        }
    }
    if (m_process > 0) {
        ::kill(-m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
    }
    closeFile(m_output);
    closeFile(m_errors);
}

bool ExternalProcess::readInto(std::string &text, int file) {
    std::array<char, 65536> buffer;
    for (;;) {
        const ssize_t count = ::read(file, buffer.data(), buffer.size());
        if (count == 0)
            return false;
        if (count < 0)
            return errno == EAGAIN || errno == EINTR;
        text.append(buffer.data(), static_cast<std::size_t>(count));
        if (text.size() > longestAnswer)
            return true;
    }
}

std::string ExternalProcess::ask(const std::string &line, std::chrono::milliseconds timeout,
                                 const std::function<bool()> &cancelled) {
    const WithoutBrokenPipes whileAsking;
    const auto end = Clock::now() + timeout;
    readInto(m_answer, m_output);
    if (!m_answer.empty())
        throw failure("it wrote " + shown(m_answer) + " without being asked", false);
    const std::string all = line + '\n';
    for (std::size_t written = 0;;) {
        if (cancelled())
            throw Cancelled{};
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        if (left <= 0)
            throw failure("it gave no answer within " + std::to_string(timeout.count()) + " ms", false);
        std::array<pollfd, 3> files{{{m_output, POLLIN, 0},
                                     {m_errors, POLLIN, 0},
                                     {written < all.size() ? m_input : -1, POLLOUT, 0}}};
        if (::poll(files.data(), files.size(), static_cast<int>(std::min<long long>(left, 50))) < 0)
            continue; // by a signal
        if (files[1].revents) {
            if (!readInto(m_words, m_errors))
                closeFile(m_errors); // poll() passes over −1
            if (m_words.size() > keptWords)
                m_words.erase(0, m_words.size() - keptWords);
        }
        if (files[2].revents) {
            const ssize_t count = ::write(m_input, all.data() + written, all.size() - written);
            if (count > 0)
                written += static_cast<std::size_t>(count);
            else if (errno == EPIPE)
                written = all.size(); // it has ended, or will say no more than it has said
        }
        if (files[0].revents) {
            const bool isOpen = readInto(m_answer, m_output);
            if (const auto at = m_answer.find('\n'); at != std::string::npos) {
                std::string answer = m_answer.substr(0, at);
                m_answer.erase(0, at + 1);
                if (answer.ends_with('\r'))
                    answer.pop_back();
                return answer;
            }
            if (!isOpen)
                throw failure(howItEnded(), true);
            if (m_answer.size() > longestAnswer)
                throw failure("its answer has no end of line", false);
        }
    }
}

std::string ExternalProcess::howItEnded() {
    int status = 0;
    for (int i = 0; i < 50; ++i) { // its output is closed: it is about to end
        if (::waitpid(m_process, &status, WNOHANG) == m_process) {
            ::kill(-m_process, SIGKILL);
            m_process = -1;
            if (WIFSIGNALED(status))
                return std::string("it ended by a signal: ") + ::strsignal(WTERMSIG(status));
            return "it ended with status " + std::to_string(WEXITSTATUS(status)) + " instead of answering";
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return "it closed its output";
}

ExternalProcess::Failure ExternalProcess::failure(const std::string &what, bool hasEnded) {
    if (m_errors >= 0)
        readInto(m_words, m_errors);
    std::string words = m_words; // the last line that says something
    while (!words.empty() && std::strchr(" \t\r\n", words.back()))
        words.pop_back();
    if (const auto at = words.rfind('\n'); at != std::string::npos)
        words.erase(0, at + 1);
    return {words.empty() ? what : what + "; its last words: " + printable(words), hasEnded};
}

} // namespace quincunx
