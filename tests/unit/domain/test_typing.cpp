// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/typing.h"
#include "domain_fixture.h"
#include "xmpp/extensions/xep0030_disco.h"
#include "xmpp/extensions/xep0085_chat_states.h"
#include "xmpp/extensions/xep0115_caps.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace roost;

namespace {

/// The chat states of alice@example.com's contacts and her own, through the real extension.
class TypingFixture : public DomainFixture
{
public:
    TypingFixture() : typing(directory, clock, {states, caps})
    {
        directory.load({contact("foo@bar.com", u"Foo"_s), contact("amy@bar.com")});
        states.setAllowed([this](const Jid &) { return mayTell; });
        arrive("foo@bar.com/phone");
    }
    void arrive(const char *full)
    {
        directory.connectionAvailable(jid(full), {Show::Available, {}, {}}, 0, 0, 0);
    }
    void receive(const QByteArray &state, const QByteArray &from = "foo@bar.com/phone",
                 const QByteArray &type = "chat")
    {
        sender.inject(states, "<message xmlns='jabber:client' from='" + from + "' type='" + type + "'><" +
                                  state + " xmlns='http://jabber.org/protocol/chatstates'/></message>");
    }
    QString typingOn(const char *bare)
    {
        const Connection *connection = at(bare).typingConnection();
        return connection ? connection->resource() : QString();
    }
    /// "to state" of all that was sent and not yet taken.
    QStringList told()
    {
        QStringList all;
        while (sender.sentCount() > 0) {
            const XmlElement message = sender.takeSent();
            const XmlElement *state = message.childInNs(Xep0085ChatStates::feature);
            all.append(message.attribute(u"to") + u' ' + (state ? state->name() : u"nothing"_s));
        }
        return all;
    }

    bool mayTell = true;
    Xep0030Disco disco{sender, {}};
    Xep0115Caps caps{sender, disco, {}};
    Xep0085ChatStates states{sender};
    Typing typing;
};

} // namespace

/// Typing notifications: who is typing and for how long, and which of our own states are sent.
class TestTyping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhere();
    void endsByAnotherState_data();
    void endsByAnotherState();
    void endsByAMessage();
    void endsByTimeout();
    void isExtendedByEachState();
    void endsWithTheConnection();
    void endsWithTheStream();
    void ignoresOthers_data();
    void ignoresOthers();
    void sendsComposingOnce();
    void sendsPaused();
    void sendsActiveAfterDeletion();
    void messageEndsComposing();
    void sendsInactiveWhenThreadChanges();
    void sendsGoneWhenLeaving();
    void sendsOnlyToOnlineContacts();
    void sendsOnlyToSupportingClients();
    void sendsNothingWithoutPermission();
};

void TestTyping::showsWhere()
{
    TypingFixture f;
    f.arrive("foo@bar.com/laptop");
    QList<EndpointChanges> changes;
    connect(&f.directory.changes(), &ChangeBus::changed, &f.typing,
            [&changes](const QList<ChangeBus::Change> &some) { changes.append(some.first().what); });
    f.directory.changes().flush();
    changes.clear();
    f.receive("composing");
    f.receive("composing");
    f.directory.changes().flush();
    QCOMPARE(f.typingOn("foo@bar.com"), u"phone"_s);
    QCOMPARE(changes, QList<EndpointChanges>{EndpointChange::Typing});
    f.receive("composing", "foo@bar.com/laptop");
    f.receive("paused");
    QCOMPARE(f.typingOn("foo@bar.com"), u"laptop"_s);
}

void TestTyping::endsByAnotherState_data()
{
    QTest::addColumn<QByteArray>("state");
    for (const char *state : {"active", "paused", "inactive", "gone"})
        QTest::newRow(state) << QByteArray(state);
}

void TestTyping::endsByAnotherState()
{
    QFETCH(const QByteArray, state);
    TypingFixture f;
    f.receive("composing");
    f.receive(state);
    QCOMPARE(f.typingOn("foo@bar.com"), QString());
}

void TestTyping::endsByAMessage()
{
    TypingFixture f;
    f.receive("composing");
    f.typing.messageReceived(jid("foo@bar.com/laptop"));
    QCOMPARE(f.typingOn("foo@bar.com"), u"phone"_s);
    f.typing.messageReceived(jid("foo@bar.com/phone"));
    QCOMPARE(f.typingOn("foo@bar.com"), QString());
}

