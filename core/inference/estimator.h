#pragma once

#include "core/base/settings.h"
#include "core/inference/embedding_choice.h"
#include "core/inference/posterior.h"

namespace quincunx {

/// How an estimator is set; each kind uses the fields that its EstimatorKind::settings names.
struct EstimatorSettings {
    int kept = 1000;   ///< abc, smcabc: how many of the nearest simulations make the posterior
    int members = 3;   ///< networks that are trained apart and averaged
    int couplings = 5; ///< layers of the flow
    int hidden = 50;   ///< width of the networks
    int bins = 10;     ///< of the splines
    EmbeddingChoice embedding = EmbeddingChoice::Automatic;
    int batch = 0;              ///< simulations a step; 0: a hundredth of them, at least 50
    double learningRate = 3e-3; ///< at the start; falls as a cosine
    int epochs = 0;             ///< at most; 0: as many as make 10 000 steps, at most 300
    double scoreWeight = 1;     ///< α of the losses that use the joint score
    int patience = 30;          ///< epochs without a better validation loss, after which training ends
    int components = 8;         ///< mdn: Gaussians of the mixture

    static const SettingsTable<EstimatorSettings> &table();
    bool operator==(const EstimatorSettings &) const = default;
};

/// Loss by epoch, in nats a simulation; `best` is the epoch whose weights are kept.
struct LossCurve {
    std::vector<double> training, validation;
    std::size_t best = 0;
};

/// What training tells and asks while it runs, on the thread that trains.
struct TrainingWatch {
    Progress progress;                                        ///< cancel: throws Cancelled
    std::function<bool()> stopAndKeep = [] { return false; }; ///< true: end now with the best so far
    std::function<void(const LossCurve &)> epoch = [](const auto &) {}; ///< after each epoch
};

/// What a posterior is made from.
struct EstimatorInput {
    std::shared_ptr<const Simulator> simulator;
    std::shared_ptr<const Simulations> simulations; ///< null for estimators that need none
    EstimatorSettings settings;
    std::uint64_t seed = 1;
    int threads = 1;
};

struct EstimatorKind : Description {
    bool simulates = true;             ///< whether it needs simulations
    std::vector<std::string> settings; ///< names of the fields of EstimatorSettings that it obeys
    /// Empty if it can serve this simulator, else why it cannot.
    std::function<std::string(const Simulator &)> refuses;
    /// \throws Error if it cannot be made; Cancelled.
    std::function<std::shared_ptr<const Posterior>(const EstimatorInput &, const TrainingWatch &)> make;
    /// From what toJson() of such a posterior gave; empty if it cannot be saved. \throws Error if it is not
    /// that.
    std::function<std::shared_ptr<const Posterior>(std::shared_ptr<const Simulator>, const nlohmann::json &)>
        load = {};
    /// Of the simulations that it may use, only one in so many are made from the prior and given to it; the
    /// others it makes itself, for each observation, as it draws.
    int parts = 1;
    /// Whether it watches the hidden steps by itself, so that of the simulations it takes θ alone.
    bool mines = false;
};

/// Ways to a posterior, by name: `exact`, `abc`, `npe` ...
const Registry<EstimatorKind> &estimators();

/// What estimators of these kinds are to be given if each may use `count` simulations: those of the prior, of
/// which x has no columns if all mine them themselves; nullptr if none needs any. \throws Cancelled.
std::shared_ptr<const Simulations> simulationsFor(const std::vector<const EstimatorKind *> &kinds,
                                                  const Simulator &simulator, std::size_t count,
                                                  std::uint64_t seed, int threads,
                                                  const Progress &progress = {});

} // namespace quincunx
