#include "views/style/theme.h"

#include <QApplication>

namespace quincunx {

const Theme &Theme::light() {
    static const Theme theme{
        .dark = false,
        .window = "#f3f4f6",
        .surface = "#ffffff",
        .raised = "#e8eaee",
        .text = "#1b1f24",
        .muted = "#5b6470",
        .border = "#d3d7dd",
        .accent = "#1f5fbf",
        .accentText = "#ffffff",
        .error = "#b3261e",
        .canvas = "#ffffff",
        .axis = "#5b6470",
        .grid = "#e6e9ed",
        .detector = "#b4bcc6",
        .unclustered = "#9aa3ad",
        .selection = "#111418",
        .hover = "#1f5fbf",
        .particle = "#5b6470",
        .track = "#b07c00",
        .electromagnetic = "#009e73",
        .hadronic = "#0072b2",
        .forward = "#a05a8a",
        .muon = "#d0342c",
        .missing = "#7a3fb0",
        .jets = {"#d55e00", "#0072b2", "#009e73", "#b3609a", "#c98a00", "#3f9fdc", "#7a6a00", "#6b5bd0"},
    };
    return theme;
}

const Theme &Theme::darkTheme() {
    static const Theme theme{
        .dark = true,
        .window = "#181b20",
        .surface = "#1f2329",
        .raised = "#2a2f37",
        .text = "#e6e9ed",
        .muted = "#9aa4b0",
        .border = "#343a43",
        .accent = "#5aa2f2",
        .accentText = "#0c1116",
        .error = "#ff8a80",
        .canvas = "#101317",
        .axis = "#98a2ae",
        .grid = "#262b32",
        .detector = "#48515c",
        .unclustered = "#717b87",
        .selection = "#ffffff",
        .hover = "#8cc4ff",
        .particle = "#aab3bd",
        .track = "#f0c645",
        .electromagnetic = "#2fc79b",
        .hadronic = "#4aa8ee",
        .forward = "#d490c0",
        .muon = "#ff6b5e",
        .missing = "#c79bff",
        .jets = {"#ff8a3d", "#4aa8ee", "#2fc79b", "#e08cc4", "#f2b632", "#8fd0f7", "#d8cf5a", "#a99cff"},
    };
    return theme;
}

QPalette Theme::palette() const {
    QPalette palette;
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, surface);
    palette.setColor(QPalette::AlternateBase, window);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::Button, raised);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, error);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, accentText);
    palette.setColor(QPalette::ToolTipBase, raised);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::Light, raised.lighter(110));
    palette.setColor(QPalette::Midlight, raised);
    palette.setColor(QPalette::Mid, border);
    palette.setColor(QPalette::Dark, border.darker(120));
    palette.setColor(QPalette::Shadow, dark ? QColor("#000000") : muted);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, muted);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, border);
    return palette;
}

QString Theme::styleSheet() const {
    return QStringLiteral(
               "QToolTip { color: %1; background: %2; border: 1px solid %3; padding: 3px; }"
               "QMainWindow::separator { background: %4; width: 4px; height: 4px; }"
               "QDockWidget { font-weight: 600; }"
               "QDockWidget::title { background: %4; padding: 4px 6px; text-align: left; }"
               "QHeaderView::section { background: %4; color: %5; border: 0; border-bottom: 1px solid %3; "
               "padding: 3px 6px; }"
               "QTableView, QListView, QTreeView { border: 0; gridline-color: %3; }"
               "QStatusBar::item { border: 0; }"
               "QToolBar { border: 0; border-bottom: 1px solid %3; spacing: 4px; padding: 3px; }")
        .arg(text.name(), raised.name(), border.name(), window.name(), muted.name());
}

ThemeSwitch &ThemeSwitch::instance() {
    static ThemeSwitch instance;
    return instance;
}

void ThemeSwitch::wear(const Theme &theme) {
    m_theme = &theme;
    QApplication::setPalette(theme.palette());
    qApp->setStyleSheet(theme.styleSheet());
    Q_EMIT changed();
}

} // namespace quincunx
