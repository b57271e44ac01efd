#include "core/inference/neural.h"

#include "core/base/module.h"

namespace quincunx {

const NeuralModule &neuralModule() {
    static const NeuralModule &module =
        *moduleFunction<const NeuralModule *()>("neural", "quincunx_neural")();
    return module;
}

} // namespace quincunx
