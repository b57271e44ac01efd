#include "views/base/jet_view.h"

#include "views/style/colours.h"

#include <algorithm>

namespace quincunx {

JetView::JetView(QString name, Document &document, QWidget *parent)
    : View(std::move(name), document, parent) {
    connect(&document, &Document::jetChanged, this, [this] { note(JetChange); });
    note(JetChange);
}

QString JetView::emptyMessage() const {
    if (jet())
        return {};
    if (!scene().jetError.empty())
        return QString::fromStdString(scene().jetError);
    const QString event = View::emptyMessage();
    return event.isEmpty() ? tr("No jet") : event;
}

QString JetView::jetTitle() const {
    const std::string &label = scene().event->label;
    const QString event = label.empty() ? tr("event %1").arg(session().event) : QString::fromStdString(label);
    return scene().event->isJet ? event : tr("Jet %1, %2").arg(session().jet + 1).arg(event);
}

void JetView::pickConstituents(const std::vector<int> &constituents, bool add) {
    Selection selection = add ? session().selection : Selection{};
    std::vector<int> particles;
    for (int constituent : constituents)
        particles.push_back(jet()->substructure->particles[static_cast<std::size_t>(constituent)]);
    std::ranges::sort(particles);
    std::vector<int> result;
    if (add && std::ranges::includes(selection.particles, particles))
        std::ranges::set_difference(selection.particles, particles, std::back_inserter(result));
    else
        std::ranges::set_union(selection.particles, particles, std::back_inserter(result));
    selection.particles = std::move(result);
    document().select(std::move(selection));
}

std::vector<bool> JetView::chosenConstituents() const {
    std::vector<bool> chosen;
    if (jet())
        for (int particle : jet()->substructure->particles)
            chosen.push_back(std::ranges::binary_search(session().selection.particles, particle));
    return chosen;
}

QColor JetView::constituentColour(int constituent, const Theme &theme) const {
    const int particle = jet()->substructure->particles[static_cast<std::size_t>(constituent)];
    return particleColour(theme, scene(), session().display.colour, particle);
}

} // namespace quincunx
