#pragma once

#include "views/document/document.h"

class QComboBox;

namespace quincunx {

class SettingsPanel;

/// Which simulator: one that the program knows, one of a file that has been opened, or a file to be opened.
class SimulatorChoice : public QWidget {
    Q_OBJECT

public:
    explicit SimulatorChoice(Document &document, QWidget *parent = nullptr);

private:
    void show();
    void choose(const std::string &name);
    void open();

    Document &m_document;
    SettingsPanel *m_panel;
    QComboBox *m_box;
};

} // namespace quincunx
