#include "app/cli/private_display.h"

#include "core/base/error.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace quincunx::cli {
namespace {

[[noreturn]] void runServer(int readyPipe) {
    prctl(PR_SET_PDEATHSIG, SIGTERM); // never outlive the program, even if that is killed
    const int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    execlp("Xvfb", "Xvfb", "-displayfd", std::to_string(readyPipe).c_str(), "-screen", "0", "1280x1024x24",
           "-nolisten", "tcp", static_cast<char *>(nullptr));
    _exit(127);
}

/// The number that Xvfb writes once it accepts connections; empty if it did not start.
std::string displayNumber(int pipe) {
    std::string text;
    pollfd waiting{pipe, POLLIN, 0};
    char letter = 0;
    while (poll(&waiting, 1, 10000) > 0 && read(pipe, &letter, 1) == 1 && letter != '\n')
        text += letter;
    return text;
}

} // namespace

PrivateDisplay::PrivateDisplay() {
    int pipeEnds[2];
    if (pipe(pipeEnds) != 0)
        throw Error("cannot draw in 3-D without a display", "no pipe could be made", "close some programs");
    m_server = fork();
    if (m_server == 0) {
        close(pipeEnds[0]);
        runServer(pipeEnds[1]);
    }
    close(pipeEnds[1]);
    const std::string number = displayNumber(pipeEnds[0]);
    close(pipeEnds[0]);
    if (number.empty())
        throw Error("cannot draw in 3-D without a display", "Xvfb did not start",
                    "install the package xvfb, or choose a 2-D view: rphi or rhoz");
    setenv("DISPLAY", (":" + number).c_str(), 1);
}

PrivateDisplay::~PrivateDisplay() {
    if (m_server > 0) {
        kill(m_server, SIGTERM);
        waitpid(m_server, nullptr, 0);
    }
    unsetenv("DISPLAY");
}

} // namespace quincunx::cli
