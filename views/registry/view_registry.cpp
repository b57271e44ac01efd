#include "views/registry/view_registry.h"

#include "views/ancestors/ancestor_view.h"
#include "views/calibration/calibration_view.h"
#include "views/cluster_table/cluster_table_view.h"
#include "views/data_space/data_space_view.h"
#include "views/densitree/densitree_view.h"
#include "views/flow_density/flow_density_view.h"
#include "views/flow_surface/flow_surface_view.h"
#include "views/flow_training/flow_training_view.h"
#include "views/flow_warp/flow_warp_view.h"
#include "views/galton/galton_view.h"
#include "views/jet_image/jet_image_view.h"
#include "views/jet_plane/jet_plane_view.h"
#include "views/jet_tree/jet_tree_view.h"
#include "views/lego/lego_view.h"
#include "views/likelihood_surface/likelihood_surface_view.h"
#include "views/log_ratio/log_ratio_view.h"
#include "views/lund/lund_view.h"
#include "views/matrix/matrix_view.h"
#include "views/posterior/posterior_view.h"
#include "views/posterior_space/posterior_space_view.h"
#include "views/predictive/predictive_view.h"
#include "views/projection/projection_views.h"
#include "views/robot_arm/robot_arm_view.h"
#include "views/substructure/substructure_view.h"
#include "views/three_d/three_d_view.h"
#include "views/training/training_view.h"
#include "views/tree_likelihoods/tree_likelihood_view.h"
#include "views/tree_scaling/tree_scaling_view.h"
#include "views/tree_stack/tree_stack_view.h"
#include "views/trellis_graph/trellis_graph_view.h"

