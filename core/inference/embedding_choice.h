#pragma once

namespace quincunx {

/// Through what network an estimator is to look at data (see Embedding).
enum class EmbeddingChoice {
    Automatic, ///< Set where the data are a set, Series where they are a long series, else none
    None,
    Dense,
    Set,
    Series
};

} // namespace quincunx
