#include "core/session/jet_display.h"

namespace quincunx {

const SettingsTable<JetDisplay> &JetDisplay::table() {
    using D = JetDisplay;
    static const auto table =
        SettingsTable<D>()
            .add(&D::branches,
                 {.name = "branches",
                  .label = "Branches",
                  .help = "How many branches of the jet's tree have a colour of their own, in all "
                          "views: the clustering played back from one jet to its constituents.",
                  .minimum = 1,
                  .maximum = 100000})
            .add(&D::rowOrder, {.name = "row-order",
                                .label = "Rows by",
                                .help = "What the rows of the matrix are sorted by.",
                                .choices = {"momentum", "tree", "angle"},
                                .titles = {"Transverse momentum", "Clustering tree", "Angle to the axis"}})
            .add(&D::matrixScale,
                 {.name = "matrix-scale",
                  .label = "Matrix scale",
                  .help = "How d becomes a colour; softmax turns each row of -ln d into weights "
                          "that sum to one.",
                  .choices = {"linear", "logarithmic", "softmax"},
                  .titles = {"Linear", "Logarithmic", "Softmax of rows"}})
            .add(&D::nodeHeight, {.name = "node-height",
                                  .label = "Node height",
                                  .help = "What the height of a node of the tree says.",
                                  .choices = {"distance", "step"},
                                  .titles = {"Merge distance d", "Order of merging"}})
            .add(&D::lund,
                 {.name = "lund",
                  .label = "Lund plane",
                  .help = "The splittings along the hardest branch, or also those of what is chosen.",
                  .choices = {"primary", "secondary"},
                  .titles = {"Primary", "With secondary planes"}})
            .add(&D::image, {.name = "image",
                             .label = "Jet image",
                             .help = "As it is around the axis, or centred, turned, flipped and normalised.",
                             .choices = {"raw", "aligned"},
                             .titles = {"Raw", "Aligned"}})
            .add(&D::imageOf,
                 {.name = "image-of",
                  .label = "Image of",
                  .help = "The jet, or the average over the jets of one label of the sample, their "
                          "difference, or how each pixel goes with the label.",
                  .choices = {"jet", "first", "second", "difference", "correlation"},
                  .titles = {"This jet", "Average of the first", "Average of the second", "First − second",
                             "Correlation with the first"}})
            .add(&D::first, {.name = "first-label",
                             .label = "First label",
                             .help = "Which label of the sample is shown first, counted from 0.",
                             .minimum = 0,
                             .maximum = 1000})
            .add(&D::second, {.name = "second-label",
                              .label = "Second label",
                              .help = "Which label of the sample is laid over the first, counted from 0.",
                              .minimum = 0,
                              .maximum = 1000});
    return table;
}

} // namespace quincunx
