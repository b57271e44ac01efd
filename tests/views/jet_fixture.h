#pragma once

#include "core/substructure/jet_analysis.h"
#include "tests/views/vtk/view_fixture.h"

#include <random>

namespace quincunx::test {

/// A document with one jet of `constituents` under the microscope.
class JetFixture : public EventFixture {
public:
    explicit JetFixture(int constituents) : EventFixture(jet(constituents)) {
        document().watchJet(true);
        m_ready = settle() && document().scene().jet;
    }
    bool ready() const { return m_ready; }
    bool settle() {
        return QTest::qWaitFor([this] { return document().isSettled(); }, 10000);
    }
    const JetAnalysis &analysis() { return *document().scene().jet; }
    /// The constituents chosen, ascending.
    std::vector<int> chosen() {
        std::vector<int> chosen;
        const auto &particles = analysis().substructure->particles;
        for (std::size_t i = 0; i < particles.size(); ++i)
            if (std::ranges::binary_search(document().session().selection.particles, particles[i]))
                chosen.push_back(static_cast<int>(i));
        return chosen;
    }

private:
    static std::string jet(int constituents) {
        std::mt19937 random(17);
        std::normal_distribution<double> around(0, 0.05);
        std::exponential_distribution<double> pt(0.1);
        std::ostringstream text;
        text.precision(12);
        for (int k = 0; k < constituents; ++k) {
            const auto p =
                FourMomentum::fromPtEtaPhiMass(12 + pt(random), 0.3 + around(random), 1 + around(random), 0);
            text << p.px << ' ' << p.py << ' ' << p.pz << ' ' << p.E << '\n';
        }
        return text.str() + "#END\n";
    }

    bool m_ready = false;
};

} // namespace quincunx::test
