#pragma once

#include <sys/types.h>

namespace quincunx::cli {

/// An X server of our own without a screen (Xvfb), for drawing 3-D pictures where there is no display.
/// DISPLAY points to it while this object lives.
class PrivateDisplay {
public:
    /// \throws Error if Xvfb is not installed or does not start within 10 s.
    PrivateDisplay();
    ~PrivateDisplay();
    PrivateDisplay(const PrivateDisplay &) = delete;
    PrivateDisplay &operator=(const PrivateDisplay &) = delete;

private:
    pid_t m_server = -1;
};

} // namespace quincunx::cli
