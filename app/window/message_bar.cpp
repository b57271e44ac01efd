#include "app/window/message_bar.h"

#include "core/base/error.h"
#include "views/style/icons.h"
#include "views/style/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace quincunx {

MessageBar::MessageBar(QWidget *parent) : QToolBar(tr("Messages"), parent) {
    setObjectName(QStringLiteral("message-bar"));
    setMovable(false);
    toggleViewAction()->setVisible(false);
    m_text = new QLabel;
    m_text->setObjectName(QStringLiteral("message-text"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_answer = new QPushButton;
    m_answer->setObjectName(QStringLiteral("message-answer"));
    m_copy = new QToolButton;
    m_copy->setToolTip(tr("Copy this message"));
    m_copy->setAccessibleName(tr("Copy message"));
    m_copy->setAutoRaise(true);
    m_close = new QToolButton;
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss message"));
    m_close->setAutoRaise(true);
    auto *content = new QWidget;
    content->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto *layout = new QHBoxLayout(content);
    layout->setContentsMargins(8, 2, 4, 2);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_answer);
    layout->addWidget(m_copy);
    layout->addWidget(m_close);
    addWidget(content);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->text()); });
    connect(m_answer, &QPushButton::clicked, this, [this] {
        hide();
        m_action();
    });
    connect(&ThemeSwitch::instance(), &ThemeSwitch::changed, this, &MessageBar::dress);
    dress();
    hide();
}

void MessageBar::showError(const Error &error) {
    m_answer->hide();
    open(QString::fromStdString(error.what()), true);
}

void MessageBar::ask(const QString &question, const QString &answer, std::function<void()> action) {
    m_action = std::move(action);
    m_answer->setText(answer);
    m_answer->show();
    open(question, false);
}

void MessageBar::open(const QString &text, bool isError) {
    m_isError = isError;
    m_text->setText(text);
    m_copy->setVisible(isError);
    dress();
    show();
}

void MessageBar::dress() {
    const Theme &theme = ThemeSwitch::instance().theme();
    const QColor mark = m_isError ? theme.error : theme.accent;
    setStyleSheet(
        QStringLiteral("QToolBar#message-bar { background: %1; border: 0; border-left: 4px solid %2; }")
            .arg(theme.raised.name(), mark.name()));
    m_copy->setIcon(themedIcon(QStringLiteral("copy")));
    m_close->setIcon(themedIcon(QStringLiteral("close")));
}

} // namespace quincunx
