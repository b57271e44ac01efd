#include "core/inference/estimator.h"
#include "core/inference/flow_posterior.h"
#include "core/inference/likelihood_posterior.h"
#include "core/inference/mixture_density.h"
#include "core/inference/ratio.h"
#include "core/inference/rejection.h"
#include "core/inference/smc_abc.h"
#include "core/inference/summary_posterior.h"
#include "core/inference/truncated_posterior.h"

namespace quincunx {
namespace {

class TruePosterior final : public Posterior {
public:
    explicit TruePosterior(const std::shared_ptr<const Simulator> &simulator) : Posterior(simulator) {
        if (simulator->hasLikelihood() && simulator->prior().size() == 1)
            m_ofMany = makeTrueLikelihood(simulator); // which is exact for one parameter
    }

    bool takesMany() const override { return m_ofMany != nullptr; }

    Draws sample(const Draws &x, std::size_t count, std::uint64_t seed, int threads,
                 const Progress &progress) const override {
        checkObservations(x);
        if (x.rows() > 1)
            return m_ofMany->sample(x, count, seed, threads, progress);
        return samplePosterior(simulator(), {x.data(), static_cast<std::size_t>(x.cols())}, count, seed,
                               threads, progress);
    }

    std::optional<GridPosterior> onGrid(const Draws &x, int threads,
                                        const Progress &progress) const override {
        if (!m_ofMany)
            return {};
        try {
            return m_ofMany->onGrid(x, threads, progress);
        } catch (const Error &) {
            sample(x, 1, 1, threads, progress); // the simulator may know better why there is none
            throw;
        }
    }

private:
    std::shared_ptr<const Posterior> m_ofMany;
};

class NearestSimulations final : public Posterior {
public:
    explicit NearestSimulations(const EstimatorInput &input)
        : Posterior(input.simulator)
        , m_simulations(input.simulations)
        , m_kept(static_cast<std::size_t>(input.settings.kept)) {}

    /// The nearest `kept` simulations; where more are asked for, or fewer, they are drawn from these.
    Draws sample(const Draws &x, std::size_t count, std::uint64_t seed, int,
                 const Progress &) const override {
        checkObservations(x);
        const Draws kept =
            rejectionAbc(simulator(), *m_simulations, {x.data(), static_cast<std::size_t>(x.cols())}, m_kept)
                .theta;
        if (count == m_kept)
            return kept;
        RandomEngine random(seed);
        Draws drawn(count, kept.cols());
        for (Eigen::Index i = 0; i < drawn.rows(); ++i)
            drawn.row(i) = kept.row(static_cast<Eigen::Index>(uniform(random) * static_cast<double>(m_kept)));
        return drawn;
    }

private:
    std::shared_ptr<const Simulations> m_simulations;
    std::size_t m_kept;
};

class LastPopulation final : public Posterior {
public:
    explicit LastPopulation(const EstimatorInput &input)
        : Posterior(input.simulator)
        , m_simulations(input.simulations)
        , m_kept(static_cast<std::size_t>(input.settings.kept)) {}

