#pragma once

class QWidget;

namespace quincunx {

class Document;

// The three groups of settings of the events workspace, bound to the document: every edit is an undoable
// step, a slider drag is one.
QWidget *makeClusteringPanel(Document &document);
QWidget *makeCutsPanel(Document &document);
QWidget *makeDisplayPanel(Document &document);

} // namespace quincunx
