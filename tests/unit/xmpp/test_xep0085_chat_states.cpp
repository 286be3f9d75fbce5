// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0085_chat_states.h"
#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0280_carbons.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Chat states: live ones of others are reported; our own are sent only to allowed addresses.
class TestXep0085ChatStates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reportsStates_data();
    void reportsStates();
    void isDeaf_data();
    void isDeaf();
    void hearsOldOnesNot();
    void hearsCarbons();
    void messagesCarryActive_data();
    void messagesCarryActive();
    void sendsOnlyToTheAllowed();
};

namespace {

const QByteArray typing =
    "<message xmlns='jabber:client' from='bob@example.org/phone' to='alice@example.com/desk' type='chat'>"
    "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>";

} // namespace

void TestXep0085ChatStates::reportsStates_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<ChatState>("state");
    QTest::newRow("active") << QByteArray("active") << ChatState::Active;
    QTest::newRow("composing") << QByteArray("composing") << ChatState::Composing;
    QTest::newRow("paused") << QByteArray("paused") << ChatState::Paused;
    QTest::newRow("inactive") << QByteArray("inactive") << ChatState::Inactive;
    QTest::newRow("gone") << QByteArray("gone") << ChatState::Gone;
}

void TestXep0085ChatStates::reportsStates()
{
    QFETCH(const QByteArray, name);
    QFETCH(const ChatState, state);
    FakeSender sender;
    Xep0085ChatStates states(sender);
    QSignalSpy received(&states, &Xep0085ChatStates::chatStateReceived);
    QCOMPARE(sender.inject(states, QByteArray(typing).replace("composing", name)), Handled::Pass);
    QCOMPARE(received.count(), 1);
    QCOMPARE(received[0][0].value<Jid>().toString(), u"bob@example.org/phone"_s);
    QCOMPARE(received[0][1].value<ChatState>(), state);
}

void TestXep0085ChatStates::isDeaf_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("room") << QByteArray(typing).replace("'chat'", "'groupchat'");
    QTest::newRow("error") << QByteArray(typing).replace("'chat'", "'error'");
    QTest::newRow("headline") << QByteArray(typing).replace("'chat'", "'headline'");
    QTest::newRow("no device") << QByteArray(typing).replace("/phone", "");
    QTest::newRow("our own device") << QByteArray(typing).replace("bob@example.org", "alice@example.com");
    QTest::newRow("unknown state") << QByteArray(typing).replace("composing", "dancing");
    QTest::newRow("another namespace") << QByteArray(typing).replace("chatstates", "other");
    QTest::newRow("a presence") << QByteArray(typing).replace("message", "presence").replace("chat'>", "'>");
}

void TestXep0085ChatStates::isDeaf()
{
    QFETCH(const QByteArray, xml);
    FakeSender sender;
    Xep0085ChatStates states(sender);
    QSignalSpy received(&states, &Xep0085ChatStates::chatStateReceived);
    QCOMPARE(sender.inject(states, xml), Handled::Pass);
    QCOMPARE(received.count(), 0);
}

void TestXep0085ChatStates::hearsOldOnesNot()
{
    FakeSender sender;
    Xep0203Delay delays(sender);
    Xep0085ChatStates states(sender);
    QSignalSpy received(&states, &Xep0085ChatStates::chatStateReceived);
    Stanza stanza = sender.receive(QByteArray(typing).replace(
        "</message>", "<delay xmlns='urn:xmpp:delay' stamp='2026-11-22T10:00:00Z' from='example.com'/>"
                      "</message>"));
    QCOMPARE(sender.handle(delays, stanza), Handled::Pass);
    QCOMPARE(sender.handle(states, stanza), Handled::Pass);
    QCOMPARE(received.count(), 0);
}

void TestXep0085ChatStates::hearsCarbons()
{
    FakeSender sender;
    Xep0280Carbons carbons(sender);
    Xep0085ChatStates states(sender);
    QSignalSpy received(&states, &Xep0085ChatStates::chatStateReceived);
    const auto wrap = [](const char *direction, const QByteArray &inside) {
        return "<message xmlns='jabber:client' from='alice@example.com' to='alice@example.com/desk'><" +
               QByteArray(direction) + " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" +
               inside + "</forwarded></" + direction + "></message>";
    };
    // They type to another of our devices: they type.
    Stanza theirs = sender.receive(wrap("received", typing));
    QCOMPARE(sender.handle(carbons, theirs), Handled::Pass);
    QCOMPARE(sender.handle(states, theirs), Handled::Pass);
    QCOMPARE(received.count(), 1);
    // A state from another of our devices is not a contact's state.
    Stanza ours = sender.receive(
        wrap("sent",
             "<message xmlns='jabber:client' from='alice@example.com/phone' to='bob@example.org' type='chat'>"
             "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>"));
    QCOMPARE(sender.handle(carbons, ours), Handled::Pass);
    QCOMPARE(sender.handle(states, ours), Handled::Pass);
    QCOMPARE(received.count(), 1);
}

void TestXep0085ChatStates::messagesCarryActive_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<bool>("isExpected");
    const QByteArray message = "<message xmlns='jabber:client' to='bob@example.org' type='chat' id='m1'>"
                               "<body>hi</body></message>";
    QTest::newRow("chat") << message << true;
    QTest::newRow("not allowed") << QByteArray(message).replace("bob@", "eve@") << false;
    QTest::newRow("no body") << QByteArray(message).replace("<body>hi</body>", "") << false;
    QTest::newRow("normal") << QByteArray(message).replace("'chat'", "'normal'") << false;
    QTest::newRow("room") << QByteArray(message).replace("'chat'", "'groupchat'") << false;
}

void TestXep0085ChatStates::messagesCarryActive()
{
    QFETCH(const QByteArray, xml);
    QFETCH(const bool, isExpected);
    FakeSender sender;
    Xep0085ChatStates states(sender);
    XmlElement message = *parseXml(xml);
    states.build(message); // no address is allowed by default
    QVERIFY(!message.childInNs(Xep0085ChatStates::feature));
    states.setAllowed([](const Jid &bare) { return bare.toString() == u"bob@example.org"; });
    states.build(message);
    states.build(message);
    qsizetype count = 0;
    for (const XmlElement &child : message.children())
        count += child.is(u"active", Xep0085ChatStates::feature) ? 1 : 0;
    QCOMPARE(count, isExpected ? 1 : 0);
}

void TestXep0085ChatStates::sendsOnlyToTheAllowed()
{
    FakeSender sender;
    Xep0085ChatStates states(sender);
    const Jid bob = Jid::fromWire(u"bob@example.org");
    states.send(bob, ChatState::Composing);
    QCOMPARE(sender.sentCount(), 0);
    states.setAllowed([&bob](const Jid &bare) { return bare == bob; });
    states.send(Jid::fromWire(u"eve@example.org"), ChatState::Composing);
    QCOMPARE(sender.sentCount(), 0);
    states.send(bob, ChatState::Paused);
    const XmlElement message = sender.takeSent();
    QCOMPARE(message.attribute(u"to"), u"bob@example.org"_s);
    QCOMPARE(message.attribute(u"type"), u"chat"_s);
    QVERIFY(message.child(u"paused", Xep0085ChatStates::feature));
    QVERIFY(message.child(u"no-store", u"urn:xmpp:hints"));
    QVERIFY(!message.child(u"body", u"jabber:client"));
}

QTEST_GUILESS_MAIN(TestXep0085ChatStates)
#include "test_xep0085_chat_states.moc"
