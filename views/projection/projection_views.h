#pragma once

class QWidget;

namespace quincunx {

class Document;
class View;

/// The r–φ view, named "rphi": the event seen along the beam.
View *makeTransverseView(Document &document, QWidget *parent);
/// The ρ–z view, named "rhoz": the event seen from the side, unrolled around the beam.
View *makeLongitudinalView(Document &document, QWidget *parent);

} // namespace quincunx