void TestTyping::endsByTimeout()
{
    TypingFixture f;
    f.receive("composing");
    f.clock.advance(29s);
    QCOMPARE(f.typingOn("foo@bar.com"), u"phone"_s);
    f.clock.advance(1s);
    QCOMPARE(f.typingOn("foo@bar.com"), QString());
    QCOMPARE(f.clock.pendingCount(), 0);
}

void TestTyping::isExtendedByEachState()
{
    TypingFixture f;
    for (int i = 0; i < 1'000; ++i)
        f.receive("composing"); // a flood of it costs one timer
    QCOMPARE(f.clock.pendingCount(), 1);
    f.clock.advance(20s);
    f.receive("composing");
    f.clock.advance(20s);
    QCOMPARE(f.typingOn("foo@bar.com"), u"phone"_s);
    f.clock.advance(10s);
    QCOMPARE(f.typingOn("foo@bar.com"), QString());
}

void TestTyping::endsWithTheConnection()
{
    TypingFixture f;
    f.receive("composing");
    f.directory.connectionUnavailable(jid("foo@bar.com/phone"), 0);
    QCOMPARE(f.typingOn("foo@bar.com"), QString());
    // The same device comes again: it does not type any more.
    f.arrive("foo@bar.com/phone");
    QCOMPARE(f.typingOn("foo@bar.com"), QString());
}

void TestTyping::endsWithTheStream()
{
    TypingFixture f;
    f.receive("composing");
    f.typing.sessionEnded();
    QCOMPARE(f.typingOn("foo@bar.com"), QString());
}

void TestTyping::ignoresOthers_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("a stranger") << QByteArray("mallory@evil.example/pc") << QByteArray("chat");
    QTest::newRow("a contact who is not there") << QByteArray("amy@bar.com/phone") << QByteArray("chat");
    QTest::newRow("a device that is not there") << QByteArray("foo@bar.com/other") << QByteArray("chat");
    QTest::newRow("a room") << QByteArray("foo@bar.com/phone") << QByteArray("groupchat");
    QTest::newRow("ourselves") << QByteArray("alice@example.com/phone") << QByteArray("chat");
}

void TestTyping::ignoresOthers()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, type);
    TypingFixture f;
    f.arrive("alice@example.com/phone");
    const qsizetype known = f.directory.size();
    f.receive("composing", from, type);
    QCOMPARE(f.directory.size(), known);
    for (Endpoint *endpoint : f.directory.all())
        QVERIFY(!endpoint->typingConnection());
    QCOMPARE(f.clock.pendingCount(), 0);
    // Also not a stranger whose presence arrived, nor a blocked contact.
    f.arrive("mallory@evil.example/pc");
    f.receive("composing", "mallory@evil.example/pc");
    QVERIFY(!f.at("mallory@evil.example").typingConnection());
    f.directory.modify(f.at("foo@bar.com"), [](ContactRecord &record) { record.blocked = true; });
    f.receive("composing");
    QVERIFY(!f.at("foo@bar.com").typingConnection());
}

void TestTyping::sendsComposingOnce()
{
    TypingFixture f;
    for (int i = 0; i < 20; ++i) {
        f.typing.typed(f.at("foo@bar.com"), false);
        f.clock.advance(1s);
    }
    QCOMPARE(f.told(), QStringList{u"foo@bar.com composing"_s});
}

void TestTyping::sendsPaused()
{
    TypingFixture f;
    f.typing.typed(f.at("foo@bar.com"), false);
    f.clock.advance(3s);
    f.typing.typed(f.at("foo@bar.com"), false);
    f.clock.advance(3s);
    QCOMPARE(f.told(), QStringList{u"foo@bar.com composing"_s});
    f.clock.advance(2s);
    QCOMPARE(f.told(), QStringList{u"foo@bar.com paused"_s});
    f.clock.advance(60s);
    QCOMPARE(f.told(), QStringList());
    f.typing.typed(f.at("foo@bar.com"), false);
    QCOMPARE(f.told(), QStringList{u"foo@bar.com composing"_s});
}

