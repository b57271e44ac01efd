#pragma once

#include <random>
#include <string>
#include <vector>

namespace quincunx::test {

/// Damages files as disks, editors and malice do: bytes change, pieces vanish, repeat or move between files,
/// numbers become extreme ones.
class Mutations {
public:
    /// \param others files that pieces are taken from.
    Mutations(std::uint32_t seed, std::vector<std::string> others)
        : m_random(seed)
        , m_others(std::move(others)) {}

    /// `text` after one to eight changes; at most about 1 MB.
    std::string mutated(std::string text);

    /// `text` with one to six numbers changed, which leaves most JSON valid.
    std::string withOtherNumbers(std::string text);

    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : m_random() % bound; }

private:
    void change(std::string &text);
    void replaceNumber(std::string &text, std::size_t from);

    std::mt19937 m_random;
    std::vector<std::string> m_others;
};

} // namespace quincunx::test
