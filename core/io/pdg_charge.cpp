#include "core/io/pdg_charge.h"

#include <algorithm>
#include <cstdlib>

namespace quincunx {

namespace {

// In thirds of e. Quarks beyond the fourth family, and 9, which stands for a gluon, have none.
int quarkThirds(int quark) {
    if (quark < 1 || quark > 8)
        return 0;
    return quark % 2 == 0 ? 2 : -1;
}

// Leptons, bosons and quarks, ids below 100; superpartners and excited states end in the same two digits.
int elementaryThirds(int id) {
    switch (id) {
    case 11: // e, mu, tau and a fourth family: the positive id is the negative lepton
    case 13:
    case 15:
    case 17:
        return -3;
    case 24: // W, W', H+
    case 34:
    case 37:
        return 3;
    default:
        return quarkThirds(id);
    }
}

int hadronThirds(int q1, int q2, int q3) {
    if (q1 != 0)
        return quarkThirds(q1) + quarkThirds(q2) + quarkThirds(q3); // baryon; diquark if q3 is 0
    // Meson: the heavier flavour q2 is a quark if up-type and an antiquark if down-type, so that the positive
    // id of a charged meson is the positive one: 211 = u d̄, 321 = u s̄, 411 = c d̄, 521 = u b̄.
    const int difference = quarkThirds(q2) - quarkThirds(q3);
    return q2 % 2 == 0 ? difference : -difference;
}

} // namespace

std::int8_t pdgCharge(std::int32_t id) {
    const std::int64_t code = std::abs(static_cast<std::int64_t>(id));
    const int sign = id < 0 ? -1 : 1;
    if (code >= 1'000'000'000) // a nucleus: three digits of Z
        return static_cast<std::int8_t>(sign * std::min<std::int64_t>(code / 10'000 % 1000, 127));
    const auto digit = [code](std::int64_t unit) { return static_cast<int>(code / unit % 10); };
    // n, nr, nL may be anything, but ids of elementary particles have no quark digits.
    const bool elementary = code / 100 % 1000 == 0 || code < 100;
    const int thirds = elementary ? elementaryThirds(static_cast<int>(code % 100))
                                  : hadronThirds(digit(1000), digit(100), digit(10));
    return static_cast<std::int8_t>(thirds % 3 == 0 ? sign * thirds / 3 : 0);
}

} // namespace quincunx
