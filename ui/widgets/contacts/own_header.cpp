// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/contacts/own_header.h"

#include "base/visible_text.h"
#include "models/session_host.h"
#include "widgets/controls/avatar_label.h"
#include "widgets/controls/presence_menu.h"
#include "widgets/controls/text_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

OwnHeader::OwnHeader(const UiContext &context, SessionHost &host, QWidget *parent)
    : QAbstractButton(parent)
    , m_context(context)
    , m_host(host)
    , m_avatar(new AvatarLabel(context, 36, this))
    , m_name(new TextLabel(context.theme, TextStyle::BodyStrong, Token::Text, this))
    , m_presence(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, this))
{
    setObjectName(u"ownPresenceButton"_s);
    m_avatar->setObjectName(u"ownAvatar"_s);
    m_name->setObjectName(u"ownName"_s);
    m_presence->setObjectName(u"ownPresence"_s);
    m_avatar->setGround(int(Token::Sidebar));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (TextLabel *label : {m_name, m_presence}) {
        label->setElided(true);
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    lines->addStretch();
    lines->addWidget(m_name);
    lines->addWidget(m_presence);
    lines->addStretch();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(4, 4, 4, 4);
    row->setSpacing(8);
    row->addWidget(m_avatar);
    row->addLayout(lines, 1);
    refresh();
}

QSize OwnHeader::sizeHint() const { return {m_context.theme.scaled(180), m_context.theme.scaled(44)}; }

void OwnHeader::refresh()
{
    Session *session = m_host.session();
    if (!session)
        return;
    const Endpoint &self = session->self();
    const SessionState state = session->state();
    const bool online = state == SessionState::Online;
    const Presence &own = session->ownPresence();
    QString presence = online ? showTitle(session->toldShow()) : showTitle(Show::Offline);
    if (state == SessionState::Connecting || state == SessionState::Loading)
        presence = tr("Connecting…");
    if (online && !own.status.isEmpty())
        presence = tr("%1 · %2", "Available · shipping 1.0 today").arg(presence, own.status.simplified());
    // The own nickname comes from own devices: it is no claim.
    const QString nickname = singleLine(self.nickname());
    const QString name = self.name().isEmpty() && !nickname.isEmpty() ? nickname : self.displayName();
    m_avatar->setEndpoint(&self);
    m_avatar->setPresence(online ? session->toldShow() : Show::Offline);
    m_avatar->setAccessibleName(tr("Your picture"));
    m_name->setText(name);
    m_presence->setText(presence);
    setAccessibleName(tr("You: %1, %2", "name, presence").arg(name, presence));
    setToolTip(tr("Change your presence"));
}

void OwnHeader::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QAbstractButton::changeEvent(event);
}

void OwnHeader::enterEvent(QEnterEvent *event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void OwnHeader::leaveEvent(QEvent *event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

void OwnHeader::paintEvent(QPaintEvent *)
{
    if (!underMouse() && !hasFocus() && !isDown())
        return;
    const Theme &theme = m_context.theme;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(theme.color(Token::Accent)) : QPen(Qt::NoPen));
    painter.setBrush(underMouse() || isDown() ? QBrush(theme.color(Token::Hover)) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace roost