void TestTyping::sendsActiveAfterDeletion()
{
    TypingFixture f;
    f.typing.typed(f.at("foo@bar.com"), true);
    QCOMPARE(f.told(), QStringList());
    f.typing.typed(f.at("foo@bar.com"), false);
    f.typing.typed(f.at("foo@bar.com"), true);
    f.clock.advance(60s);
    QCOMPARE(f.told(), (QStringList{u"foo@bar.com composing"_s, u"foo@bar.com active"_s}));
}

void TestTyping::messageEndsComposing()
{
    TypingFixture f;
    f.typing.typed(f.at("foo@bar.com"), false);
    f.typing.sent(f.at("foo@bar.com")); // the message itself carries <active/>
    f.clock.advance(60s);
    QCOMPARE(f.told(), QStringList{u"foo@bar.com composing"_s});
    f.typing.typed(f.at("foo@bar.com"), false);
    QCOMPARE(f.told(), QStringList{u"foo@bar.com composing"_s});
}

void TestTyping::sendsInactiveWhenThreadChanges()
{
    TypingFixture f;
    f.arrive("amy@bar.com/phone");
    f.typing.left();
    QCOMPARE(f.told(), QStringList());
    f.typing.typed(f.at("foo@bar.com"), false);
    f.typing.left();
    f.typing.left();
    f.clock.advance(60s);
    QCOMPARE(f.told(), (QStringList{u"foo@bar.com composing"_s, u"foo@bar.com inactive"_s}));
    f.typing.typed(f.at("foo@bar.com"), false);
    f.typing.typed(f.at("amy@bar.com"), false);
    QCOMPARE(f.told(), (QStringList{u"foo@bar.com composing"_s, u"foo@bar.com inactive"_s,
                                    u"amy@bar.com composing"_s}));
}

void TestTyping::sendsGoneWhenLeaving()
{
    TypingFixture f;
    f.typing.leaving();
    QCOMPARE(f.told(), QStringList());
    f.typing.typed(f.at("foo@bar.com"), false);
    f.typing.leaving();
    f.clock.advance(60s);
    QCOMPARE(f.told(), (QStringList{u"foo@bar.com composing"_s, u"foo@bar.com gone"_s}));
}

void TestTyping::sendsOnlyToOnlineContacts()
{
    TypingFixture f;
    f.typing.typed(f.at("amy@bar.com"), false);
    f.clock.advance(60s);
    QCOMPARE(f.told(), QStringList());
}

void TestTyping::sendsOnlyToSupportingClients()
{
    TypingFixture f;
    DiscoInfo deaf;
    deaf.identities.append({u"client"_s, u"bot"_s, u"Deaf"_s, {}});
    deaf.features.append(u"urn:xmpp:ping"_s);
    const QString ver = Xep0115Caps::verificationString(deaf);
    Stanza presence = f.sender.receive(
        "<presence xmlns='jabber:client' from='amy@bar.com/bot'><c xmlns='http://jabber.org/protocol/caps' "
        "hash='sha-1' node='n' ver='" +
        ver.toLatin1() + "'/></presence>");
    f.sender.handle(f.caps, presence);
    f.arrive("amy@bar.com/bot");
    XmlElement answer(u"iq"_s, u"jabber:client"_s);
    answer.setAttribute(u"type"_s, u"result"_s);
    answer.addChild(Xep0030Disco::toElement(deaf, u"n#"_s + ver));
    f.sender.answer(answer);
    QVERIFY(!f.caps.infoOf(jid("amy@bar.com/bot")).isEmpty());
    f.typing.typed(f.at("amy@bar.com"), false);
    QCOMPARE(f.told(), QStringList());
    // One device that understands it is enough; of the unknown it is assumed.
    f.arrive("amy@bar.com/phone");
    f.typing.typed(f.at("amy@bar.com"), false);
    QCOMPARE(f.told(), QStringList{u"amy@bar.com composing"_s});
}

void TestTyping::sendsNothingWithoutPermission()
{
    TypingFixture f;
    f.mayTell = false;
    f.typing.typed(f.at("foo@bar.com"), false);
    f.typing.left();
    f.clock.advance(60s);
    QCOMPARE(f.told(), QStringList());
}

QTEST_GUILESS_MAIN(TestTyping)
#include "test_typing.moc"
