// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/rfc6121_presence.h"
#include "xmpp/extensions/xep0172_nick.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Presence and subscriptions, in and out.
class TestRfc6121Presence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shows_data();
    void shows();
    void unavailableFromBareAddress();
    void statusIsCapped();
    void reportsErrors();
    void subscriptions();
    void nonsenseIsDropped_data();
    void nonsenseIsDropped();
    void ownPresenceIsSent();
    void ownPresenceAfterReconnecting();
    void requestsGoToBareAddresses();
};

void TestRfc6121Presence::shows_data()
{
    QTest::addColumn<QByteArray>("children");
    QTest::addColumn<Show>("show");
    QTest::addColumn<QString>("status");
    QTest::addColumn<int>("priority");
    QTest::newRow("plain") << QByteArray() << Show::Available << QString() << 0;
    QTest::newRow("white space around it")
        << QByteArray("<show>\n away </show><status> lunch</status><priority> 5\n</priority>") << Show::Away
        << u" lunch"_s << 5;
    QTest::newRow("away") << QByteArray("<show>away</show><status>lunch</status><priority>5</priority>")
                          << Show::Away << u"lunch"_s << 5;
    QTest::newRow("chat") << QByteArray("<show>chat</show>") << Show::Chat << QString() << 0;
    QTest::newRow("dnd") << QByteArray("<show>dnd</show>") << Show::DoNotDisturb << QString() << 0;
    QTest::newRow("xa") << QByteArray("<show>xa</show><priority>-1</priority>") << Show::ExtendedAway
                        << QString() << -1;
    QTest::newRow("unknown show") << QByteArray("<show>dancing</show>") << Show::Available << QString() << 0;
    QTest::newRow("priority too big")
        << QByteArray("<priority>1000</priority>") << Show::Available << QString() << 127;
    QTest::newRow("priority too small")
        << QByteArray("<priority>-1000</priority>") << Show::Available << QString() << -128;
    QTest::newRow("priority no number")
        << QByteArray("<priority>high</priority>") << Show::Available << QString() << 0;
    QTest::newRow("foreign namespace")
        << QByteArray("<show xmlns='x'>dnd</show>") << Show::Available << QString() << 0;
    QTest::newRow("two statuses") << QByteArray("<status>one</status><status xml:lang='de'>zwei</status>")
                                  << Show::Available << u"one"_s << 0;
    QTest::newRow("another language first")
        << QByteArray("<status xml:lang='de'>zwei</status><status>one</status>") << Show::Available
        << u"one"_s << 0;
    QTest::newRow("white space") << QByteArray("<show> away </show>") << Show::Away << QString() << 0;
    QTest::newRow("as Prosody sends it")
        << QByteArray("<x xmlns='vcard-temp:x:update'><photo/></x><show>away</show>") << Show::Away
        << QString() << 0;
}

void TestRfc6121Presence::shows()
{
    QFETCH(const QByteArray, children);
    QFETCH(const Show, show);
    QFETCH(const QString, status);
    QFETCH(const int, priority);
    FakeSender sender;
    Rfc6121Presence presence(sender);
    QSignalSpy received(&presence, &Rfc6121Presence::presenceReceived);
    QCOMPARE(sender.inject(presence, "<presence to='alice@example.com/desk' xmlns='jabber:client' "
                                     "from='bob@example.org/phone' xml:lang='en'>" +
                                         children + "</presence>"),
             Handled::Consume);
    QCOMPARE(received.count(), 1);
    const auto info = received[0][1].value<PresenceInfo>();
    QCOMPARE(info.show, show);
    QCOMPARE(info.status, status);
    QCOMPARE(int(info.priority), priority);
    QCOMPARE(received[0][0].value<Stanza>().from.toString(), u"bob@example.org/phone"_s);
}

