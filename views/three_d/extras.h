#pragma once

#include "views/document/scene.h"
#include "views/style/theme.h"
#include "views/vtk/mesh.h"

namespace quincunx {

/// Where the arrow of missing momentum ends [m]; the null vector if there is none.
Vector3 missingTip(const Scene &scene);

/// What cannot be chosen: muons and the chambers they hit, missing momentum, jets of the file.
/// \param grown the part of their length that lines have, in [0, 1].
void drawExtras(Drawing &drawing, const Scene &scene, const Session &session, const Theme &theme,
                double grown);

} // namespace quincunx
