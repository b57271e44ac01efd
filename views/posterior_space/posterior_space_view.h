#pragma once

class QWidget;

namespace quincunx {

class Document;
class View;

/// The posterior of three parameters in space: surfaces that hold 68% and 95% of the probability, nets where
/// those of the true posterior and of a rival are, a cross at the truth. Named "posterior-space".
View *makePosteriorSpaceView(Document &document, QWidget *parent);

} // namespace quincunx
