// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/presence.h"

#include <QHash>
#include <QObject>

namespace roost {

class XmppClient;

/// The presence that the user has chosen, over restarts, and what others see of it. Main thread.
class OwnPresence : public QObject
{
    Q_OBJECT

public:
    /// `client` must outlive it.
    explicit OwnPresence(XmppClient &client, QObject *parent = nullptr);

    /// Takes the values of the last run from the settings of the database.
    void load(const QHash<QString, QString> &settings);
    /// Offline = invisible to others while connected.
    void set(Show show, const QString &status, int priority);
    [[nodiscard]] const Presence &presence() const { return m_presence; }
    [[nodiscard]] int priority() const { return m_priority; }
    /// XEP-0319: this device is idle since `ms` (UTC); 0 = in use.
    void setIdleSince(qint64 ms);
    /// The show that others see: Away instead of Available and Chat while idle.
    [[nodiscard]] Show toldShow() const;
    /// The roster has been requested, so the presence may go out (RFC 6121 §2.2): now, after each change and
    /// in every new session.
    void announce();
    [[nodiscard]] bool isAnnounced() const { return m_isAnnounced; }

Q_SIGNALS:
    void changed();
    /// To be stored.
    void settingChanged(const QString &key, const QString &value);

private:
    void send();

    XmppClient &m_client;
    Presence m_presence{Show::Available, {}, {}};
    int m_priority = 0;
    bool m_isIdle = false; ///< The user has not touched this device for a while.
    bool m_isAnnounced = false;
};

} // namespace roost
