#include "core/event/quantities.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace quincunx {
namespace {

template <class Predicate>
double countVisible(const QuantitySource &source, Predicate predicate) {
    const auto &particles = source.event().particles;
    return static_cast<double>(std::ranges::count_if(
        source.visible(), [&](int i) { return predicate(particles[static_cast<std::size_t>(i)]); }));
}

template <class Term>
double sumInputs(const QuantitySource &source, Term term) {
    double sum = 0;
    for (int i : source.inputs())
        sum += term(source.event().particles[static_cast<std::size_t>(i)].momentum);
    return sum;
}

double hardest(const QuantitySource &source) {
    double hardest = 0;
    for (int i : source.inputs())
        hardest = std::max(hardest, source.event().particles[static_cast<std::size_t>(i)].momentum.pt());
    return hardest;
}

} // namespace

const Registry<EventQuantity> &eventQuantities() {
    using Source = const QuantitySource &;
    static const auto registry = [] {
        Registry<EventQuantity> all("event quantity");
        auto add = [&](const char *name, const char *title, const char *unit, const char *help,
                       double (*value)(Source), bool usesJets = false) {
            all.add({{name, title, help, ""}, unit, usesJets, value});
        };
        add("n", "n", "", "number of objects that pass the cuts",
            [](Source s) { return static_cast<double>(s.visible().size()); });
        add("n_tracks", "tracks", "", "number of tracks that pass the cuts", [](Source s) {
            return countVisible(s, [](const Particle &p) { return p.kind == ObjectKind::Track; });
        });
        add("n_hits", "hits", "", "number of calorimeter hits that pass the cuts", [](Source s) {
            return countVisible(s, [](const Particle &p) { return p.kind == ObjectKind::Hit; });
        });
        add("n_charged", "charged", "", "number of charged objects, where the file tells charges",
            [](Source s) { return countVisible(s, [](const Particle &p) { return p.charge != 0; }); });
        add("sum_pt", "Σp_T", "GeV", "scalar sum of p_T of what is clustered",
            [](Source s) { return sumInputs(s, [](const FourMomentum &p) { return p.pt(); }); });
        add("sum_et", "ΣE_T", "GeV", "scalar sum of E sin θ of what is clustered",
            [](Source s) { return sumInputs(s, [](const FourMomentum &p) { return p.et(); }); });
        add("max_pt", "max p_T", "GeV", "p_T of the hardest object that is clustered", hardest);
        add("mass", "m", "GeV", "invariant mass of everything that is clustered",
            [](Source s) { return s.total().mass(); });
        add("met", "p_T^miss", "GeV", "size of −Σp_T (vector sum) of what is clustered",
            [](Source s) { return s.total().pt(); });
        add(
            "n_jets", "jets", "", "number of jets, with the present clustering and cuts",
            [](Source s) { return static_cast<double>(s.jets().size()); }, true);
        for (const JetQuantity &quantity : jetQuantities().entries()) {
            const bool size = quantity.name == "pt" || quantity.name == "m" || quantity.name == "n";
            const double absent = size ? 0 : std::numeric_limits<double>::quiet_NaN();
            all.add({{"jet_" + quantity.name, "jet " + quantity.title,
                      "of the leading jet: " + quantity.summary, quantity.citation},
                     quantity.unit,
                     true,
                     [value = quantity.value, absent](Source s) {
                         return s.leadingJet() ? value(*s.leadingJet()) : absent;
                     }});
        }
        add("event", "event", "", "number of the event in its file, from 0",
            [](Source s) { return static_cast<double>(s.number()); });
        return all;
    }();
    return registry;
}

QuantitySource::QuantitySource(const Event &event, std::int64_t number, const CutSettings &cuts,
                               const ClusteringSettings &clustering)
    : m_event(event)
    , m_number(number)
    , m_cuts(cuts)
    , m_clustering(clustering) {}

const std::vector<int> &QuantitySource::visible() const {
    if (!m_visible)
        m_visible = passing(m_event, m_cuts);
    return *m_visible;
}

const std::vector<int> &QuantitySource::inputs() const {
    if (!m_inputs)
        m_inputs = clusteringInputs(m_event, m_cuts);
    return *m_inputs;
}

const FourMomentum &QuantitySource::total() const {
    if (!m_total)
        m_total = totalMomentum(m_event, inputs());
    return *m_total;
}

const std::vector<Jet> &QuantitySource::jets() const {
    if (!m_jets && m_event.isJet) {
        m_jets.emplace();
        if (!inputs().empty())
            m_jets->push_back(wholeJet(m_event, inputs()));
    } else if (!m_jets) {
        ClusteringSettings settings = m_clustering;
        settings.areas = false; // ghosts cost ten times the jets and no quantity asks for areas
        m_jets = cluster(m_event, inputs(), settings, m_cuts.jetPt).jets;
    }
    return *m_jets;
}

const JetQuantitySource *QuantitySource::leadingJet() const {
    if (!m_leadingJet && !jets().empty()) {
        for (int i : jets().front().constituents)
            m_constituents.push_back(m_event.particles[static_cast<std::size_t>(i)].momentum);
        m_leadingJet.emplace(m_constituents, m_clustering.radius, JetSettings());
    }
    return m_leadingJet ? &*m_leadingJet : nullptr;
}

} // namespace quincunx
