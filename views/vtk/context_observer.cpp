#include "views/vtk/context_observer.h"

#include <QOpenGLContext>

#include <vtkCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>

namespace quincunx {
namespace {

class ContextObserver : public vtkCommand {
public:
    static ContextObserver *New() { return new ContextObserver; }

    void Execute(vtkObject *, unsigned long event, void *data) override {
        QOpenGLContext *own = context ? context() : nullptr;
        const bool current = own && QOpenGLContext::currentContext() == own;
        switch (event) {
        case WindowIsCurrentEvent:
            *static_cast<bool *>(data) = current;
            break;
        case WindowMakeCurrentEvent:
            if (own && !current)
                own->makeCurrent(own->surface());
            break;
        case WindowIsDirectEvent:
            *static_cast<int *>(data) = 1;
            break;
        case WindowSupportsOpenGLEvent:
            *static_cast<int *>(data) = own != nullptr;
            break;
        }
    }

    std::function<QOpenGLContext *()> context;
};

} // namespace

void observeContext(vtkGenericOpenGLRenderWindow *window, std::function<QOpenGLContext *()> context) {
    vtkNew<ContextObserver> observer;
    observer->context = std::move(context);
    for (unsigned long event : {vtkCommand::WindowIsCurrentEvent, vtkCommand::WindowMakeCurrentEvent,
                                vtkCommand::WindowIsDirectEvent, vtkCommand::WindowSupportsOpenGLEvent})
        window->AddObserver(event, observer);
}

} // namespace quincunx
