#include "core/clustering/clustering.h"

namespace quincunx {

const Registry<ClusteringAlgorithm> &clusterings() {
    static const auto registry = [] {
        Registry<ClusteringAlgorithm> all("clustering algorithm");
        all.add({{"antikt", "anti-kT", "Soft particles gather around hard ones: round, regular jets.",
                  "Cacciari, Salam, Soyez, JHEP 04 (2008) 063, arXiv:0802.1189"},
                 {"radius", "areas"}});
        all.add({{"cambridge", "Cambridge/Aachen",
                  "Nearest in angle first: the tree follows the shower's angles.",
                  "Dokshitzer, Leder, Moretti, Webber, JHEP 08 (1997) 001; Wobisch, Wengler, "
                  "arXiv:hep-ph/9907280"},
                 {"radius", "areas"}});
        all.add({{"kt", "kT", "Softest and nearest first: the tree undoes the shower's momenta.",
                  "Catani, Dokshitzer, Seymour, Webber, Nucl. Phys. B406 (1993) 187; Ellis, Soper, Phys. "
                  "Rev. D48 (1993) 3160"},
                 {"radius", "areas"}});
        all.add({{"genkt", "Generalised kT",
                  "One continuous power p between anti-kT (−1), Cambridge/Aachen (0) and kT (1).",
                  "Cacciari, Salam, Soyez, Eur. Phys. J. C72 (2012) 1896, arXiv:1111.6097"},
                 {"radius", "power", "areas"}});
        all.add({{"durham", "Durham (e⁺e⁻)",
                  "kT for electron-positron collisions, cut into a chosen number of jets.",
                  "Catani, Dokshitzer, Olsson, Turnock, Webber, Phys. Lett. B269 (1991) 432"},
                 {"jets"}});
        return all;
    }();
    return registry;
}

const SettingsTable<ClusteringSettings> &ClusteringSettings::table() {
    static const auto table = [] {
        std::vector<std::string> names, titles;
        for (const ClusteringAlgorithm &algorithm : clusterings().entries()) {
            names.push_back(algorithm.name);
            titles.push_back(algorithm.title);
        }
        return SettingsTable<ClusteringSettings>()
            .add(&ClusteringSettings::algorithm, {.name = "algorithm",
                                                  .label = "Algorithm",
                                                  .help = "How particles are gathered into jets.",
                                                  .choices = names,
                                                  .titles = titles})
            .add(&ClusteringSettings::radius,
                 {.name = "radius",
                  .label = "Radius R",
                  .help = "Jets closer than R in the rapidity-azimuth plane merge.",
                  .minimum = 0.01,
                  .maximum = 3,
                  .step = 0.01})
            .add(&ClusteringSettings::power,
                 {.name = "power",
                  .label = "Power p",
                  .help = "Exponent of p_T in the distance: −1 anti-kT, 0 Cambridge/Aachen, 1 kT.",
                  .minimum = -2,
                  .maximum = 2,
                  .step = 0.01})
            .add(&ClusteringSettings::jets, {.name = "jets",
                                             .label = "Number of jets",
                                             .help = "Into how many jets the whole event is cut.",
                                             .minimum = 1,
                                             .maximum = 50,
                                             .step = 1})
            .add(&ClusteringSettings::areas, {.name = "areas",
                                              .label = "Catchment areas",
                                              .help = "Find the area of each jet with ghost particles."});
    }();
    return table;
}

} // namespace quincunx
