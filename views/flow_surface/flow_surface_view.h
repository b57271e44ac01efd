#pragma once

class QWidget;

namespace quincunx {

class Document;
class View;

/// Target and flow draped over the sphere or the torus itself, in space; S³ as a row of its slices. Named
/// "flow-surface".
View *makeFlowSurfaceView(Document &document, QWidget *parent);

} // namespace quincunx