void TestRfc6121Presence::unavailableFromBareAddress()
{
    FakeSender sender;
    Rfc6121Presence presence(sender);
    QSignalSpy received(&presence, &Rfc6121Presence::presenceReceived);
    sender.inject(presence,
                  "<presence to='alice@example.com/desk' xmlns='jabber:client' from='person06@example.com' "
                  "type='unavailable'><status>gone</status><show>away</show></presence>");
    QCOMPARE(received.count(), 1);
    const auto info = received[0][1].value<PresenceInfo>();
    QCOMPARE(info.show, Show::Offline);
    QCOMPARE(info.status, u"gone"_s);
}

void TestRfc6121Presence::statusIsCapped()
{
    FakeSender sender;
    Rfc6121Presence presence(sender);
    QSignalSpy received(&presence, &Rfc6121Presence::presenceReceived);
    const auto inject = [&](const QString &status) {
        sender.inject(presence, "<presence xmlns='jabber:client' from='bob@example.org/x'><status>" +
                                    status.toUtf8() + "</status></presence>");
        return received.last()[1].value<PresenceInfo>().status;
    };
    QCOMPARE(inject(QString(1024, u'x')).size(), 1024);
    QCOMPARE(inject(QString(5000, u'x')).size(), 1024);
    // Half a character is not kept.
    const QString cut = inject(QString(1023, u'x') + u"\U0001F63A and more"_s);
    QCOMPARE(cut.size(), 1023);
    QVERIFY(cut.isValidUtf16());
}

void TestRfc6121Presence::reportsErrors()
{
    FakeSender sender;
    Rfc6121Presence presence(sender);
    QSignalSpy received(&presence, &Rfc6121Presence::presenceReceived);
    QSignalSpy failed(&presence, &Rfc6121Presence::presenceFailed);
    sender.inject(
        presence,
        "<presence xmlns='jabber:client' from='bob@gone.example' type='error'><error type='cancel'>"
        "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
    QCOMPARE(received.count(), 0);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed[0][1].value<Error>().kind, ErrorKind::RemoteServerNotFound);
}

void TestRfc6121Presence::subscriptions()
{
    FakeSender sender;
    Xep0172Nick nick(sender);
    Rfc6121Presence presence(sender);
    QSignalSpy requested(&presence, &Rfc6121Presence::subscriptionRequested);
    QSignalSpy withdrawn(&presence, &Rfc6121Presence::subscriptionWithdrawn);
    Stanza stanza = sender.receive(
        "<presence xmlns='jabber:client' from='bob@example.org/phone' to='alice@example.com' "
        "type='subscribe'>"
        "<status>let me in</status><nick xmlns='http://jabber.org/protocol/nick'>Bob</nick></presence>");
    sender.handle(nick, stanza);
    QCOMPARE(sender.handle(presence, stanza), Handled::Consume);
    QCOMPARE(requested.count(), 1);
    QCOMPARE(requested[0][0].value<Jid>().toString(), u"bob@example.org"_s);
    QCOMPARE(requested[0][1].toString(), u"Bob"_s);
    QCOMPARE(requested[0][2].toString(), u"let me in"_s);
    for (const char *type : {"unsubscribe", "unsubscribed"}) {
        sender.inject(presence, "<presence xmlns='jabber:client' from='bob@example.org' type='" +
                                    QByteArray(type) + "'/>");
        QCOMPARE(withdrawn.takeFirst()[0].value<Jid>().toString(), u"bob@example.org"_s);
    }
    // The roster push says it better.
    QCOMPARE(
        sender.inject(presence, "<presence xmlns='jabber:client' from='bob@example.org' type='subscribed'/>"),
        Handled::Consume);
    QCOMPARE(requested.count() + withdrawn.count(), 1);
    QCOMPARE(sender.sentCount(), 0);
}

void TestRfc6121Presence::nonsenseIsDropped_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::newRow("unknown type") << QByteArray("from='bob@example.org/x' type='dancing'");
    QTest::newRow("bad sender") << QByteArray("from='@'");
    QTest::newRow("request by ourselves") << QByteArray("from='alice@example.com/phone' type='subscribe'");
    QTest::newRow("request without sender") << QByteArray("type='subscribe'");
}

