// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "base/vocabulary.h"

#include <QString>

namespace roost {

/// One live device of an Endpoint (a full address). A value, owned by its Endpoint and removed when the
/// device goes offline. Small on purpose: at most 0.7 KiB with its strings.
class Connection
{
public:
    Connection() = default;
    explicit Connection(QString resource) : m_resource(std::move(resource)) {}

    [[nodiscard]] const QString &resource() const { return m_resource; }
    [[nodiscard]] Show show() const { return m_show; }
    [[nodiscard]] const QString &status() const { return m_status; }
    [[nodiscard]] int priority() const { return m_priority; }
    [[nodiscard]] DeviceKind kind() const { return m_kind; }
    /// Client name from its disco identity ("Conversations"); empty while unknown.
    [[nodiscard]] const QString &clientName() const { return m_clientName; }
    /// When it came online, UTC ms.
    [[nodiscard]] qint64 sinceMs() const { return m_sinceMs; }
    /// When its show last changed, UTC ms.
    [[nodiscard]] qint64 showSinceMs() const { return m_showSinceMs; }
    /// XEP-0319: last used, UTC ms; 0 = in use now, or unknown.
    [[nodiscard]] qint64 idleSinceMs() const { return m_idleSinceMs; }
    /// The client sends receipts (its disco features contain urn:xmpp:receipts).
    [[nodiscard]] bool canReceipt() const { return m_canReceipt; }
    /// The contact is typing to us there (XEP-0085).
    [[nodiscard]] bool isTyping() const { return m_isTyping; }

    bool operator==(const Connection &) const = default;

private:
    friend class Endpoint;
    QString m_resource;
    QString m_status;
    QString m_clientName;
    qint64 m_sinceMs = 0;
    qint64 m_showSinceMs = 0;
    qint64 m_idleSinceMs = 0;
    Show m_show = Show::Available;
    DeviceKind m_kind = DeviceKind::Unknown;
    qint8 m_priority = 0;
    bool m_canReceipt = false;
    bool m_isTyping = false;
};

} // namespace roost
