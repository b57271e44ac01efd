#pragma once

#include <QToolBar>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace quincunx {

class Error;

/// Messages inside the window: an error with its remedy, or a question with one answer. The newest shows;
/// nothing is modal, nothing goes away by itself.
class MessageBar : public QToolBar {
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    void showError(const Error &error);
    /// A question: `answer` is the text of the button that runs `action`.
    void ask(const QString &question, const QString &answer, std::function<void()> action);

private:
    void open(const QString &text, bool isError);
    void dress();

    QLabel *m_text;
    QPushButton *m_answer;
    QToolButton *m_copy, *m_close;
    std::function<void()> m_action;
    bool m_isError = false;
};

} // namespace quincunx
