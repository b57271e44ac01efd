#pragma once

#include "views/document/document.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace quincunx {

/// What makes a target beside its numbers: an image to paint, a clean canvas, a file of samples, one place
/// for the tip of an arm. Only what the chosen target takes.
class TargetTools : public QWidget {
    Q_OBJECT

public:
    explicit TargetTools(Document &document, QWidget *parent = nullptr);

private:
    void refresh();
    /// \param change of the target's settings; one step of undo. It may throw Error.
    void change(const QString &step, const std::function<void(const Manifold &, TargetSettings &)> &change);

    Document &m_document;
    QPushButton *m_image, *m_clear, *m_file, *m_onePlace;
    QLabel *m_samples;
};

} // namespace quincunx
