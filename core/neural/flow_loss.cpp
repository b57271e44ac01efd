#include "core/neural/flow_loss.h"

namespace quincunx {
namespace {

std::span<const float> values(const torch::Tensor &tensor) {
    return {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}
std::span<float> mutableValues(torch::Tensor &tensor) {
    return {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

struct FlowLoss : torch::autograd::Function<FlowLoss> {
    using List = torch::autograd::variable_list;

    static torch::Tensor forward(torch::autograd::AutogradContext *ctx, const torch::Tensor &parameters,
                                 const torch::Tensor &theta, const torch::Tensor &context,
                                 std::int64_t flowAddress) {
        const auto &flow = *reinterpret_cast<const CouplingFlow *>(flowAddress);
        const torch::Tensor p = parameters.contiguous(), t = theta.contiguous(), c = context.contiguous();
        const auto rows = static_cast<std::size_t>(t.size(0));
        std::vector<float> logDensity(rows);
        torch::Tensor parameterGradient, contextGradient;
        if (parameters.requires_grad() || context.requires_grad()) {
            const std::vector<float> upstream(rows, -1.F / static_cast<float>(rows));
            parameterGradient = torch::zeros_like(p);
            CouplingFlow::Gradient gradient{mutableValues(parameterGradient), {}, {}};
            if (context.requires_grad()) {
                contextGradient = torch::zeros_like(c);
                gradient.context = mutableValues(contextGradient);
            }
            flow.logDensityGradient(values(p), values(t), values(c), upstream, logDensity, gradient);
        } else {
            flow.logDensity(values(p), values(t), values(c), logDensity);
        }
        ctx->saved_data["parameters"] = parameterGradient;
        ctx->saved_data["context"] = contextGradient;
        double sum = 0;
        for (float value : logDensity)
            sum += value;
        return torch::tensor(static_cast<float>(-sum / static_cast<double>(rows)));
    }

    static List backward(torch::autograd::AutogradContext *ctx, const List &upstream) {
        auto scaled = [&](const char *what) {
            const torch::Tensor saved = ctx->saved_data[what].toTensor();
            return saved.defined() ? saved * upstream[0] : torch::Tensor();
        };
        return {scaled("parameters"), torch::Tensor(), scaled("context"), torch::Tensor()};
    }
};

} // namespace

torch::Tensor flowLoss(const CouplingFlow &flow, const torch::Tensor &parameters, const torch::Tensor &theta,
                       const torch::Tensor &context) {
    return FlowLoss::apply(parameters, theta, context, reinterpret_cast<std::int64_t>(&flow));
}

} // namespace quincunx
