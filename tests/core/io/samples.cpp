#include "tests/core/io/samples.h"

#include "core/io/npy.h"
#include "core/io/zip_writer.h"
#include "tests/core/io/hdf5_samples.h"

#include <algorithm>

namespace quincunx::test {

namespace {

const char *const fastjet = R"(# three particles, then pile-up
#SUBSTART
 1.25 -2.5 10.0 10.5 211
-1.0e+01 2.5 -3.0 11.0 -211
#SUBSTART
 0.5 0.25 -4.0 4.1 22
#END
 3.0 4.0 0.0 5.0 11
#END
#END
 1.0 1.0 1.0 2.0 13
#END
)";

const char *const indexed = R"(# event px py pz E
0 1.25 -2.5 10.5 11.0
0 -1.0 2.5 -3.25 5.0
3 0.5 0.25 -4.5 4.75
4 3.0 4.0 0.5 5.25
4 -3.0 4.0 0.5 5.25
)";

const char *const commaTable = R"(event,px,py,pz,E,pid,jet,label
1,1.25,-2.5,10.0,10.5,211,0,"top, ""boosted"""
1,-1.0,2.5,-3.0,5.0,-11.0,1,"top"
2,3.0,4.0,0.0,5.0,22,0,
)";

const char *const tabTable = "\xef\xbb\xbf"
                             "pt\teta\tphi\tm\tcharge\r\n"
                             "10.0\t0.5\t-3.0\t0.14\t-1\r\n"
                             "20.0\t-2.5\t1.0\t0\t+1\r\n";

const char *const hepmc2 = R"(
HepMC::Version 2.06.09
HepMC::IO_GenEvent-START_EVENT_LISTING
E 1 -1 91.2 0.13 0.0078 221 -1 1 1 2 0 1 1.0
N 1 "0"
U GEV MM
C 2.6e+03 2.6e+03
F 11 -11 0.99 0.99 91.8 15.6 2.8 0 0
V -1 0 0 0 0 0 2 2 0
P 1 11 0 0 45.6 45.6 0.000511 4 0 0 -1 0
P 2 -11 0 0 -45.6 45.6 0.000511 4 0 0 -1 0
P 3 13 10.5 20.25 39.5 45.6 0.1057 1 0 0 0 0
P 4 -13 -10.5 -20.25 -39.5 45.6 0.1057 1 0 0 0 0
E 2 -1 91.2 0.13 0.0078 221 -1 1 0 0 0 0
U MEV MM
V -1 0 0 0 0 0 0 1 0
P 3 22 100 200 300 374.2 0 1 0 0 0 0
HepMC::IO_GenEvent-END_EVENT_LISTING
)";

const char *const hepmc3 = R"(HepMC::Version 3.02.05
HepMC::Asciiv3-START_EVENT_LISTING
W 1
N nominal
T generator\|1.0\|none
E 7 1 4
U GEV MM
W 1.0e+00
A 0 GenCrossSection 2.6e+03 2.6e+03 -1 -1
P 1 0 11 0 0 45.6 45.6 0.000511 4
P 2 0 -11 0 0 -45.6 45.6 0.000511 4
V -1 0 [1,2] @ 0.1 0 0 0
P 3 -1 13 10.5 20.25 39.5 45.6 0.1057 1
P 4 -1 -13 -10.5 -20.25 -39.5 45.6 0.1057 1
E 8 0 1 @ 0 0 0 0
U GEV MM
P 1 0 22 1 2 3 3.8 0 1
HepMC::Asciiv3-END_EVENT_LISTING
)";

const char *const lesHouches = R"(<LesHouchesEvents version="3.0">
<!-- the generator's input may say <event> -->
<header>
<event> is no event here either
</header>
<init>
2212 2212 6.5e3 6.5e3 0 0 0 0 -4 1
</init>
<event npLO=" -1 ">
 4 66 0.5E+02 0.91E+02 0.75E-02 0.12E+00
  2 -1 0 0 501 0 0.0 0.0 0.5E+03 0.5E+03 0.0 0.0 9.0
 -2 -1 0 0 0 501 0.0 0.0 -.5E+03 0.5E+03 0.0 0.0 9.0
 11 1 1 2 0 0 0.3D+03 0.0 0.4D+03 0.5D+03 0.0 0.0 1.0
-11 1 1 2 0 0 -.3E+03 0.0 -.4E+03 0.5E+03 0.0 0.0 1.0
# weights follow
<rwgt>
<wgt id="1"> 0.5E+02 </wgt>
</rwgt>
</event>
<event>
 0 66 0.5E+02 0.91E+02 0.75E-02 0.12E+00
</event>
<event></event>
</LesHouchesEvents>
)";

const char *const lund = R"(# two jets as declusterings, one as momenta
[{"p_pt":100,"p_m":20,"h_pt":80,"s_pt":20,"z":0.2,"Delta":0.4,"kt":8,"psi":1.5},{"h_pt":75,"s_pt":5,"z":0.0625,"Delta":0.1,"kt":0.5,"psi":-2}]
[{"Delta":0.4,"kt":8,"z":0.2,"psi":1.5,"m":20}]
[{"px":4,"py":0,"pz":3,"E":5.5},{"px":3,"py":1,"pz":3,"E":4.5},{"px":1,"py":-1,"pz":0,"E":1}]
)";

const char *const ginkgo =
    R"json({"jets": [{"leaves": [[5,3,4,0], [5.5,-3,-4,1], [2, 0, 1, 1]], "tree": "((0,1),2)",
                  "kind" : "w", "lambda" : 1.5
}, {"leaves": [[5,3,4,0]], "tree": "0", "lambda": 1.5}], "seed": 7
}
)json";

