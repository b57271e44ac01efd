#include "core/substructure/jet_image.h"

#include "core/clustering/clustering.h"

#include <numeric>

namespace quincunx {
namespace {

struct Deposit {
    double y = 0, phi = 0, pt = 0; // y, φ relative to the centre of the picture
};

std::vector<Deposit> seenFrom(const FourMomentum &centre, std::span<const FourMomentum> momenta) {
    std::vector<Deposit> deposits;
    const double y = centre.rapidity(), phi = centre.phi();
    for (const FourMomentum &p : momenta)
        deposits.push_back({p.rapidity() - y, wrapPhi(p.phi() - phi), p.pt()});
    return deposits;
}

/// By falling pT.
std::vector<FourMomentum> subjets(std::span<const FourMomentum> momenta) {
    Event event;
    for (const FourMomentum &p : momenta)
        event.particles.push_back({.momentum = p});
    std::vector<int> all(momenta.size());
    std::iota(all.begin(), all.end(), 0);
    std::vector<FourMomentum> found;
    for (const Jet &jet : cluster(event, all, {.algorithm = "kt", .radius = 0.3}, 0).jets)
        found.push_back(jet.momentum);
    return found;
}

/// The end of the principal axis of pT that has more of it.
Deposit principalAxis(const std::vector<Deposit> &deposits) {
    double yy = 0, yphi = 0, phiphi = 0;
    for (const Deposit &d : deposits) {
        yy += d.pt * d.y * d.y;
        yphi += d.pt * d.y * d.phi;
        phiphi += d.pt * d.phi * d.phi;
    }
    const double angle = std::atan2(2 * yphi, yy - phiphi) / 2;
    Deposit axis{std::cos(angle), std::sin(angle), 0};
    double balance = 0;
    for (const Deposit &d : deposits)
        balance += d.pt * (d.y * axis.y + d.phi * axis.phi);
    return balance < 0 ? Deposit{-axis.y, -axis.phi, 0} : axis;
}

/// Turns the picture about its centre until `direction` points to (0, −1).
void turnDown(std::vector<Deposit> &deposits, const Deposit &direction) {
    const double length = std::hypot(direction.y, direction.phi);
    if (length == 0)
        return;
    const double y = direction.y / length, phi = direction.phi / length;
    for (Deposit &d : deposits)
        d = {y * d.phi - phi * d.y, -(y * d.y + phi * d.phi), d.pt};
}

JetImage pixels(const std::vector<Deposit> &deposits) {
    JetImage image;
    for (const Deposit &d : deposits) {
        const double column = std::floor(d.y / JetImage::pixel + JetImage::side / 2.0);
        const double row = std::floor(d.phi / JetImage::pixel + JetImage::side / 2.0);
        const bool inside = row >= 0 && row < JetImage::side && column >= 0 && column < JetImage::side;
        image.pixelOf.push_back(inside ? static_cast<int>(row) * JetImage::side + static_cast<int>(column)
                                       : -1);
        if (inside)
            image.intensity(static_cast<int>(row), static_cast<int>(column)) += d.pt;
    }
    return image;
}

} // namespace

JetImage jetImage(std::span<const FourMomentum> momenta, ImagePreprocessing preprocessing) {
    if (preprocessing == ImagePreprocessing::Raw) {
        const FourMomentum axis = std::accumulate(momenta.begin(), momenta.end(), FourMomentum{});
        return pixels(seenFrom(axis, momenta));
    }
    const std::vector<FourMomentum> prongs = subjets(momenta);
    if (prongs.empty())
        return {};
    std::vector<Deposit> deposits = seenFrom(prongs[0], momenta);
    turnDown(deposits, prongs.size() > 1 ? seenFrom(prongs[0], std::span(prongs).subspan(1, 1)).front()
                                         : principalAxis(deposits));
    JetImage image = pixels(deposits);
    constexpr int half = JetImage::side / 2;
    if (image.intensity.leftCols(half).sum() > image.intensity.rightCols(half).sum()) {
        image.intensity = image.intensity.rowwise().reverse().eval();
        for (int &pixel : image.pixelOf)
            if (pixel >= 0)
                pixel += JetImage::side - 1 - 2 * (pixel % JetImage::side);
    }
    const double norm = image.intensity.norm();
    if (norm > 0)
        image.intensity /= norm;
    return image;
}

} // namespace quincunx
