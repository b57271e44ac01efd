#pragma once

class QWidget;

namespace quincunx {

class Document;
class View;

/// The event in space: detector, particles, towers, jets. Named "3d".
View *makeThreeDView(Document &document, QWidget *parent);

} // namespace quincunx