namespace quincunx {

const Registry<ViewKind> &viewKinds() {
    static const auto registry = [] {
        Registry<ViewKind> kinds("view");
        auto add = [&](const char *workspace, auto create, bool vector, bool threeD, const char *name,
                       const char *title, const char *summary, const char *citation = "") {
            kinds.add({{name, title, summary, citation}, workspace, vector, threeD, create});
        };
        add("events", makeThreeDView, false, true, "3d", "3-D",
            "The event in space, with the outline of the detector.");
        add("events", makeLegoView, false, true, "lego", "Lego",
            "Transverse energy on the η–φ plane, the cylinder unrolled.");
        add("events", makeTransverseView, true, false, "rphi", "r–φ",
            "Along the beam: the transverse plane.");
        add("events", makeLongitudinalView, true, false, "rhoz", "ρ–z",
            "From the side: distance from the beam, signed by sin φ, against z.");
        add("jet", makeJetPlaneView, true, false, "jet-plane", "Jet plane",
            "The jet's constituents on the (Δy, Δφ) plane around its axis.");
        add("jet", makeMatrixView, false, true, "matrix", "Matrix",
            "Distances d of all pairs of the jet's constituents.",
            "Cacciari, Salam, Soyez, JHEP 04 (2008) 063; Henrion et al., Neural Message Passing for Jet "
            "Physics (2017)");
        add("jet", makeJetTreeView, true, false, "jet-tree", "Clustering tree",
            "The order in which the jet's constituents merge.");
        add("jet", makeLundView, true, false, "lund", "Lund plane",
            "The splittings of the jet by angle and transverse momentum; a point chooses its soft branch.",
            "F. Dreyer, G. Salam, G. Soyez, The Lund jet plane, JHEP 12 (2018) 064, arXiv:1807.04758");
        add("jet", makeJetImageView, true, false, "jet-image", "Jet image",
            "The jet in 25 × 25 pixels, as it is or aligned.",
            "J. Cogan et al., Jet-images, JHEP 02 (2015) 118, arXiv:1407.5675");
        add("jet", makeSubstructureView, true, false, "substructure", "Substructure",
            "Mass, groomed mass, N-subjettiness and energy correlators, and where the jet stands in a "
            "sample.");
        add("trees", makeTreeStackView, true, false, "trees", "Trees",
            "Truth, greedy, beam, most probable and jet trees over one order of leaves.",
            "Greenberg et al., AISTATS 2021, arXiv:2002.11661");
        add("trees", makeClusterTableView, true, false, "clusters", "Clusters",
            "The most probable clusters, their leaves, and which trees have them.",
            "Greenberg et al., AISTATS 2021, arXiv:2002.11661");
        add("trees", makeTreeLikelihoodView, true, false, "tree-likelihoods", "Likelihoods",
            "How likely the trees of the posterior are, and where truth, greedy and the best tree stand.");
        add("trees", makeDensiTreeView, true, false, "densitree", "Samples",
            "Trees drawn from the exact posterior, over each other, and their consensus.",
            "Bouckaert, Bioinformatics 26 (2010) 1372");
        add("trees", makeAncestorView, true, false, "ancestors", "Ancestors",
            "How deep the common ancestor of two leaves is, on average over the posterior.");
        add("trees", makeTrellisGraphView, true, false, "trellis-graph", "Trellis",
            "The trellis of up to six leaves itself, and its recursion step by step.",
            "Greenberg et al., AISTATS 2021, arXiv:2002.11661");
        add("trees", makeLikelihoodSurfaceView, true, false, "ln-z", "ln Z",
            "The likelihood of the jet over the rate and the cut-off of the shower, all trees summed.");
        add("trees", makeTreeScalingView, true, false, "tree-scaling", "Scaling",
            "Run time of the searches and what they miss against the number of leaves, on this machine.");
        add("inference", makeDataSpaceView, true, false, "data-space", "Data",
            "Simulations from the prior, and the observation, to be dragged among them.");
        add("inference", makePosteriorView, true, false, "posterior", "Posterior",
            "Contours of the parameters that hold 68 % and 95 % of the probability, and the true ones "
            "behind.",
            "K. Cranmer, J. Brehmer, G. Louppe, PNAS 117 (2020) 30055");
        add("inference", makePosteriorSpaceView, false, true, "posterior-space", "In space",
            "The posterior of three parameters: surfaces that hold 68 % and 95 % of the probability.");
        add("inference", makePredictiveView, true, false, "predictive", "Prediction",
            "Data that the posterior would give, beside what was observed.");
        add("inference", makeTrainingView, true, false, "training", "Training",
            "The loss of the training by epoch, and the epoch that is kept.");
        add("inference", makeCalibrationView, true, false, "calibration", "Calibration",
            "Whether the estimator holds what it promises: ranks, coverage, TARP and recovery.",
            "Talts et al., arXiv:1804.06788; P. Lemos et al., ICML 2023");
        add("inference", makeGaltonView, true, false, "galton-board", "Galton board",
            "Beads that fall through nails which lean, their bins, and the exact distribution.",
            "J. Brehmer, G. Louppe, J. Pavez, K. Cranmer, PNAS 117 (2020) 5242");
        add("inference", makeLogRatioView, false, true, "log-ratio", "Log ratio",
            "The likelihood ratio over data and parameter, learned and exact, and the gold that is mined.",
            "J. Brehmer, G. Louppe, J. Pavez, K. Cranmer, PNAS 117 (2020) 5242");
        constexpr const char *rezende =
            "Rezende et al., Normalizing flows on tori and spheres, ICML 2020, arXiv:2002.02428";
        add("flows", makeFlowSurfaceView, false, true, "flow-surface", "Surface",
            "Target and flow draped over the sphere or the torus; S³ as slices.", rezende);
        add("flows", makeFlowDensityView, true, false, "flow-density", "Maps",
            "Target, flow and their ratio: the torus unrolled, the sphere in Mollweide's map.", rezende);
        add("flows", makeFlowTrainingView, true, false, "flow-training", "Training",
            "KL and effective sample size while the flow learns.");
        add("flows", makeFlowWarpView, true, false, "flow-grid", "Grid",
            "A regular grid of the base carried through the layers one by one.", rezende);
        add("flows", makeRobotArmView, true, false, "robot-arm", "Robot arm",
            "Poses of a planar arm that reach where they shall; its tip can be dragged.", rezende);
        return kinds;
    }();
    return registry;
}

} // namespace quincunx
