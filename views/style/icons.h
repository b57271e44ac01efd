#pragma once

#include <QIcon>
#include <QString>

namespace quincunx {

/// The icon resources/icons/NAME.svg in the colours of the theme worn now.
QIcon themedIcon(const QString &name);

} // namespace quincunx
