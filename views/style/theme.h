#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

#include <array>

namespace quincunx {

/// The one set of colours from which the window's palette, the 2-D drawings and the 3-D scenes are made.
struct Theme {
    bool dark = false;
    QColor window, surface, raised, text, muted, border, accent, accentText, error;
    QColor canvas;      ///< background of every event view
    QColor axis, grid;  ///< axes and their faint lines
    QColor detector;    ///< outlines of the detector
    QColor unclustered; ///< objects in no jet
    QColor selection;   ///< outline of what is chosen
    QColor hover;       ///< outline of what the mouse is over
    QColor particle, track, electromagnetic, hadronic, forward, muon, missing;
    std::array<QColor, 8> jets; ///< colour-blind safe (after Okabe and Ito), for jets and other categories

    static const Theme &light();
    static const Theme &darkTheme();

    QPalette palette() const;
    /// What the palette cannot say: thin borders, flat docks, tool buttons.
    QString styleSheet() const;
};

/// The theme that the window wears. GUI thread only.
class ThemeSwitch : public QObject {
    Q_OBJECT

public:
    static ThemeSwitch &instance();
    const Theme &theme() const { return *m_theme; }
    /// Dresses the application in `theme` and tells everybody who paints.
    void wear(const Theme &theme);

Q_SIGNALS:
    void changed();

private:
    const Theme *m_theme = &Theme::light();
};

} // namespace quincunx
