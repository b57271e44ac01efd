#pragma once

class QWidget;

namespace quincunx {

class Document;
class View;

/// The η–φ plane with transverse energy as towers. Named "lego".
View *makeLegoView(Document &document, QWidget *parent);

} // namespace quincunx
