// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/account/own_presence.h"

#include "xmpp/extensions/rfc6121_presence.h"
#include "xmpp/extensions/xep0319_idle.h"
#include "xmpp/xmpp_client.h"

#include <algorithm>
#include <utility>

namespace roost {

using namespace Qt::StringLiterals;

OwnPresence::OwnPresence(XmppClient &client, QObject *parent) : QObject(parent), m_client(client) {}

void OwnPresence::load(const QHash<QString, QString> &settings)
{
    bool isNumber = false;
    const int show = settings.value(u"presence-show"_s).toInt(&isNumber);
    if (isNumber && show >= 0 && show <= static_cast<int>(Show::Offline))
        m_presence.show = static_cast<Show>(show);
    m_presence.status = settings.value(u"presence-status"_s);
    m_priority = settings.value(u"presence-priority"_s).toInt();
    Q_EMIT changed();
}

void OwnPresence::set(Show show, const QString &status, int priority)
{
    if (m_presence.show == show && m_presence.status == status && m_priority == priority)
        return;
    m_presence.show = show;
    m_presence.status = status;
    m_priority = priority;
    Q_EMIT settingChanged(u"presence-show"_s, QString::number(static_cast<int>(show)));
    Q_EMIT settingChanged(u"presence-status"_s, status);
    Q_EMIT settingChanged(u"presence-priority"_s, QString::number(priority));
    if (m_isAnnounced)
        send();
    Q_EMIT changed();
}

void OwnPresence::setIdleSince(qint64 ms)
{
    m_client.extension<Xep0319Idle>().setOwnIdleSince(ms);
    m_isIdle = ms != 0;
    if (m_isAnnounced)
        send();
    Q_EMIT changed();
}

Show OwnPresence::toldShow() const
{
    const bool isHere = m_presence.show == Show::Available || m_presence.show == Show::Chat;
    return m_isIdle && isHere ? Show::Away : m_presence.show;
}

void OwnPresence::announce()
{
    if (!std::exchange(m_isAnnounced, true))
        send();
}

void OwnPresence::send()
{
    m_client.extension<Rfc6121Presence>().setOwnPresence(
        {toldShow(), m_presence.status, static_cast<qint8>(std::clamp(m_priority, -128, 127))});
}

} // namespace roost
