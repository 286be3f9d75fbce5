// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foreign_friend.h"

#include <QSignalSpy>

namespace roost {

using namespace Qt::StringLiterals;

inline const QString evilDomain = QStringLiteral("evil.example");

/// All that the person sees, without Mallory's own thread.
struct World
{
    QStringList contacts;
    std::vector<Message> talk;
    QStringList requests;
    QStringList notifications;
    qsizetype interruptions = 0;

    bool operator==(const World &) const = default;
};

/// One server with Alice (Roost), her friend Bob, and Mallory twice.
class Scene
{
public:
    explicit Scene(ServerKind kind) : server(TestServer::create(kind, options())) {}

    QString start()
    {
        if (!server->start())
            return server->errorText();
        alice = std::make_unique<Person>(*server, u"alice"_s);
        if (!alice->enter())
            return u"alice is not online"_s;
        if (!bob.comeOnline(*server, u"bob"_s, u"desk"_s) || !befriend(*alice, bob))
            return "bob: "_L1 + bob.errorText();
        if (!mallory.comeOnline(*server, u"mallory"_s, u"evil"_s))
            return "mallory: "_L1 + mallory.errorText();
        if (!evil.becomeComponent(*server, evilDomain))
            return "component: "_L1 + evil.errorText();
        bob.setAnswersReceipts(false);
        asked = thread(bob.jid()).send(u"a question"_s);
        if (bob.awaitMessage(u"a question"_s).isEmpty())
            return u"bob was not asked"_s;
        if (!QTest::qWaitFor(
                [this] { return thread(bob.jid()).messages().back().state == MessageState::AtServer; },
                patienceMs))
            return u"the question is not at the server"_s;
        states = std::make_unique<QSignalSpy>(alice->session.get(), &Session::stateChanged);
        return {};
    }

    [[nodiscard]] Endpoint &endpoint(const QString &jid) const
    {
        return alice->session->directory().endpoint(Jid::fromWire(jid));
    }
    [[nodiscard]] Thread &thread(const QString &jid) const { return alice->session->thread(endpoint(jid)); }
    [[nodiscard]] QString full() const { return alice->session->client().ownJid().toString(); }
    [[nodiscard]] QString bare() const { return server->address(u"alice"_s); }

    [[nodiscard]] World world() const
    {
        World world;
        for (const Endpoint *one : alice->session->directory().listed()) {
            const QString jid = one->id().toString();
            if (jid.startsWith("mallory@"_L1) || jid.endsWith(evilDomain))
                continue;
            const ContactRecord &record = one->record();
            QStringList resources;
            for (const Connection &connection : one->connections())
                resources.append(connection.resource() + u'=' + connection.status());
            world.contacts.append(QStringList{
                jid, record.name, record.nickname, record.labels.join(u'|'),
                QString::number(int(record.subscription)), QString::number(record.blocked), record.avatarHash,
                record.preview, QString::number(record.unread), resources.join(u'|')}
                                      .join(u';'));
        }
        world.contacts.sort();
        world.talk = thread(bob.jid()).messages();
        for (const Endpoint *one : alice->session->requests())
            world.requests.append(one->id().toString());
        for (const QString &one : std::as_const(alice->notifier.messages)) {
            if (!one.contains("fence"_L1))
                world.notifications.append(one);
        }
        world.interruptions = states->size();
        return world;
    }

    /// Sends from Mallory's account and from her server, with @…@ filled in.
    void attack(const QString &stanza)
    {
        mallory.sendRaw(filled(stanza, {}));
        evil.sendRaw(filled(stanza, " from='mallory@"_L1 + evilDomain + "/x'"_L1));
    }

    /// All that was sent before has been handled: the servers keep the order of one sender (RFC 6120 §10.1).
    [[nodiscard]] bool fence(int patience = patienceMs)
    {
        const QString body = u"fence %1"_s.arg(++m_fences);
        const QString evilId = u"fence-of-evil-%1"_s.arg(m_fences);
        const QString evilMallory = "mallory@"_L1 + evilDomain;
        const QString id = mallory.sendMessage(full(), body);
        evil.sendRaw(u"<message from='%1/x' to='%2' type='chat' id='%3'><body>%4</body></message>"_s.arg(
            evilMallory, full(), evilId, body));
        return QTest::qWaitFor(
            [&] {
                return thread(mallory.jid()).indexOf(id, false) >= 0 &&
                       thread(evilMallory).indexOf(evilId, false) >= 0;
            },
            patience);
    }

    /// Bodies in Mallory's threads that are no fences.
    [[nodiscard]] QStringList shownOfMallory() const
    {
        QStringList bodies;
        for (const QString &who : {mallory.jid(), "mallory@"_L1 + evilDomain}) {
            for (const Message &message : thread(who).messages()) {
                if (!message.body().startsWith("fence"_L1))
                    bodies.append(message.body());
            }
        }
        return bodies;
    }

    std::unique_ptr<TestServer> server;
    ForeignPeer bob{ForeignPeer::Kind::Slixmpp};
    ForeignPeer mallory{ForeignPeer::Kind::Slixmpp};
    ForeignPeer evil{ForeignPeer::Kind::Slixmpp};
    std::unique_ptr<Person> alice;
    std::unique_ptr<QSignalSpy> states;
    QString asked; ///< Id of a message of ours to Bob that no device of his has confirmed.

private:
    static ServerOptions options()
    {
        ServerOptions options;
        options.users.append(u"mallory"_s);
        options.component = evilDomain;
        return options;
    }
    QString filled(QString stanza, const QString &from) const
    {
        return stanza.replace(u"@FROM@"_s, from)
            .replace(u"@FULL@"_s, full())
            .replace(u"@BARE@"_s, bare())
            .replace(u"@BOB@"_s, server->address(u"bob"_s))
            .replace(u"@BOBFULL@"_s, bob.jid())
            .replace(u"@DOMAIN@"_s, server->domain())
            .replace(u"@ASKED@"_s, asked);
    }
    int m_fences = 0;
};

} // namespace roost
