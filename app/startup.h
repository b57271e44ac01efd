#pragma once

#include "views/style/theme.h"

namespace quincunx {

/// What must happen before a QApplication is made: OpenGL's format, sharing of contexts, attributes.
void prepareApplication();

/// What must happen right after: name, number format, font, colours.
void dressApplication(const Theme &theme);

} // namespace quincunx
