#pragma once

#include <stdexcept>
#include <string>

namespace quincunx {

/// An error the user can act on, told in one line: *problem (why); what to do*.
///
/// Thrown for bad input of any kind (files, options, settings). Assertions are for our own bugs.
/// The parts are kept apart so that a window can show the remedy on its own line.
class Error : public std::runtime_error {
public:
    Error(std::string problem, std::string why, std::string remedy)
        : std::runtime_error(problem + " (" + why + "); " + remedy)
        , m_problem(std::move(problem))
        , m_why(std::move(why))
        , m_remedy(std::move(remedy)) {}

    const std::string &problem() const { return m_problem; }
    const std::string &why() const { return m_why; }
    const std::string &remedy() const { return m_remedy; }

private:
    std::string m_problem, m_why, m_remedy;
};

} // namespace quincunx