void TestRfc6121Presence::nonsenseIsDropped()
{
    QFETCH(const QByteArray, attributes);
    FakeSender sender;
    Rfc6121Presence presence(sender);
    QSignalSpy requested(&presence, &Rfc6121Presence::subscriptionRequested);
    QSignalSpy received(&presence, &Rfc6121Presence::presenceReceived);
    QCOMPARE(sender.inject(presence, "<presence xmlns='jabber:client' " + attributes + "/>"), Handled::Drop);
    QCOMPARE(requested.count() + received.count(), 0);
}

void TestRfc6121Presence::ownPresenceIsSent()
{
    FakeSender sender;
    Rfc6121Presence presence(sender);
    presence.sessionStarted(false);
    QCOMPARE(sender.sentCount(), 0); // no own presence has been set
    presence.setOwnPresence({Show::DoNotDisturb, u"busy"_s, 7});
    XmlElement sent = sender.takeSent();
    QVERIFY(!sent.hasAttribute(u"type") && !sent.hasAttribute(u"to"));
    QCOMPARE(sent.childText(u"show", u"jabber:client"), u"dnd"_s);
    QCOMPARE(sent.childText(u"status", u"jabber:client"), u"busy"_s);
    QCOMPARE(sent.childText(u"priority", u"jabber:client"), u"7"_s);
    presence.setOwnPresence({Show::Available, {}, 0});
    sent = sender.takeSent();
    QVERIFY(sent.children().empty() && !sent.hasAttribute(u"type"));
    presence.setOwnPresence({Show::Offline, u"bye"_s, 7});
    sent = sender.takeSent();
    QCOMPARE(sent.attribute(u"type"), u"unavailable"_s);
    QVERIFY(!sent.child(u"priority", u"jabber:client"));
}

void TestRfc6121Presence::ownPresenceAfterReconnecting()
{
    FakeSender sender;
    Rfc6121Presence presence(sender);
    presence.setOwnPresence({Show::Away, {}, 0});
    QCOMPARE(sender.takeSent().childText(u"show", u"jabber:client"), u"away"_s);
    presence.sessionStarted(true);
    QCOMPARE(sender.sentCount(), 0); // the resumed session knows
    presence.sessionStarted(false);
    QCOMPARE(sender.takeSent().childText(u"show", u"jabber:client"), u"away"_s);
    // Changed while there was no stream.
    sender.setOnline(false);
    presence.setOwnPresence({Show::Chat, {}, 0});
    QCOMPARE(sender.sentCount(), 0);
    sender.setOnline(true);
    presence.sessionStarted(true);
    QCOMPARE(sender.takeSent().childText(u"show", u"jabber:client"), u"chat"_s);
    presence.setOwnPresence({Show::Offline, {}, 0});
    QCOMPARE(sender.takeSent().attribute(u"type"), u"unavailable"_s);
    presence.sessionStarted(false);
    QCOMPARE(sender.sentCount(), 0); // a new session starts as unavailable
}

void TestRfc6121Presence::requestsGoToBareAddresses()
{
    FakeSender sender;
    Rfc6121Presence presence(sender);
    const Jid bob = Jid::fromWire(u"bob@example.org/phone");
    presence.subscribe(bob, u"Alice"_s);
    const XmlElement request = sender.takeSent();
    QCOMPARE(request.attribute(u"type"), u"subscribe"_s);
    QCOMPARE(request.attribute(u"to"), u"bob@example.org"_s);
    QCOMPARE(request.childText(u"nick", u"http://jabber.org/protocol/nick"), u"Alice"_s);
    presence.approve(bob);
    QCOMPARE(sender.takeSent().attribute(u"type"), u"subscribed"_s);
    presence.refuse(bob);
    QCOMPARE(sender.takeSent().attribute(u"type"), u"unsubscribed"_s);
    presence.unsubscribe(bob);
    QCOMPARE(sender.takeSent().attribute(u"type"), u"unsubscribe"_s);
}

QTEST_GUILESS_MAIN(TestRfc6121Presence)
#include "test_rfc6121_presence.moc"
