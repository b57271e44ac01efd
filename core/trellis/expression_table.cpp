#include "core/trellis/expression_table.h"

#include "core/base/error.h"

#include <array>

namespace quincunx {
namespace {

constexpr int lineages = 3, subtypes = 2;

Eigen::VectorXd normal(int size, double sigma, RandomEngine &random) {
    Eigen::VectorXd values(size);
    for (double &value : values)
        value = sigma * standardNormal(random);
    return values;
}

} // namespace

SimilarityTable expressionTable(const ExpressionSettings &settings, RandomEngine &random) {
    if (settings.samples < lineages * subtypes || settings.genes < 2)
        throw Error("cannot make up a table of gene expression", "there are too few samples or genes",
                    "ask for at least six samples and two genes");
    std::array<Eigen::VectorXd, lineages * subtypes> profiles;
    for (std::size_t lineage = 0; lineage < lineages; ++lineage) {
        const Eigen::VectorXd common = normal(settings.genes, 1, random);
        for (std::size_t subtype = 0; subtype < subtypes; ++subtype)
            profiles[lineage * subtypes + subtype] =
                common + normal(settings.genes, settings.subtype, random);
    }
    SimilarityTable table;
    Eigen::MatrixXd expression(settings.genes, settings.samples);
    for (int sample = 0; sample < settings.samples; ++sample) {
        const auto type = static_cast<std::size_t>(sample) % profiles.size();
        Eigen::VectorXd genes = profiles[type] + normal(settings.genes, settings.noise, random);
        genes.array() -= genes.mean();
        expression.col(sample) = genes.normalized();
        const std::string name{"ABC"[type / subtypes], "12"[type % subtypes]};
        table.groups.push_back(name);
        table.labels.push_back(name + "." + std::to_string(sample / static_cast<int>(profiles.size()) + 1));
    }
    table.weights = expression.transpose() * expression;
    table.weights.diagonal().setZero();
    return table;
}

} // namespace quincunx
