#pragma once

namespace quincunx {

/// What must be set before the QApplication is made, by main() and by every test that shows a 3-D view:
///
/// - default surface format OpenGL 3.2 core, 24 bits of depth, no samples (VTK needs 3.2 core; multisampling
///   and VTK's own framebuffers exclude each other),
/// - the xcb platform on Wayland unless QT_QPA_PLATFORM says otherwise (VTK's GLEW finds no GLX under EGL).
void prepareOpenGL();

} // namespace quincunx
