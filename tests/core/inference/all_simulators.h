#pragma once

#include "core/inference/simulator.h"
#include "tests/support.h"

namespace quincunx::test {

/// Rows of a data-driven test: the simulators for which `has` is true; fetchedSimulator() is that of the row.
inline void simulatorRows(bool (Simulator::*has)() const = nullptr) {
    QTest::addColumn<QString>("name");
    for (const SimulatorKind &kind : simulators().entries())
        if (!has || (kind.simulator.get()->*has)())
            QTest::newRow(kind.name.c_str()) << QString::fromStdString(kind.name);
}

inline const Simulator &fetchedSimulator() {
    QFETCH(QString, name);
    return *simulators().at(name.toStdString()).simulator;
}

} // namespace quincunx::test
