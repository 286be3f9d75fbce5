// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/demo_world.h"

#include "base/clock.h"
#include "base/id_source.h"
#include "xmpp/xmpp_client.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace roost {

/// One Connection of the demo world: a whole XMPP client on Roost's own library. Main thread.
class DemoDevice : public QObject
{
    Q_OBJECT

public:
    /// `watched` is the account whose presence is reported.
    DemoDevice(Jid account, DemoDeviceSpec spec, Jid watched, QUrl server, Clock &clock, IdSource &ids,
               QObject *parent = nullptr);
    ~DemoDevice() override;

    [[nodiscard]] const DemoDeviceSpec &spec() const { return m_spec; }
    [[nodiscard]] bool isPresent() const { return m_client != nullptr; }
    [[nodiscard]] Show show() const { return m_show; }

    /// Signs in and shows itself as `show`.
    void come(Show show, const QString &status);
    /// Changes the own presence; only while online.
    void appear(Show show, const QString &status);
    /// Says goodbye.
    void leave();
    /// Sends a message; returns its id.
    QString say(const Jid &to, const QString &text);
    /// Asks to see the presence of `to`.
    void askFor(const Jid &to, const QString &message);
    /// XEP-0084: makes `png` the account's picture; published() follows.
    void publishPicture(const QByteArray &png);

Q_SIGNALS:
    void online();
    void failed(const QString &why);
    void published(bool ok);
    /// The watched account came online (also: was online when we came).
    void watchedAppeared();
    /// A message came to this device directly (no copies).
    void addressed(const roost::Jid &from, const QString &text);
    /// XEP-0184: that Connection has our message.
    void received(const roost::Jid &by, const QString &id);

private:
    void listen();

    Jid m_account;
    DemoDeviceSpec m_spec;
    Jid m_watched;
    QUrl m_server;
    Clock &m_clock;
    IdSource &m_ids;
    Show m_show = Show::Offline;
    std::unique_ptr<XmppClient> m_client;
};

} // namespace roost
