#pragma once

#include <QString>

class QLineEdit;

namespace quincunx {

/// Completes the names of event quantities and functions, word by word, with their meanings beside them.
void completeQuantities(QLineEdit &line);

/// What can be written in a filter, for a tooltip.
QString quantityHelp();

} // namespace quincunx
