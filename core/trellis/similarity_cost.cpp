#include "core/trellis/similarity_cost.h"

namespace quincunx {

PairSums::PairSums(const Eigen::MatrixXd &weights) : m_rows(static_cast<std::size_t>(weights.rows())) {
    const auto n = m_rows.size();
    for (std::size_t row = 0; row < n; ++row) {
        m_rows[row].resize((n + 7) / 8);
        for (std::size_t byte = 0; byte < m_rows[row].size(); ++byte)
            for (std::size_t set = 1; set < 256; ++set) {
                const std::size_t column = 8 * byte + static_cast<std::size_t>(std::countr_zero(set));
                const bool counts = column < n && column != row;
                m_rows[row][byte][set] =
                    m_rows[row][byte][set & (set - 1)] +
                    (counts ? weights(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) : 0);
            }
    }
}

double PairSums::between(Cluster a, Cluster b) const {
    if (std::pair(size(a), a) > std::pair(size(b), b))
        std::swap(a, b); // fewer rows; and the same sum, bit by bit, for (A, B) and (B, A)
    double sum = 0;
    for (; a; a &= a - 1) {
        const auto &row = m_rows[static_cast<std::size_t>(std::countr_zero(a))];
        Cluster rest = b;
        for (std::size_t byte = 0; rest; ++byte, rest >>= 8)
            sum += row[byte][rest & 255];
    }
    return sum;
}

DasguptaCost::DasguptaCost(const SimilarityTable &table)
    : Splitting(table.size())
    , m_positive(table.weights.cwiseMax(0))
    , m_negative(table.weights.cwiseMin(0)) {}

double DasguptaCost::psi(Cluster a, Cluster b) const {
    return -size(a | b) * (m_positive.between(a, b) + m_negative.between(a, b));
}

double DasguptaCost::preference(Cluster a, Cluster b, double) const {
    return (m_positive.between(a, b) + m_negative.between(a, b)) / (size(a) * size(b));
}

double DasguptaCost::bound(Cluster cluster) const {
    return -(2 * m_positive.within(cluster) + size(cluster) * m_negative.within(cluster));
}

CorrelationCost::CorrelationCost(const SimilarityTable &table)
    : Splitting(table.size())
    , m_positive(table.weights.cwiseMax(0))
    , m_negative(-table.weights.cwiseMin(0)) {}

double CorrelationCost::psi(Cluster a, Cluster b) const {
    return -(m_positive.between(a, b) + m_negative.within(a) + m_negative.within(b));
}

double CorrelationCost::preference(Cluster a, Cluster b, double) const {
    return (m_positive.between(a, b) - m_negative.between(a, b)) / (size(a) * size(b));
}

double CorrelationCost::bound(Cluster cluster) const {
    return -m_positive.within(cluster);
}

} // namespace quincunx