const char *const phoenix = R"({"event one": {"event number": 11, "run number": 7,
 "Tracks": {"Inner": [{"pos": [[0,0,1],[10,0,1],[20,1,1]], "dparams": [0.1,1,0.05,1.57,-0.0005], "chi2": 3, "dof": 2},
  {"pos": [[0,0,1],[10,0,1]]}]},
 "CaloClusters": {"EM": [{"energy": 2500, "eta": 0.5, "phi": -1.5}, {"energy": 0, "eta": 1, "phi": 1}]},
 "Jets": {"AntiKt4": [{"eta": 0.5, "phi": 1, "energy": 50000, "coneR": 0.4}]},
 "Hits": {"Pixel": [[1,2,3],[4,5,6]]},
 "Vertices": {"Primary": [{"x": 0.1, "y": 0.2, "z": -30}]},
 "MissingEnergy": {"MET": [{"etx": 1000, "ety": -2000}]}},
 "event two": {"Tracks": {"All": [{"pT": 1200, "eta": 1, "phi": 2, "charge": 1}]}}}
)";

} // namespace

std::string igEvent() {
    return R"({"Types": {
"Tracks_V3": [["pos","v3d"],["dir","v3d"],["pt","double"],["phi","double"],["eta","double"],
 ["charge","int"],["chi2","double"],["ndof","double"]],
"EBRecHits_V2": [["energy","double"],["eta","double"],["phi","double"],["time","double"],["detid","int"],
 ["front_1","v3d"],["front_2","v3d"],["front_3","v3d"],["front_4","v3d"],
 ["back_1","v3d"],["back_2","v3d"],["back_3","v3d"],["back_4","v3d"]],
"GlobalMuons_V1": [["pt","double"],["charge","int"],["rp","v3d"],["phi","double"],["eta","double"]],
"Points_V1": [["pos","v3d"]],
"PFJets_V1": [["et","double"],["eta","double"],["theta","double"],["phi","double"]],
"PFMETs_V1": [["phi","double"],["pt","double"],["px","double"],["py","double"],["pz","double"]],
"Vertices_V1": [["isValid","int"],["isFake","int"],["pos","v3d"]]},
"Collections": {
"Tracks_V3": [[[0.001,0.002,-0.05],[0.6,0.8,0.1],12.5,0.9,0.1,1,20.5,18],
 [[0,0,0],[0,-1,0.5],2.5,-1.57,0.48,-1,nan,0]],
"EBRecHits_V2": [[1.5,0.1,0.9,nan,838861313,[1,1,1],[1,1.1,1],[1,1.1,1.1],[1,1,1.1],
 [1.2,1,1],[1.2,1.1,1],[1.2,1.1,1.1],[1.2,1,1.1]],
 [-0.1,0.1,0.9,0,838861314,[1,1,1],[1,1.1,1],[1,1.1,1.1],[1,1,1.1],
 [1.2,1,1],[1.2,1.1,1],[1.2,1.1,1.1],[1.2,1,1.1]]],
"GlobalMuons_V1": [[22.5,1,[0,0,0],-2.7,0.3]],
"Points_V1": [[[1,2,3]],[[2,4,6]]],
"PFJets_V1": [[127.4,1.4,0.47,2.0]],
"PFMETs_V1": [[0.5,95.9,80.6,52.0,0]],
"Vertices_V1": [[1,0,[0.0007,0.0006,-0.047]]]},
"Associations": {"MuonGlobalPoints_V1": [[["GlobalMuons_V1",0],["Points_V1",0]],
 [["GlobalMuons_V1",0],["Points_V1",1]]]}}
)";
}

std::string igArchive(const std::vector<std::string> &events) {
    std::vector<std::pair<std::string, std::string>> entries;
    for (const std::string &event : events)
        entries.emplace_back("Events/Run_1/Event_" + std::to_string(entries.size() + 1), event);
    return zipBytes(entries);
}

std::string quarkGluonArchive() {
    std::vector<double> particles(3 * 4 * 4);
    for (std::size_t jet = 0; jet < 3; ++jet)
        for (std::size_t i = 0; i <= jet; ++i) {
            const double row[] = {10.0 + static_cast<double>(i), 0.5, 1.0, 211};
            std::copy_n(row, 4, particles.begin() + static_cast<std::ptrdiff_t>(16 * jet + 4 * i));
        }
    return zipBytes(
        {{"X.npy", npyFile(particles, {3, 4, 4})}, {"y.npy", npyFile(std::vector<double>{1, 0, 1}, {3})}});
}

const std::vector<Sample> &samples() {
    static const std::vector<Sample> all = {
        {"fastjet", fastjet, 4},
        {"indexed", indexed, 3},
        {"csv", commaTable, 2},
        {"csv", tabTable, 1},
        {"hepmc2", hepmc2 + 1, 2},
        {"hepmc3", hepmc3, 2},
        {"cms-ig", igArchive({igEvent(), igEvent()}), 2},
        {"lhe", lesHouches, 3},
        {"lund-json", lund, 3},
        {"ginkgo-json", ginkgo, 2},
        {"phoenix-json", phoenix, 2},
        {"energyflow", quarkGluonArchive(), 3},
        {"toptagging", topTaggingFile(3), 3},
        {"lhco", lhcOlympicsFile(3), 3},
        {"jetnet", jetNetFile(3), 3},
        {"aspenopenjets", aspenOpenJetsFile(3), 3},
    };
    return all;
}

} // namespace quincunx::test
