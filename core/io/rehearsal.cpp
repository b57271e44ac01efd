#include "core/io/rehearsal.h"

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace quincunx {

namespace {

[[noreturn]] void rehearse(const std::function<void()> &work, std::chrono::seconds limit,
                           const sigset_t &signals) {
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL, SIGALRM, SIGINT, SIGTERM})
        std::signal(signal, SIG_DFL);
    sigset_t heard = signals;
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL, SIGALRM})
        sigdelset(&heard, signal);
    pthread_sigmask(SIG_SETMASK, &heard, nullptr);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    if (const int nowhere = ::open("/dev/null", O_WRONLY); nowhere >= 0)
        dup2(nowhere, STDERR_FILENO); // the last words of the C library
    alarm(static_cast<unsigned>(limit.count()));
    try {
        work();
    } catch (...) { // the process proper will see it, too
    }
    _exit(0);
}

} // namespace

bool survivesRehearsal(const std::function<void()> &work, std::chrono::seconds limit) {
    // A signal handler that runs in the middle of fork() may wait for ever for what fork() holds.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t copy = fork();
    if (copy == 0)
        rehearse(work, limit, before);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (copy < 0)
        return true; // no room for a copy: then without
    int status = 0;
    while (waitpid(copy, &status, 0) < 0)
        if (errno != EINTR)
            return true;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace quincunx
