#pragma once

#include "views/document/document.h"
#include "views/tables/object_model.h"

#include <QTableView>

namespace quincunx {

/// A table of objects that shares the document's selection and hover.
///
/// The rows that look chosen are those that the document has chosen; Qt's selection model serves only to
/// read the user's gestures. (It keeps ranges, and to set 10⁴ scattered ones takes it seconds.)
class ObjectTable : public QTableView {
    Q_OBJECT

public:
    ObjectTable(Document &document, QWidget *parent);

    ObjectModel &objects() { return m_model; }
    /// The chosen rows, for spreadsheets; all if none is chosen.
    QString selectionToTsv() const;

    bool isChosen(int row) const;
    bool isHovered(int row) const { return row == m_hoveredRow; }

protected:
    virtual void showScene() = 0;                                          ///< fills objects()
    virtual std::vector<int> chosen(const Selection &selection) const = 0; ///< objects, any order
    virtual Selection selectionOf(std::vector<int> objects) const = 0;     ///< objects ascending
    virtual int hovered(const Hover &hover) const = 0;                     ///< object, −1 none
    virtual Hover hoverOf(int object) const = 0;

    Document &document() const { return m_document; }

    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    QStyleOptionViewItem rowOption() const;

private:
    void refresh();
    void takeSelection(); // document → table
    void giveSelection(); // table → document
    void takeHover();
    void fitColumns();

    Document &m_document;
    ObjectModel m_model;
    std::vector<bool> m_chosenRows;
    int m_hoveredRow = -1;
    bool m_isDue = true;    // hidden tables sleep
    bool m_syncing = false; // no echo while one side follows the other
    qsizetype m_fittedColumns = 0;
};

class JetTable : public ObjectTable {
    Q_OBJECT

public:
    explicit JetTable(Document &document, QWidget *parent = nullptr);

protected:
    void showScene() override;
    std::vector<int> chosen(const Selection &selection) const override;
    Selection selectionOf(std::vector<int> objects) const override;
    int hovered(const Hover &hover) const override { return hover.jet; }
    Hover hoverOf(int object) const override { return {.particle = -1, .jet = object}; }
};

class ParticleTable : public ObjectTable {
    Q_OBJECT

public:
    explicit ParticleTable(Document &document, QWidget *parent = nullptr);

protected:
    void showScene() override;
    std::vector<int> chosen(const Selection &selection) const override;
    Selection selectionOf(std::vector<int> objects) const override;
    int hovered(const Hover &hover) const override { return hover.particle; }
    Hover hoverOf(int object) const override { return {.particle = object, .jet = -1}; }
};

} // namespace quincunx
