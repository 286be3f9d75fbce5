// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/avatar_label.h"

#include "domain/contacts/endpoint.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/presence_mark.h"
#include "widgets/look/theme.h"

#include <QPainter>

namespace roost {

AvatarLabel::AvatarLabel(const UiContext &context, int size, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_size(size)
    , m_ground(int(Token::Window))
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(&context.theme, &Theme::changed, this, &AvatarLabel::apply);
    connect(&context.avatars, &AvatarCache::pictureReady, this, [this](const QString &hash) {
        if (m_endpoint && m_endpoint->avatarHash() == hash)
            update();
    });
    apply();
}

void AvatarLabel::apply()
{
    setFixedSize(sizeHint());
    update();
}

QSize AvatarLabel::sizeHint() const
{
    const int size = m_context.theme.scaled(m_size);
    return {size, size};
}

void AvatarLabel::setEndpoint(const Endpoint *endpoint)
{
    m_endpoint = endpoint;
    update();
}

void AvatarLabel::setPresence(Show show)
{
    m_hasPresence = true;
    m_show = show;
    update();
}

void AvatarLabel::setGround(int token) { m_ground = token; }

void AvatarLabel::paintEvent(QPaintEvent *)
{
    if (!m_endpoint)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int size = width();
    painter.drawPixmap(0, 0, m_context.avatars.pixmap(*m_endpoint, size, devicePixelRatioF()));
    if (!m_hasPresence)
        return;
    const qreal dot = std::max(10.0, size * 0.25);
    const qreal x = layoutDirection() == Qt::RightToLeft ? 0.5 : size - dot - 0.5;
    paintPresence(painter, QRectF(x, size - dot - 0.5, dot, dot), m_show, m_context.theme,
                  m_context.theme.color(Token(m_ground)));
}

} // namespace roost
