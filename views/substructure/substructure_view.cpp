#include "views/substructure/substructure_view.h"

#include "views/geometry/labels.h"
#include "views/plot/histogram_grid.h"
#include "views/substructure/sample_histograms.h"
#include "views/substructure/substructure_numbers.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QTextBrowser>
#include <QTextDocument>

#include <cmath>

namespace quincunx {
namespace {

constexpr int rowHeight = 130, widestNumbers = 580; // [px]

/// One column of tables where two have no room.
int columnsFor(double width) {
    return width < widestNumbers ? 1 : 2;
}

} // namespace

View *makeSubstructureView(Document &document, QWidget *parent) {
    return new SubstructureView(document, parent);
}

SubstructureView::SubstructureView(Document &document, QWidget *parent)
    : JetView(QStringLiteral("substructure"), document, parent)
    , m_scroll(new QScrollArea(this))
    , m_numbers(new QTextBrowser)
    , m_histograms(new Plot) {
    connect(&document.sample(), &SampleDesk::changed, this, [this] { note(JetChange); });
    setAccessibleName(tr("Substructure"));
    setAccessibleDescription(tr("The numbers of the jet, and where it stands in a sample"));
    m_numbers->setFrameShape(QFrame::NoFrame);
    m_numbers->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_numbers->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_numbers->setAccessibleName(tr("Numbers of the jet"));
    m_numbers->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *copy = new QAction(tr("Copy all numbers"), m_numbers);
    copy->setObjectName(QStringLiteral("copyNumbers"));
    connect(copy, &QAction::triggered, this, [this] {
        if (jet())
            QApplication::clipboard()->setText(toText(substructureNumbers(*jet())));
    });
    auto *copySelected = new QAction(tr("Copy"), m_numbers);
    connect(copySelected, &QAction::triggered, m_numbers, &QTextBrowser::copy);
    m_numbers->addActions({copySelected, copy});
    m_histograms->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_histograms->setAccessibleName(tr("Histograms of the sample"));

    auto *content = new QWidget;
    m_layout = new QBoxLayout(QBoxLayout::TopToBottom, content);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->addWidget(m_numbers);
    m_layout->addWidget(m_histograms, 1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void SubstructureView::takeSample() {
    const auto table = document().sample().table();
    const std::pair labels{session().jetDisplay.first, session().jetDisplay.second};
    if (table == m_table && labels == m_labels)
        return;
    m_table = table;
    m_labels = labels;
    m_sample = table ? sampleHistograms(*table, labels.first, labels.second) : std::vector<SampleHistogram>();
}

void SubstructureView::refresh(Changes changes) {
    if (changes & ThemeChange) {
        QPalette colours = theme().palette();
        colours.setColor(QPalette::Base, theme().canvas);
        colours.setColor(QPalette::Window, theme().canvas);
        for (QWidget *widget : std::initializer_list<QWidget *>{m_scroll, m_scroll->widget(), m_numbers})
            widget->setPalette(colours); // the inner ones do not take it from the outer
        m_histograms->wear(theme());
    }
    if (changes & (SceneChange | JetChange | ThemeChange)) {
        takeSample();
        showNumbers();
        showSample();
        arrange();
    }
}

void SubstructureView::showNumbers() {
    QString html;
    if (!jet())
        html = QStringLiteral("<p style='color:%1'>%2</p>")
                   .arg(theme().muted.name(), emptyMessage().toHtmlEscaped());
    else
        html = toHtml(substructureNumbers(*jet()), columnsFor(width()), theme());
    if (jet() && m_sample.empty())
        html += QStringLiteral("<p style='color:%1'>%2</p>")
                    .arg(theme().muted.name(), tr("Measure a sample (at the left) to see where this jet "
                                                  "stands: histograms appear here."));
    if (html != m_html) // a drag of α changes none of them
        m_numbers->setHtml(html);
    m_html = html;
}

std::vector<HistogramPanel> SubstructureView::panels() const {
    std::vector<HistogramPanel> panels;
    for (const SampleHistogram &histogram : m_sample) {
        panels.push_back(*histogram.panel);
        const double value = jet() ? histogram.valueOf(*jet()) : std::nan("");
        panels.back().mark = std::isfinite(value) ? std::optional(value) : std::nullopt;
    }
    return panels;
}

void SubstructureView::showSample() {
    m_histograms->setVisible(!m_sample.empty());
    if (!m_sample.empty())
        showHistograms(*m_histograms, panels(), tr("this jet"));
}

void SubstructureView::arrange() {
    const bool wide = width() > widestNumbers + 260 && !m_sample.empty();
    m_layout->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_numbers->setMaximumWidth(wide ? widestNumbers : QWIDGETSIZE_MAX);
    const int room = width() - m_scroll->verticalScrollBar()->sizeHint().width();
    QTextDocument &text = *m_numbers->document();
    text.setTextWidth(wide ? widestNumbers : room);
    m_numbers->setFixedHeight(static_cast<int>(std::ceil(text.size().height())) + 2);
    m_layout->setAlignment(m_numbers, Qt::AlignTop);
    m_histograms->setMinimumHeight(
        m_sample.empty() ? 0 : static_cast<int>((m_sample.size() + 1) / 2) * rowHeight);
}

void SubstructureView::resizeEvent(QResizeEvent *event) {
    m_scroll->setGeometry(rect());
    if (columnsFor(event->oldSize().width()) != columnsFor(width()))
        showNumbers();
    arrange();
}

// Pictures

void SubstructureView::paintFigure(QPainter &painter, const QRectF &area, const Theme &theme) {
    refreshNow();
    painter.save();
    painter.fillRect(area, theme.canvas);
    if (!jet()) {
        paintMessage(painter, area, emptyMessage(), theme.muted);
        painter.restore();
        return;
    }
    QTextDocument text;
    text.setDefaultFont(painter.font());
    text.setHtml(
        QStringLiteral("<p style='color:%1'>%2</p>").arg(theme.text.name(), jetTitle().toHtmlEscaped()) +
        toHtml(substructureNumbers(*jet()), 2, theme));
    const bool beside = !m_sample.empty() && area.width() > text.size().width() + 240;
    const double room = m_sample.empty() || beside ? area.height() : area.height() * 0.55;
    const double scale = std::min({1., area.width() / text.size().width(), room / text.size().height()});
    painter.translate(area.topLeft());
    painter.save();
    painter.scale(scale, scale);
    text.drawContents(&painter);
    painter.restore();
    if (!m_sample.empty()) {
        const QSizeF taken = text.size() * scale;
        const QPointF corner = beside ? QPointF(taken.width(), 0) : QPointF(0, taken.height());
        m_histograms->wear(theme);
        showHistograms(*m_histograms, panels(), tr("this jet"));
        m_histograms->paint(painter, {corner, QPointF(area.width(), area.height())});
        m_histograms->wear(this->theme());
        showSample();
    }
    painter.restore();
}

} // namespace quincunx
