#include "views/trees/agreement.h"

#include <algorithm>

namespace quincunx {

QColor agreementColour(double jaccard, const Theme &theme) {
    if (jaccard >= 1)
        return theme.axis;
    const QColor near = theme.jets[4], far = theme.dark ? QColor(255, 84, 150) : QColor(190, 0, 90);
    const auto f = static_cast<float>(std::clamp((0.9 - jaccard) / 0.6, 0., 1.));
    return QColor::fromRgbF(near.redF() + (far.redF() - near.redF()) * f,
                            near.greenF() + (far.greenF() - near.greenF()) * f,
                            near.blueF() + (far.blueF() - near.blueF()) * f);
}

} // namespace quincunx
