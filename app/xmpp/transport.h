// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>

namespace roost {

/// Carries whole frames, one XML element each, in order (RFC 7395). Main thread. One object is used for one
/// attempt after the other: open() after closed() starts afresh.
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Starts connecting. The certificate must be valid for url.host(), or for peerName() where there is one.
    /// Refuses ws:// to anything but loopback with InsecureUrl.
    virtual void open(const QUrl &url) = 0;
    /// Name that the peer's certificate must have in the next open(), if it differs from url.host() (RFC 6120
    /// §4.9.3.19).
    void setPeerName(const QString &name) { m_peerName = name; }
    [[nodiscard]] const QString &peerName() const { return m_peerName; }
    /// Queues one UTF-8 frame. Without effect when not open.
    virtual void sendFrame(const QByteArray &frame) = 0;
    /// Closes politely (RFC 6455 close handshake).
    virtual void close() = 0;
    /// Drops the socket at once.
    virtual void abort() = 0;
    [[nodiscard]] virtual bool isOpen() const = 0;
    [[nodiscard]] virtual bool isEncrypted() const = 0;

Q_SIGNALS:
    void opened();
    void frameReceived(const QByteArray &frame);
    /// Data of an incomplete frame has arrived. Emitted at least every 5 s while data arrives.
    void partReceived();
    /// Emitted once per open(), last. `error.kind` is None after a polite close.
    void closed(const roost::Error &error);

private:
    QString m_peerName;
};

} // namespace roost
