#include "views/tables/particle_names.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace quincunx {
namespace {

struct Name {
    int id;
    const char *particle, *antiparticle; ///< nullptr: its own antiparticle
};

constexpr std::array names = {Name{1, "d", "d̄"},           Name{2, "u", "ū"},        Name{3, "s", "s̄"},
                              Name{4, "c", "c̄"},           Name{5, "b", "b̄"},        Name{6, "t", "t̄"},
                              Name{11, "e⁻", "e⁺"},        Name{12, "ν(e)", "ν̄(e)"}, Name{13, "μ⁻", "μ⁺"},
                              Name{14, "ν(μ)", "ν̄(μ)"},    Name{15, "τ⁻", "τ⁺"},     Name{16, "ν(τ)", "ν̄(τ)"},
                              Name{21, "g", nullptr},      Name{22, "γ", nullptr},   Name{23, "Z", nullptr},
                              Name{24, "W⁺", "W⁻"},        Name{25, "H", nullptr},   Name{111, "π⁰", nullptr},
                              Name{130, "K⁰(L)", nullptr}, Name{211, "π⁺", "π⁻"},    Name{221, "η", nullptr},
                              Name{310, "K⁰(S)", nullptr}, Name{311, "K⁰", "K̄⁰"},    Name{321, "K⁺", "K⁻"},
                              Name{411, "D⁺", "D⁻"},       Name{421, "D⁰", "D̄⁰"},    Name{511, "B⁰", "B̄⁰"},
                              Name{521, "B⁺", "B⁻"},       Name{2112, "n", "n̄"},     Name{2212, "p", "p̄"},
                              Name{3112, "Σ⁻", "Σ̄⁺"},      Name{3122, "Λ", "Λ̄"},     Name{3222, "Σ⁺", "Σ̄⁻"},
                              Name{3312, "Ξ⁻", "Ξ̄⁺"},      Name{3322, "Ξ⁰", "Ξ̄⁰"},   Name{3334, "Ω⁻", "Ω̄⁺"}};

} // namespace

QString particleName(int pdgId) {
    if (pdgId == 0)
        return {};
    const auto found = std::ranges::find(names, std::abs(pdgId), &Name::id);
    if (found == names.end() || (pdgId < 0 && !found->antiparticle))
        return QString::number(pdgId);
    return QString::fromUtf8(pdgId > 0 ? found->particle : found->antiparticle);
}

} // namespace quincunx
