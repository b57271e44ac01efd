#include "core/session/display_settings.h"

namespace quincunx {

const SettingsTable<DisplaySettings> &DisplaySettings::table() {
    using D = DisplaySettings;
    static const auto table =
        SettingsTable<D>()
            .add(&D::colour, {.name = "colour",
                              .label = "Colour by",
                              .help = "What the colour of an object tells, in every view.",
                              .choices = {"jet", "kind", "sub-event", "momentum"},
                              .titles = {"Jet", "Kind of object", "Sub-event", "Transverse momentum"}})
            .add(&D::jetShape,
                 {.name = "jet-shape",
                  .label = "Jets as",
                  .help = "Cones of radius R, or the true catchment found with ghost particles.",
                  .choices = {"cone", "catchment", "hidden"},
                  .titles = {"Cones", "Catchments", "Hidden"}})
            .add(&D::coneRadius, {.name = "cone-radius",
                                  .label = "Cone radius",
                                  .help = "Radius of the drawn cones; 0 takes the R of the clustering.",
                                  .minimum = 0,
                                  .maximum = 2,
                                  .step = 0.01})
            .add(&D::heightScale, {.name = "height-scale",
                                   .label = "Tower height",
                                   .help = "How transverse energy becomes the height of a tower.",
                                   .choices = {"linear", "logarithmic", "square-root"},
                                   .titles = {"Linear", "Logarithmic", "Square root"}})
            .add(&D::detector, {.name = "detector", .label = "Detector", .help = "Outline of the detector."})
            .add(&D::tracks, {.name = "tracks", .label = "Tracks", .help = "Particles and tracks as lines."})
            .add(&D::hits, {.name = "hits",
                            .label = "Towers",
                            .help = "Energy as towers; calorimeter cells and muon chambers."})
            .add(&D::fileJets, {.name = "file-jets",
                                .label = "Jets of the file",
                                .help = "Jets that came with the file, as thin rings."})
            .add(&D::labels, {.name = "labels",
                              .label = "Labels",
                              .help = "Transverse momentum beside the hardest jets."});
    return table;
}

} // namespace quincunx
