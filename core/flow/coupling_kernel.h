#pragma once

#include "core/flow/coupling_flow.h"

#include <hwy/aligned_allocator.h>

namespace quincunx {

/// Some rows on their way through a coupling flow, kept column by column: number k of row i stands at
/// [k · lanes + i], so that a vector instruction works on neighbouring rows. Internal to CouplingFlow.
struct CouplingTile {
    static constexpr std::size_t capacity = 104; ///< rows that fit; all numbers on the way stay in cache

    /// \param keeps whether couplingBackward() will be called.
    CouplingTile(const CouplingFlow &flow, bool keeps);

    void resize(std::size_t rows); ///< \param rows at most capacity

    /// What a layer computes on the way, and needs on the way back.
    struct Kept {
        float *input;              ///< of the network: the kept half, then the context
        std::vector<float *> relu; ///< ρ(h) and ρ(W₁ρ(h) + b₁) of each block
        float *hidden;             ///< what the last dense layer sees
        float *splines;            ///< softmax of widths, of heights; slopes before softplus
        float *before;             ///< transformed coordinates before their splines
    };
    const Kept &kept(std::size_t layer) const { return m_kept[layer % m_kept.size()]; }

    const CouplingFlow &flow;
    std::size_t lanes = 0; ///< rows, up to a multiple of 8
    float *theta, *context, *upstream, *logDensity, *thetaGradient, *contextGradient;
    float *hiddenGradient, *otherGradient, *splineGradient, *inputGradient;

private:
    hwy::AlignedFreeUniquePtr<float[]> m_memory;
    std::vector<Kept> m_kept; ///< one for each layer, or one for all
};

/// theta becomes u; logDensity is filled.
void couplingForward(CouplingTile &tile, const float *parameters);
/// After couplingForward(): thetaGradient and contextGradient from upstream; adds to `gradient` unless null.
void couplingBackward(CouplingTile &tile, const float *parameters, float *gradient);
/// theta, holding u, becomes θ.
void couplingInverse(CouplingTile &tile, const float *parameters);

} // namespace quincunx
