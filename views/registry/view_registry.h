#pragma once

#include "core/base/registry.h"
#include "views/base/view.h"

namespace quincunx {

/// A kind of view that can be opened by name: by the window, by `render`, by tests.
struct ViewKind : Description {
    std::string workspace; ///< the page of the window that it belongs to: "events", "jet"
    bool vector;           ///< draws SVG and PDF
    bool threeD;           ///< needs OpenGL
    View *(*create)(Document &document, QWidget *parent);
};

const Registry<ViewKind> &viewKinds();

} // namespace quincunx
