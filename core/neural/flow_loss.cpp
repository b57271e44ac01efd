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

struct FlowLogDensity : torch::autograd::Function<FlowLogDensity> {
    using List = torch::autograd::variable_list;

    static torch::Tensor forward(torch::autograd::AutogradContext *ctx, const torch::Tensor &parameters,
                                 const torch::Tensor &theta, const torch::Tensor &context,
                                 std::int64_t flowAddress) {
        const auto &flow = *reinterpret_cast<const CouplingFlow *>(flowAddress);
        const torch::Tensor p = parameters.contiguous(), t = theta.contiguous(), c = context.contiguous();
        ctx->save_for_backward({p, t, c});
        ctx->saved_data["flow"] = flowAddress;
        torch::Tensor logDensity = torch::empty({t.size(0)});
        flow.logDensity(values(p), values(t), values(c), mutableValues(logDensity));
        return logDensity;
    }

    static List backward(torch::autograd::AutogradContext *ctx, const List &upstream) {
        const auto &flow = *reinterpret_cast<const CouplingFlow *>(ctx->saved_data["flow"].toInt());
        const List saved = ctx->get_saved_variables();
        torch::Tensor gradient = torch::zeros_like(saved[0]), logDensity = torch::empty_like(upstream[0]);
        flow.logDensityGradient(values(saved[0]), values(saved[1]), values(saved[2]),
                                values(upstream[0].contiguous()), mutableValues(logDensity),
                                {mutableValues(gradient), {}, {}});
        return {gradient, torch::Tensor(), torch::Tensor(), torch::Tensor()};
    }
};

} // namespace

torch::Tensor flowLogDensity(const CouplingFlow &flow, const torch::Tensor &parameters,
                             const torch::Tensor &theta, const torch::Tensor &context) {
    return FlowLogDensity::apply(parameters, theta, context, reinterpret_cast<std::int64_t>(&flow));
}

torch::Tensor flowLoss(const CouplingFlow &flow, const torch::Tensor &parameters, const torch::Tensor &theta,
                       const torch::Tensor &context) {
    return FlowLoss::apply(parameters, theta, context, reinterpret_cast<std::int64_t>(&flow));
}

} // namespace quincunx
