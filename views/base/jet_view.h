#pragma once

#include "core/substructure/jet_analysis.h"
#include "views/base/view.h"

namespace quincunx {

/// A view of the jet under the microscope. refresh() comes with JetChange when that or its display has
/// changed.
class JetView : public View {
    Q_OBJECT

public:
    JetView(QString name, Document &document, QWidget *parent = nullptr);

    void home() override {}
    void frameSelection() override { home(); }
    nlohmann::json viewpoint() const override { return nlohmann::json::object(); }
    void setViewpoint(const nlohmann::json &) override {}

protected:
    /// nullptr if there is none; emptyMessage() then says why.
    const JetAnalysis *jet() const { return scene().jet.get(); }
    QString emptyMessage() const override;
    /// "Jet 2 of Run 1, event 7": the title of figures.
    QString jetTitle() const;

    /// Chooses these constituents in all views; `add` toggles them in the present selection.
    void pickConstituents(const std::vector<int> &constituents, bool add);
    /// Whether each constituent is chosen; all false if none is.
    std::vector<bool> chosenConstituents() const;
    /// The colour that a constituent has in every view.
    QColor constituentColour(int constituent, const Theme &theme) const;
};

} // namespace quincunx
