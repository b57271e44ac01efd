#include "views/jet_image/jet_image_view.h"

#include "core/sample/sample_table.h"
#include "views/jet_image/jet_image_plot.h"

#include <algorithm>

namespace quincunx {

View *makeJetImageView(Document &document, QWidget *parent) {
    return new JetImageView(document, parent);
}

JetImageView::JetImageView(Document &document, QWidget *parent)
    : JetPlotView(QStringLiteral("jet-image"), document, parent)
    , m_picture(std::make_unique<JetImagePlot>(plot())) {
    connect(&document.sample(), &SampleDesk::changed, this, [this] {
        if (session().jetDisplay.imageOf != JetDisplay::ImageOf::Jet)
            note(JetChange);
    });
    setAccessibleName(tr("Jet image"));
    setAccessibleDescription(tr("The jet's transverse momentum in pixels around its axis"));
    addDrawing(false, [this](QPainter &painter) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(plot().theme().selection, 1.5));
        for (const int pixel : markedPixels())
            if (const QRectF box = onScreen(pixel); plot().frame().contains(box.center()))
                painter.drawRect(box);
    });
}

JetImageView::~JetImageView() = default;

const JetImage &JetImageView::image() const {
    const JetSubstructure &jet = *this->jet()->substructure;
    return isAligned() ? jet.alignedImage : jet.rawImage;
}

bool JetImageView::isOfJet() const {
    const auto table = document().sample().table();
    return session().jetDisplay.imageOf == JetDisplay::ImageOf::Jet || !table || table->labels.empty();
}

void JetImageView::showJet() {
    if (!isOfJet())
        return showSample(*document().sample().table());
    m_picture->show(image().intensity, isAligned() ? ImagePreprocessing::Aligned : ImagePreprocessing::Raw,
                    ColourScale::Logarithmic,
                    isAligned() ? tr("pT / √Σ pT² per pixel") : tr("pT per pixel [GeV]"));
}

void JetImageView::showSample(const SampleTable &table) {
    const JetDisplay &display = session().jetDisplay;
    const auto preprocessing = isAligned() ? ImagePreprocessing::Aligned : ImagePreprocessing::Raw;
    auto imagesOf = [&](int label) -> const ImageStatistics & {
        const auto index = std::min(static_cast<std::size_t>(label), table.summaries.size() - 1);
        return isAligned() ? table.summaries[index].aligned : table.summaries[index].raw;
    };
    auto nameOf = [&](int label) {
        return QString::fromStdString(
            table.labels[std::min(static_cast<std::size_t>(label), table.labels.size() - 1)]);
    };
    const QString unit = isAligned() ? QString() : tr(" [GeV]");
    const QString first = nameOf(display.first), second = nameOf(display.second);
    const ImageStatistics &a = imagesOf(display.first), &b = imagesOf(display.second);
    switch (display.imageOf) {
    case JetDisplay::ImageOf::Jet:
    case JetDisplay::ImageOf::First:
        return m_picture->show(a.average(), preprocessing, ColourScale::Logarithmic,
                               tr("average of %1 per pixel%2").arg(first, unit));
    case JetDisplay::ImageOf::Second:
        return m_picture->show(b.average(), preprocessing, ColourScale::Logarithmic,
                               tr("average of %1 per pixel%2").arg(second, unit));
    case JetDisplay::ImageOf::Difference:
        return m_picture->show(a.average() - b.average(), preprocessing, ColourScale::Diverging,
                               tr("%1 − %2 per pixel%3").arg(first, second, unit));
    case JetDisplay::ImageOf::Correlation:
        return m_picture->show(pixelCorrelation(a, b), preprocessing, ColourScale::Diverging,
                               tr("correlation with %1 against %2").arg(first, second));
    }
}

QRectF JetImageView::onScreen(int pixel) const {
    const QRectF extent = JetImagePlot::pixelExtent(pixel);
    return QRectF(plot().toPixel(extent.topLeft()), plot().toPixel(extent.bottomRight())).normalized();
}

std::vector<int> JetImageView::constituentsInPixel(int pixel) const {
    std::vector<int> inside;
    for (std::size_t i = 0; i < image().pixelOf.size(); ++i)
        if (image().pixelOf[i] == pixel)
            inside.push_back(static_cast<int>(i));
    return inside;
}

JetPlotView::Target JetImageView::targetAt(QPointF pixel) const {
    if (!isOfJet())
        return {};
    const int index = plot().frame().contains(pixel) ? JetImagePlot::pixelAt(plot().toPlace(pixel)) : -1;
    if (index < 0)
        return {};
    const std::vector<int> inside = constituentsInPixel(index);
    const QPointF centre = JetImagePlot::pixelExtent(index).center();
    const double value = image().intensity(index / JetImage::side, index % JetImage::side);
    return {inside, tr("Pixel at Δy %1   Δφ %2   %3   constituents %4")
                        .arg(centre.x(), 0, 'f', 1)
                        .arg(centre.y(), 0, 'f', 1)
                        .arg(isAligned() ? tr("intensity %1").arg(value, 0, 'g', 3)
                                         : tr("pT %1 GeV").arg(value, 0, 'g', 4))
                        .arg(inside.size())};
}

std::vector<int> JetImageView::constituentsIn(const QRectF &pixels) const {
    std::vector<int> inside;
    if (!isOfJet())
        return inside;
    for (std::size_t i = 0; i < image().pixelOf.size(); ++i)
        if (const int pixel = image().pixelOf[i]; pixel >= 0 && pixels.contains(onScreen(pixel).center()))
            inside.push_back(static_cast<int>(i));
    return inside;
}

std::vector<int> JetImageView::markedPixels() const {
    const std::vector<bool> marked = markedConstituents();
    std::vector<int> pixels;
    if (!isOfJet())
        return pixels;
    for (std::size_t i = 0; i < marked.size(); ++i)
        if (marked[i] && image().pixelOf[i] >= 0)
            pixels.push_back(image().pixelOf[i]);
    std::ranges::sort(pixels);
    const auto repeated = std::ranges::unique(pixels);
    pixels.erase(repeated.begin(), repeated.end());
    return pixels;
}

QRectF JetImageView::chosenExtent() const {
    QRectF extent;
    for (const int pixel : markedPixels())
        extent |= JetImagePlot::pixelExtent(pixel);
    return extent;
}

void JetImageView::paintHover(QPainter &painter) {
    const int constituent = hoveredConstituent();
    const int pixel =
        constituent < 0 || !isOfJet() ? -1 : image().pixelOf[static_cast<std::size_t>(constituent)];
    if (pixel < 0 || !plot().frame().contains(onScreen(pixel).center()))
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().hover, 2));
    painter.drawRect(onScreen(pixel));
}

} // namespace quincunx
