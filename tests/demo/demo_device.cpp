// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demo_device.h"

#include "base/answer.h"
#include "xmpp/extensions/registry.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/rfc6121_presence.h"
#include "xmpp/extensions/xep0184_receipts.h"
#include "xmpp/extensions/xep0297_forward.h"
#include "xmpp/extensions/xep0319_idle.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

XmlElement publishIq(const QString &node, const QString &item, XmlElement payload)
{
    const QString pubsub = u"http://jabber.org/protocol/pubsub"_s;
    XmlElement wrapper(u"item"_s, pubsub);
    wrapper.setAttribute(u"id"_s, item).addChild(std::move(payload));
    XmlElement publish(u"publish"_s, pubsub);
    publish.setAttribute(u"node"_s, node).addChild(std::move(wrapper));
    XmlElement query(u"pubsub"_s, pubsub);
    query.addChild(std::move(publish));
    return makeIq(u"set"_s, Jid(), std::move(query));
}

} // namespace

DemoDevice::DemoDevice(Jid account, DemoDeviceSpec spec, Jid watched, QUrl server, Clock &clock,
                       IdSource &ids, QObject *parent)
    : QObject(parent)
    , m_account(std::move(account))
    , m_spec(std::move(spec))
    , m_watched(std::move(watched))
    , m_server(std::move(server))
    , m_clock(clock)
    , m_ids(ids)
{
}

DemoDevice::~DemoDevice() = default;

void DemoDevice::come(Show show, const QString &status)
{
    if (m_client) {
        appear(show, status);
        return;
    }
    m_client = std::make_unique<XmppClient>(m_clock, m_ids);
    ClientIdentity identity;
    identity.name = m_spec.client;
    identity.version = QStringLiteral(ROOST_VERSION);
    identity.category = m_spec.category;
    identity.type = m_spec.type;
    addExtensions(*m_client, identity);
    StreamConfig config;
    config.account = m_account;
    config.password = demoPassword(m_account);
    config.urls = {m_server};
    config.resource = m_spec.resource;
    m_client->configure(std::move(config));
    listen();
    appear(show, status);
    m_client->connectToServer();
}

void DemoDevice::listen()
{
    connect(m_client.get(), &XmppClient::sessionStarted, this, [this] { Q_EMIT online(); });
    connect(m_client.get(), &XmppClient::failed, this, [this](const Error &error, bool willRetry) {
        if (!willRetry)
            Q_EMIT failed(u"error %1 %2"_s.arg(static_cast<int>(error.kind)).arg(error.detail));
    });
    auto &receipts = m_client->extension<Xep0184Receipts>();
    receipts.setAllowed([answers = m_spec.receipts](const Jid &) { return answers; });
    connect(&receipts, &Xep0184Receipts::receiptReceived, this, &DemoDevice::received);
    connect(&m_client->extension<Rfc6121Presence>(), &Rfc6121Presence::presenceReceived, this,
            [this](const Stanza &stanza, const PresenceInfo &presence) {
                if (stanza.from.bare() == m_watched && presence.show != Show::Offline)
                    Q_EMIT watchedAppeared();
            });
    connect(&m_client->extension<Rfc6121Message>(), &Rfc6121Message::messageReceived, this,
            [this, &receipts](const Stanza &stanza, const MessageBody &body) {
                const auto *request = stanza.annotation<ReceiptRequest>();
                if (request && !stanza.annotation<Forwarded>())
                    receipts.answer(*request);
                // A copy of a message from another Connection of ours has our own address.
                if (stanza.from.bare() != m_account)
                    Q_EMIT addressed(stanza.from, body.text);
            });
}

void DemoDevice::appear(Show show, const QString &status)
{
    if (!m_client)
        return;
    m_show = show;
    const bool isAway = show == Show::Away || show == Show::ExtendedAway;
    const qint64 idle = isAway ? m_spec.idleMinutes * 60'000LL : 0;
    m_client->extension<Xep0319Idle>().setOwnIdleSince(idle > 0 ? m_clock.nowMs() - idle : 0);
    m_client->extension<Rfc6121Presence>().setOwnPresence({show, status, 0});
}

void DemoDevice::leave()
{
    if (!m_client)
        return;
    m_show = Show::Offline;
    m_client->disconnect(this);
    m_client->disconnectFromServer();
    // The client may be in the middle of a signal, and its unavailable presence must still be sent.
    XmppClient *leaving = m_client.release();
    m_clock.after(std::chrono::seconds(2), leaving, [leaving] { leaving->deleteLater(); });
    leaving->setParent(this);
}

QString DemoDevice::say(const Jid &to, const QString &text)
{
    const QString id = m_ids.next();
    if (m_client)
        m_client->send(Rfc6121Message::makeChat(to, id, text));
    return id;
}

void DemoDevice::askFor(const Jid &to, const QString &message)
{
    if (!m_client)
        return;
    XmlElement presence(u"presence"_s, u"jabber:client"_s);
    presence.setAttribute(u"to"_s, to.toString()).setAttribute(u"type"_s, u"subscribe"_s);
    presence.addTextChild(u"status"_s, u"jabber:client"_s, message);
    m_client->send(std::move(presence));
}

void DemoDevice::publishPicture(const QByteArray &png)
{
    if (!m_client)
        return;
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(png, QCryptographicHash::Sha1).toHex());
    XmlElement data(u"data"_s, u"urn:xmpp:avatar:data"_s);
    data.setText(QString::fromLatin1(png.toBase64()));
    XmlElement info(u"info"_s, u"urn:xmpp:avatar:metadata"_s);
    info.setAttribute(u"id"_s, hash)
        .setAttribute(u"type"_s, u"image/png"_s)
        .setAttribute(u"bytes"_s, QString::number(png.size()))
        .setAttribute(u"width"_s, u"96"_s)
        .setAttribute(u"height"_s, u"96"_s);
    XmlElement metadata(u"metadata"_s, u"urn:xmpp:avatar:metadata"_s);
    metadata.addChild(std::move(info));
    // The data first: a contact that gets the metadata may request the data at once.
    onAnswer(m_client->request(publishIq(u"urn:xmpp:avatar:data"_s, hash, std::move(data))), this,
             [this, hash, metadata](const Result<XmlElement> &stored) {
                 if (!stored || !m_client) {
                     Q_EMIT published(false);
                     return;
                 }
                 onAnswer(m_client->request(publishIq(u"urn:xmpp:avatar:metadata"_s, hash, metadata)), this,
                          [this](const Result<XmlElement> &told) { Q_EMIT published(bool(told)); });
             });
}

} // namespace roost
