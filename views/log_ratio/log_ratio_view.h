#pragma once

class QWidget;

namespace quincunx {

class Document;
class View;

/// ln p(x|θ) − ln p(x|θ_ref) in space over x and θ: what an estimator has learned as a surface, the exact one
/// as a net of lines, and what simulations told of which the hidden steps were watched as golden arrows.
/// Named "log-ratio".
View *makeLogRatioView(Document &document, QWidget *parent);

} // namespace quincunx
