// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/empty_state.h"

#include "widgets/controls/text_label.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

EmptyState::EmptyState(const UiContext &context, const QString &name, QString icon, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_icon(std::move(icon))
    , m_ground(int(Token::Window))
    , m_picture(new QWidget(this))
    , m_title(new TextLabel(context.theme, TextStyle::Title, Token::Text, this))
    , m_text(new TextLabel(context.theme, TextStyle::Body, Token::TextDim, this))
    , m_button(new QPushButton(this))
{
    setObjectName(name);
    m_picture->setObjectName(name + "Picture"_L1);
    m_title->setObjectName(name + "Title"_L1);
    m_text->setObjectName(name + "Text"_L1);
    m_button->setObjectName(name + "Button"_L1);
    m_button->setProperty("primary", true);
    m_title->setAlignment(Qt::AlignHCenter);
    m_title->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setWordWrap(true);
    m_picture->setFixedSize(context.theme.scaled(64), context.theme.scaled(64));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(m_picture, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(8);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::actionRequested);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void EmptyState::setTexts(const QString &title, const QString &text, const QString &action)
{
    m_title->setText(title);
    m_text->setText(text);
    m_button->setText(action);
    m_button->setAccessibleName(action.isEmpty() ? title : QString(action).remove(u'&'));
    m_button->setVisible(!action.isEmpty());
    setAccessibleName(title);
    m_picture->setAccessibleName(title);
}

void EmptyState::setGround(int token) { m_ground = token; }

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_context.theme.color(Token(m_ground)));
    const QRect box = m_picture->geometry();
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_context.theme.color(Token::Chip));
    painter.drawEllipse(box);
    const int size = box.width() / 2;
    const QPixmap drawn =
        m_context.theme.pixmap(m_icon, size, devicePixelRatioF(), m_context.theme.color(Token::TextDim));
    painter.drawPixmap(box.center().x() - size / 2 + 1, box.center().y() - size / 2 + 1, drawn);
}

} // namespace roost
