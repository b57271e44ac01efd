#pragma once

#include <functional>

class QOpenGLContext;
class vtkGenericOpenGLRenderWindow;

namespace quincunx {

/// Answers VTK's questions about the context it is to draw with.
///
/// MakeCurrent goes to the context itself, and only when it is not current: QOpenGLWidget::makeCurrent()
/// would bind Qt's framebuffer in the middle of VTK's frame, which leaves an empty view.
void observeContext(vtkGenericOpenGLRenderWindow *window, std::function<QOpenGLContext *()> context);

} // namespace quincunx