    Draws sample(const Draws &x, std::size_t count, std::uint64_t seed, int threads,
                 const Progress &progress) const override {
        checkObservations(x);
        RandomEngine random(seed);
        return smcAbc(simulator(), *m_simulations, rowOf(x, 0), m_kept, random(), threads, progress)
            .back()
            .resampled(count, random);
    }

private:
    std::shared_ptr<const Simulations> m_simulations;
    std::size_t m_kept;
};

std::string never(const Simulator &) {
    return {};
}

std::string withoutLikelihood(const Simulator &simulator) {
    return simulator.hasLikelihood() ? std::string() : "its likelihood is not known";
}

std::string withoutGold(const Simulator &simulator) {
    return simulator.canMine() ? std::string() : "its hidden steps cannot be watched";
}

std::string overTwoParameters(const Simulator &simulator) {
    return simulator.prior().size() > 2
               ? "it has more than two parameters, and a histogram of so many needs too many simulations"
               : std::string();
}

std::string withoutScoreHistogram(const Simulator &simulator) {
    const std::string why = withoutGold(simulator);
    return why.empty() ? overTwoParameters(simulator) : why;
}

void addRatio(Registry<EstimatorKind> &all, Description description, RatioLoss loss) {
    std::vector<std::string> settings = {"members", "hidden", "batch", "learning_rate", "epochs", "patience"};
    if (loss >= RatioLoss::Cascal)
        settings.push_back("score_weight");
    EstimatorKind kind{std::move(description),
                       true,
                       std::move(settings),
                       needsMining(loss) ? withoutGold : never,
                       [loss](const EstimatorInput &input, const TrainingWatch &watch) {
                           return trainRatioPosterior(input, loss, watch);
                       },
                       loadRatioPosterior};
    kind.mines = needsMining(loss);
    all.add(std::move(kind));
}

std::string withoutPosterior(const Simulator &simulator) {
    return simulator.hasPosterior() ? std::string() : "its true posterior is not known";
}

} // namespace

const SettingsTable<EstimatorSettings> &EstimatorSettings::table() {
    using S = EstimatorSettings;
    static const auto table = [] {
        SettingsTable<S> all;
        all.add(&S::kept, {.name = "kept",
                           .label = "Kept",
                           .help = "How many of the nearest simulations make the posterior.",
                           .minimum = 1,
                           .maximum = 1e7});
        all.add(&S::members, {.name = "members",
                              .label = "Members",
                              .help = "Networks that are trained apart and averaged.",
                              .minimum = 1,
                              .maximum = 20});
        all.add(&S::couplings, {.name = "couplings",
                                .label = "Couplings",
                                .help = "Layers of the flow.",
                                .minimum = 1,
                                .maximum = 20});
        all.add(&S::hidden, {.name = "hidden",
                             .label = "Hidden units",
                             .help = "Width of the networks.",
                             .minimum = 4,
                             .maximum = 512});
        all.add(&S::bins, {.name = "bins",
                           .label = "Bins",
                           .help = "Pieces of each spline; more for narrow ridges.",
                           .minimum = 2,
                           .maximum = 32});
        all.add(&S::embedding, {.name = "embedding",
                                .label = "Data seen",
                                .help = "Through what network: for sets one that no order changes, for "
                                        "series one of windows.",
                                .choices = {"automatic", "none", "dense", "set", "series"},
                                .titles = {"Automatic", "Number by number", "Through a network", "As a set",
                                           "As a series"}});
        all.add(&S::components, {.name = "components",
                                 .label = "Components",
                                 .help = "Gaussians of the mixture.",
                                 .minimum = 1,
                                 .maximum = 64});
        all.add(&S::batch, {.name = "batch",
                            .label = "Batch",
                            .help = "Simulations a step; 0: a hundredth of them, at least 50.",
                            .minimum = 0,
                            .maximum = 10000,
                            .marks = {{0, "automatic"}}});
        all.add(&S::learningRate, {.name = "learning_rate",
                                   .label = "Learning rate",
                                   .help = "Length of a step at the start; it falls as a cosine.",
                                   .minimum = 1e-5,
                                   .maximum = 0.02,
                                   .step = 1e-4});
        all.add(&S::epochs, {.name = "epochs",
                             .label = "Epochs",
                             .help = "Passes over the simulations, at most; 0: 10 000 steps, at most 300 "
                                     "passes.",
                             .minimum = 0,
                             .maximum = 100000,
                             .marks = {{0, "automatic"}}});
        all.add(&S::scoreWeight, {.name = "score_weight",
                                  .label = "Score weight",
                                  .help = "How much the mined score counts beside the ratio.",
                                  .minimum = 0,
                                  .maximum = 100,
                                  .step = 0.1});
        all.add(&S::patience, {.name = "patience",
                               .label = "Patience",
                               .help = "Epochs without a better validation loss after which training ends.",
                               .minimum = 1,
                               .maximum = 100000});
        return all;
    }();
    return table;
}

const Registry<EstimatorKind> &estimators() {
    static const auto registry = [] {
        Registry<EstimatorKind> all("estimator");
        all.add({{"exact", "True posterior", "Draws from the posterior itself, where it is known.", ""},
                 false,
                 {},
                 withoutPosterior,
                 [](const EstimatorInput &input, const TrainingWatch &) {
                     return std::make_shared<TruePosterior>(input.simulator);
                 }});
        all.add({{"abc", "Rejection ABC", "The simulations from the prior whose data are nearest.",
                  "J. K. Pritchard et al., Mol. Biol. Evol. 16 (1999) 1791"},
                 true,
                 {"kept"},
                 never,
                 [](const EstimatorInput &input, const TrainingWatch &) {
                     return std::make_shared<NearestSimulations>(input);
                 }});
        EstimatorKind smc{
            {"smcabc", "Sequential ABC",
             "Populations of simulations ever nearer to the data, each made where the last one was.",
             "M. A. Beaumont, J.-M. Cornuet, J.-M. Marin, C. P. Robert, Biometrika 96 (2009) 983"},
            true,
            {"kept"},
            never,
            [](const EstimatorInput &input, const TrainingWatch &) {
                return std::make_shared<LastPopulation>(input);
            }};
        smc.parts = smcAbcParts;
        all.add(std::move(smc));
        all.add({{"mcmc", "True likelihood", "Markov chains over the likelihood itself, where it is known.",
                  "I. Murray, R. P. Adams, D. J. C. MacKay, AISTATS 2010"},
                 false,
                 {},
                 withoutLikelihood,
                 [](const EstimatorInput &input, const TrainingWatch &) {
                     return makeTrueLikelihood(input.simulator);
                 }});
        all.add(
            {{"histogram", "Histogram",
              "Simulations counted in bins of their parameters and of a linear summary of their data.", ""},
             true,
             {},
             overTwoParameters,
             [](const EstimatorInput &input, const TrainingWatch &) { return makeSummaryPosterior(input); },
             loadSummaryPosterior});
        const std::vector<std::string> network = {"members", "couplings",     "hidden", "bins",
                                                  "batch",   "learning_rate", "epochs", "patience"};
        std::vector<std::string> withEmbedding = network;
        withEmbedding.push_back("embedding");
        all.add({{"npe", "Neural posterior", "A flow learns the density of parameters given data.",
                  "D. S. Greenberg, M. Nonnenmacher, J. H. Macke, ICML 2019"},
                 true,
                 withEmbedding,
                 never,
                 trainFlowPosterior,
                 FlowPosterior::load});
        all.add({{"mdn", "Mixture of Gaussians",
                  "A network gives a mixture of Gaussians as the density of parameters given data, for "
                  "contrast with npe.",
                  "C. M. Bishop, NCRG/94/004 (1994); G. Papamakarios, I. Murray, NeurIPS 2016"},
                 true,
                 {"members", "components", "hidden", "batch", "learning_rate", "epochs", "patience"},
                 never,
                 trainMixturePosterior,
                 MixturePosterior::load});
        EstimatorKind truncated{
            {"tsnpe", "Sequential neural posterior",
             "As npe, in rounds of simulations ever nearer to the data, each made where the last one left "
             "room.",
             "M. Deistler, P. J. Gonçalves, J. H. Macke, NeurIPS 2022"},
            true,
            withEmbedding,
            never,
            trainTruncatedPosterior};
        truncated.parts = truncatedParts;
        all.add(std::move(truncated));
        all.add({{"nle", "Neural likelihood",
                  "A flow learns the density of data given parameters; Markov chains draw.",
                  "G. Papamakarios, D. C. Sterratt, I. Murray, AISTATS 2019"},
                 true,
                 network,
                 never,
                 trainFlowLikelihood,
                 loadFlowLikelihood});
        const std::string hermans = "J. Hermans, V. Begy, G. Louppe, ICML 2020";
        const std::string gold = "J. Brehmer, G. Louppe, J. Pavez, K. Cranmer, PNAS 117 (2020) 5242";
        addRatio(all, {"nre", "Neural ratio", "A network tells parameters of the data from others.", hermans},
                 RatioLoss::Nre);
        addRatio(all,
                 {"nre_c", "Contrastive ratio", "A network picks the parameters of the data out of many.",
                  "B. K. Miller, C. Weniger, P. Forré, NeurIPS 2022"},
                 RatioLoss::NreC);
        addRatio(all,
                 {"bnre", "Balanced ratio", "As nre, kept from being too sure of itself.",
                  "A. Delaunoy et al., NeurIPS 2022"},
                 RatioLoss::Bnre);
        addRatio(all,
                 {"carl", "CARL", "A network tells data of one parameter from those of another.",
                  "K. Cranmer, J. Pavez, G. Louppe, arXiv:1506.02169"},
                 RatioLoss::Carl);
        addRatio(all, {"rolr", "ROLR", "Regression on the mined ratio.", gold}, RatioLoss::Rolr);
        addRatio(
            all,
            {"alice", "ALICE", "Cross entropy with the mined ratio.", "M. Stoye et al., arXiv:1808.00973"},
            RatioLoss::Alice);
        addRatio(all, {"cascal", "CASCAL", "CARL and the mined score.", gold}, RatioLoss::Cascal);
        addRatio(all, {"rascal", "RASCAL", "ROLR and the mined score.", gold}, RatioLoss::Rascal);
        addRatio(all, {"alices", "ALICES", "ALICE and the mined score.", "M. Stoye et al., arXiv:1808.00973"},
                 RatioLoss::Alices);
        EstimatorKind scandal{
            {"scandal", "SCANDAL", "Neural likelihood, whose gradient is drawn to the mined score.", gold},
            true,
            network,
            withoutGold,
            trainScoredFlowLikelihood,
            loadFlowLikelihood};
        scandal.settings.push_back("score_weight");
        scandal.mines = true;
        all.add(std::move(scandal));
        EstimatorKind sally{{"sally", "SALLY",
                             "A network learns the mined score at the middle of the prior, which is counted "
                             "as histogram does.",
                             gold},
                            true,
                            {"members", "hidden", "batch", "learning_rate", "epochs", "patience"},
                            withoutScoreHistogram,
                            trainSally,
                            loadSummaryPosterior};
        sally.mines = true;
        all.add(std::move(sally));
        return all;
    }();
    return registry;
}

} // namespace quincunx
