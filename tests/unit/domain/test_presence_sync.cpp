// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/presence_sync.h"
#include "domain_fixture.h"
#include "support/patience.h"
#include "xmpp/extensions/rfc6121_presence.h"
#include "xmpp/extensions/xep0030_disco.h"
#include "xmpp/extensions/xep0092_version.h"
#include "xmpp/extensions/xep0115_caps.h"
#include "xmpp/extensions/xep0199_ping.h"
#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0319_idle.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace roost;

namespace {

/// The presences of alice@example.com's contacts, through the real extensions.
class PresenceFixture : public DomainFixture
{
public:
    PresenceFixture()
        : sync(jid("alice@example.com"), directory, *database, sender.clock(),
               {presence, caps, version, ping, disco}, &notifier)
    {
        directory.load({contact("foo@bar.com"), contact("amy@bar.com"), contact("ben@bar.com")});
        directory.modify(at("foo@bar.com"), [](ContactRecord &record) { record.tellWhenOnline = true; });
    }
    ~PresenceFixture()
    {
        sender.abandon();
        database.reset();
    }
    void receive(const QByteArray &attributes, const QByteArray &children = {})
    {
        Stanza stanza =
            sender.receive("<presence xmlns='jabber:client' " + attributes + ">" + children + "</presence>");
        for (Extension *extension : {static_cast<Extension *>(&delay), static_cast<Extension *>(&caps),
                                     static_cast<Extension *>(&idle), static_cast<Extension *>(&presence)})
            sender.handle(*extension, stanza);
    }
    void available(const QByteArray &full, const QByteArray &children = {})
    {
        receive("from='" + full + "'", children);
    }
    void unavailable(const QByteArray &full, const QByteArray &children = {})
    {
        receive("type='unavailable' from='" + full + "'", children);
    }
    /// A new session whose initial presences have arrived.
    void settle()
    {
        sync.sessionStarted(false);
        sync.rosterReceived();
        sender.clock().advance(3s);
    }

    NotifierLog notifier;
    Rfc6121Presence presence{sender};
    Xep0030Disco disco{sender, {}};
    Xep0115Caps caps{sender, disco, {}};
    Xep0092Version version{sender, {}};
    Xep0199Ping ping{sender};
    Xep0203Delay delay{sender};
    Xep0319Idle idle{sender};
    PresenceSync sync;
};

constexpr char phoneCaps[] = "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='%1'/>";

} // namespace

class TestPresenceSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bringsConnections();
    void settlesWhenItIsQuiet();
    void settlesInTheEnd();
    void waitsForTheRoster();
    void notifiesOnlyAfterInitialPresences();
    void notifiesOnlyOnRequest();
    void knowsNoFloodAfterAResumption();
    void keepsEverybodyOverAShortLoss();
    void showsOfflineAfterALongLoss();
    void dropsConnectionsMissingAfterReconnect();
    void forgetsAllOnSigningOut();
    void ignoresStrangersOnceTheRosterIsKnown();
    void ignoresBlocked();
    void takesOwnOtherConnections();
    void savesLastSeen();
    void takesStampsOfOfflineContacts();
    void describesByCaps();
    void namesClientsInTheWindowsLanguage();
    void guessesByResource();
    void asksForAName();
    void queriesConnectionsWithoutCapabilities();
    void takesErrorsForGone();
    void dropsDeadConnections();
};

void TestPresenceSync::bringsConnections()
{
    PresenceFixture f;
    f.settle();
    f.available("foo@bar.com/laptop", "<show>dnd</show><status>Busy</status><priority>5</priority>");
    f.available("foo@bar.com/phone", "<show>away</show><idle xmlns='urn:xmpp:idle:1' "
                                     "since='2026-01-01T11:00:00Z'/>");
    const Endpoint &foo = f.at("foo@bar.com");
    QCOMPARE(foo.connections().size(), std::size_t(2));
    QCOMPARE(foo.connection(u"laptop")->priority(), 5);
    QCOMPARE(foo.connection(u"laptop")->show(), Show::DoNotDisturb);
    QCOMPARE(foo.connection(u"phone")->idleSinceMs(),
             QDateTime(QDate(2026, 1, 1), QTime(11, 0), Qt::UTC).toMSecsSinceEpoch());
    QCOMPARE(foo.presence().show, Show::Away);
    f.unavailable("foo@bar.com/phone");
    QCOMPARE(foo.presence(), (Presence{Show::DoNotDisturb, u"Busy"_s, u"laptop"_s}));
    f.unavailable("foo@bar.com/laptop");
    QVERIFY(!foo.isOnline());
}

void TestPresenceSync::settlesWhenItIsQuiet()
{
    PresenceFixture f;
    QSignalSpy settled(&f.sync, &PresenceSync::settled);
    f.sync.sessionStarted(false);
    f.sync.rosterReceived();
    for (int i = 0; i < 4; ++i) {
        f.sender.clock().advance(1500ms);
        f.available("amy@bar.com/x" + QByteArray::number(i));
    }
    QVERIFY(!f.sync.isSettled());
    f.sender.clock().advance(1900ms);
    QCOMPARE(settled.count(), 0);
    f.sender.clock().advance(200ms);
    QCOMPARE(settled.count(), 1);
    QVERIFY(f.sync.isSettled());
    f.sender.clock().advance(1h);
    QCOMPARE(settled.count(), 1);
}

void TestPresenceSync::settlesInTheEnd()
{
    PresenceFixture f;
    QSignalSpy settled(&f.sync, &PresenceSync::settled);
    f.sync.sessionStarted(false);
    f.sync.rosterReceived();
    for (int i = 0; i < 95; ++i) {
        f.available("amy@bar.com/x", i % 2 ? "<show>away</show>" : "");
        f.sender.clock().advance(100ms);
    }
    QCOMPARE(settled.count(), 0);
    for (int i = 0; i < 6; ++i) {
        f.available("amy@bar.com/x", i % 2 ? "<show>away</show>" : "");
        f.sender.clock().advance(100ms);
    }
    QCOMPARE(settled.count(), 1);
}

void TestPresenceSync::waitsForTheRoster()
{
    PresenceFixture f;
    f.sync.sessionStarted(false);
    f.sender.clock().advance(5s);
    QVERIFY(!f.sync.isSettled());
    f.sync.rosterReceived();
    f.sender.clock().advance(2s);
    QVERIFY(f.sync.isSettled());
}

void TestPresenceSync::notifiesOnlyAfterInitialPresences()
{
    PresenceFixture f;
    f.sync.sessionStarted(false);
    f.sync.rosterReceived();
    f.available("foo@bar.com/laptop");
    QVERIFY(f.notifier.online.isEmpty());
    f.sender.clock().advance(3s);
    QVERIFY(f.notifier.online.isEmpty());
    f.available("foo@bar.com/phone"); // was online already
    QVERIFY(f.notifier.online.isEmpty());
    f.unavailable("foo@bar.com/phone");
    f.unavailable("foo@bar.com/laptop");
    f.available("foo@bar.com/laptop");
    QCOMPARE(f.notifier.online, QStringList{u"foo@bar.com"_s});
}

void TestPresenceSync::notifiesOnlyOnRequest()
{
    PresenceFixture f;
    f.directory.modify(f.at("alice@example.com"), [](ContactRecord &r) { r.tellWhenOnline = true; });
    f.settle();
    f.available("amy@bar.com/laptop");
    f.available("alice@example.com/phone"); // ourselves
    QVERIFY(f.notifier.online.isEmpty());
    f.available("foo@bar.com/laptop", "<show>xa</show>");
    QCOMPARE(f.notifier.online, QStringList{u"foo@bar.com"_s});
}

void TestPresenceSync::knowsNoFloodAfterAResumption()
{
    PresenceFixture f;
    f.settle();
    QSignalSpy settled(&f.sync, &PresenceSync::settled);
    f.sync.sessionEnded();
    f.sender.clock().advance(1s);
    f.sync.sessionStarted(true);
    f.available("foo@bar.com/laptop");
    QCOMPARE(f.notifier.online, QStringList{u"foo@bar.com"_s});
    QCOMPARE(settled.count(), 0);
}

void TestPresenceSync::keepsEverybodyOverAShortLoss()
{
    PresenceFixture f;
    f.settle();
    f.available("amy@bar.com/laptop", "<show>away</show>");
    f.sync.sessionEnded();
    f.sender.clock().advance(9s);
    QVERIFY(f.at("amy@bar.com").isOnline());
    f.sync.sessionStarted(true);
    f.sender.clock().advance(1h);
    QCOMPARE(f.at("amy@bar.com").presence().show, Show::Away);
}

void TestPresenceSync::showsOfflineAfterALongLoss()
{
    PresenceFixture f;
    QVERIFY(f.open());
    f.settle();
    f.available("amy@bar.com/laptop", "<show>away</show>");
    f.sync.sessionEnded();
    f.sender.clock().advance(11s);
    QVERIFY(!f.at("amy@bar.com").isOnline());
    // Resumed late: the server said nothing again, and all is as it was.
    f.sync.sessionStarted(true);
    QCOMPARE(f.at("amy@bar.com").presence().show, Show::Away);
    // And once more, but then it is a new session.
    f.sync.sessionEnded();
    f.sender.clock().advance(11s);
    f.sync.sessionStarted(false);
    QVERIFY(!f.at("amy@bar.com").isOnline());
    QVERIFY(f.stored());
}

void TestPresenceSync::dropsConnectionsMissingAfterReconnect()
{
    PresenceFixture f;
    f.settle();
    f.available("foo@bar.com/laptop");
    f.available("foo@bar.com/phone");
    f.available("amy@bar.com/laptop");
    f.notifier.online.clear();
    f.sync.sessionEnded();
    f.sender.clock().advance(2s);
    f.sync.sessionStarted(false);
    QVERIFY(f.at("amy@bar.com").isOnline()); // no flicker
    f.sync.rosterReceived();
    f.available("foo@bar.com/laptop");
    f.sender.clock().advance(3s);
    QVERIFY(f.sync.isSettled());
    QVERIFY(!f.at("amy@bar.com").isOnline());
    QCOMPARE(f.at("foo@bar.com").connections().size(), std::size_t(1));
    QVERIFY(f.notifier.online.isEmpty());
}

void TestPresenceSync::forgetsAllOnSigningOut()
{
    PresenceFixture f;
    QVERIFY(f.open());
    f.settle();
    f.available("amy@bar.com/laptop");
    f.sync.signedOut();
    QVERIFY(!f.at("amy@bar.com").isOnline());
    QVERIFY(!f.sync.isSettled());
    QCOMPARE(f.at("amy@bar.com").lastSeenMs(), f.clock.nowMs());
    f.sender.clock().advance(1h);
    QVERIFY(!f.sync.isSettled());
    QVERIFY(f.stored());
}

void TestPresenceSync::ignoresStrangersOnceTheRosterIsKnown()
{
    PresenceFixture f;
    f.sync.sessionStarted(false);
    f.available("early@bar.com/x"); // possibly a contact whose roster item has not arrived
    QVERIFY(f.at("early@bar.com").isOnline());
    f.sync.rosterReceived();
    for (int i = 0; i < 100; ++i)
        f.available(QByteArray::number(i) + "@spam.com/x");
    QCOMPARE(f.directory.find(jid("1@spam.com")), nullptr);
    QCOMPARE(f.directory.size(), 4);
}

void TestPresenceSync::ignoresBlocked()
{
    PresenceFixture f;
    f.settle();
    f.directory.modify(f.at("amy@bar.com"), [](ContactRecord &record) { record.blocked = true; });
    f.available("amy@bar.com/x");
    QVERIFY(!f.at("amy@bar.com").isOnline());
}

void TestPresenceSync::takesOwnOtherConnections()
{
    PresenceFixture f;
    f.settle();
    f.available("alice@example.com/desk");
    f.available("alice@example.com/phone", "<show>away</show>");
    QCOMPARE(f.at("alice@example.com").connections().size(), std::size_t(2));
}

void TestPresenceSync::savesLastSeen()
{
    PresenceFixture f;
    QVERIFY(f.open());
    (void)f.database->applyContactChanges({{contact("amy@bar.com"), contact("ben@bar.com")}, {}, {}});
    f.settle();
    f.available("amy@bar.com/x");
    f.available("ben@bar.com/x");
    f.unavailable("amy@bar.com/x");
    f.unavailable("ben@bar.com/x");
    QCOMPARE(f.storedContacts().value(jid("amy@bar.com")).lastSeenMs, 0);
    f.sender.clock().advance(2s); // both in one go
    QCOMPARE(f.storedContacts().value(jid("amy@bar.com")).lastSeenMs, f.clock.nowMs());
    QCOMPARE(f.storedContacts().value(jid("ben@bar.com")).lastSeenMs, f.clock.nowMs());
}

void TestPresenceSync::takesStampsOfOfflineContacts()
{
    PresenceFixture f;
    QVERIFY(f.open());
    f.settle();
    f.unavailable("amy@bar.com", "<delay xmlns='urn:xmpp:delay' stamp='2025-12-31T10:00:00Z'/>");
    const qint64 went = QDateTime(QDate(2025, 12, 31), QTime(10, 0), Qt::UTC).toMSecsSinceEpoch();
    QCOMPARE(f.at("amy@bar.com").lastSeenMs(), went);
    f.unavailable("ben@bar.com"); // without one it says nothing
    QCOMPARE(f.at("ben@bar.com").lastSeenMs(), 0);
}

void TestPresenceSync::describesByCaps()
{
    PresenceFixture f;
    f.settle();
    DiscoInfo info;
    info.identities.append({u"client"_s, u"phone"_s, u"Conversations"_s, {}});
    info.features = QStringList{u"http://jabber.org/protocol/disco#info"_s, u"urn:xmpp:receipts"_s};
    const QByteArray ver = Xep0115Caps::verificationString(info).toUtf8();
    const QByteArray element = QByteArray(phoneCaps).replace("%1", ver);
    f.available("foo@bar.com/x1", element);
    QCOMPARE(f.at("foo@bar.com").connection(u"x1")->kind(), DeviceKind::Unknown);
    QCOMPARE(f.sender.questionCount(), 1);
    f.sender.answerXml("<iq xmlns='jabber:client' type='result'><query "
                       "xmlns='http://jabber.org/protocol/disco#info' node='n#" +
                       ver +
                       "'><identity category='client' type='phone' name='Conversations'/>"
                       "<feature var='http://jabber.org/protocol/disco#info'/><feature "
                       "var='urn:xmpp:receipts'/></query></iq>");
    const Connection first = *f.at("foo@bar.com").connection(u"x1");
    QCOMPARE(first.kind(), DeviceKind::Phone);
    QCOMPARE(first.clientName(), u"Conversations"_s);
    QVERIFY(first.canReceipt());
    // The next with the same hash needs no question.
    f.available("amy@bar.com/x2", element);
    QCOMPARE(f.at("amy@bar.com").connection(u"x2")->kind(), DeviceKind::Phone);
    QCOMPARE(f.sender.questionCount(), 0);
}

void TestPresenceSync::namesClientsInTheWindowsLanguage()
{
    QLocale::setDefault(QLocale(QLocale::English));
    PresenceFixture f;
    f.settle();
    DiscoInfo info;
    info.identities.append({u"client"_s, u"phone"_s, u"Unterhaltung"_s, u"de"_s});
    info.identities.append({u"client"_s, u"phone"_s, u"Conversation"_s, u"en-GB"_s});
    const QByteArray ver = Xep0115Caps::verificationString(info).toUtf8();
    f.available("foo@bar.com/x1", QByteArray(phoneCaps).replace("%1", ver));
    f.sender.answerXml("<iq xmlns='jabber:client' type='result'><query "
                       "xmlns='http://jabber.org/protocol/disco#info' node='n#" +
                       ver +
                       "'><identity category='client' type='phone' name='Unterhaltung' xml:lang='de'/>"
                       "<identity category='client' type='phone' name='Conversation' xml:lang='en-GB'/>"
                       "</query></iq>");
    QCOMPARE(f.at("foo@bar.com").connection(u"x1")->clientName(), u"Conversation"_s);
}

void TestPresenceSync::guessesByResource()
{
    PresenceFixture f;
    f.settle();
    f.available("foo@bar.com/phone.x8f2");
    f.available("foo@bar.com/zzz");
    QCOMPARE(f.at("foo@bar.com").connection(u"phone.x8f2")->kind(), DeviceKind::Phone);
    QCOMPARE(f.at("foo@bar.com").connection(u"zzz")->kind(), DeviceKind::Unknown);
}

void TestPresenceSync::asksForAName()
{
    PresenceFixture f;
    f.directory.modify(f.at("foo@bar.com"),
                       [](ContactRecord &record) { record.subscription = Subscription::To; });
    f.settle();
    f.available("foo@bar.com/x1");
    DiscoInfo nameless;
    nameless.identities.append({u"client"_s, u"bot"_s, {}, {}});
    Q_EMIT f.caps.infoReceived(jid("foo@bar.com/x1"), nameless);
    Q_EMIT f.caps.infoReceived(jid("foo@bar.com/x1"), nameless); // one question is enough
    QCOMPARE(f.sender.questionCount(), 1);
    QVERIFY(f.sender.question().child(u"query", u"jabber:iq:version"));
    f.sender.answerXml("<iq xmlns='jabber:client' type='result'><query xmlns='jabber:iq:version'>"
                       "<name>Errbot</name><version>6</version></query></iq>");
    QTRY_COMPARE(f.at("foo@bar.com").connection(u"x1")->clientName(), u"Errbot"_s);
    QCOMPARE(f.at("foo@bar.com").connection(u"x1")->kind(), DeviceKind::Bot);
    // Strangers and ourselves are not asked.
    f.available("alice@example.com/other");
    Q_EMIT f.caps.infoReceived(jid("alice@example.com/other"), nameless);
    QCOMPARE(f.sender.questionCount(), 0);
}

void TestPresenceSync::queriesConnectionsWithoutCapabilities()
{
    PresenceFixture f;
    f.directory.modify(f.at("amy@bar.com"),
                       [](ContactRecord &record) { record.subscription = Subscription::To; });
    f.sync.sessionStarted(false);
    f.sync.rosterReceived();
    f.available("foo@bar.com/x1");
    f.available("foo@bar.com/x1", "<show>away</show>"); // one question is enough
    f.available("amy@bar.com/x1");                      // she does not see our presence
    f.available("foo@bar.com/x2", QByteArray(phoneCaps).replace("%1", "q"));
    QCOMPARE(f.sender.questionCount(),
             1); // The capabilities; the other query waits for the end of the flood.
    f.sender.refuse();
    f.sender.clock().advance(3s);
    QCOMPARE(f.sender.questionCount(), 1);
    const XmlElement question = f.sender.question();
    QCOMPARE(question.attribute(u"to"), u"foo@bar.com/x1"_s);
    QVERIFY(question.child(u"query", u"http://jabber.org/protocol/disco#info"));
    f.sender.answerXml("<iq xmlns='jabber:client' type='result'>"
                       "<query xmlns='http://jabber.org/protocol/disco#info'>"
                       "<identity category='client' type='console' name='Oven'/></query></iq>");
    QTRY_COMPARE(f.at("foo@bar.com").connection(u"x1")->kind(), DeviceKind::Console);
    QCOMPARE(f.at("foo@bar.com").connection(u"x1")->clientName(), u"Oven"_s);
    f.unavailable("foo@bar.com/x1");
    f.available("foo@bar.com/x1"); // Not again in this session.
    QCOMPARE(f.sender.questionCount(), 0);
}

void TestPresenceSync::takesErrorsForGone()
{
    PresenceFixture f;
    f.settle();
    f.available("foo@bar.com/a");
    f.available("foo@bar.com/b");
    f.receive(
        "type='error' from='foo@bar.com/a'",
        "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
    QCOMPARE(f.at("foo@bar.com").connections().size(), std::size_t(1));
    f.receive("type='error' from='foo@bar.com'", "<error type='cancel'><remote-server-not-found "
                                                 "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
    QVERIFY(!f.at("foo@bar.com").isOnline());
}

void TestPresenceSync::dropsDeadConnections()
{
    PresenceFixture f;
    f.settle();
    f.available("foo@bar.com/old");
    // The Connection announced no capabilities; its disco answer says whether it supports pings.
    QVERIFY(f.sender.question().child(u"query", u"http://jabber.org/protocol/disco#info"));
    f.sync.checkConnections(f.at("foo@bar.com"));
    QCOMPARE(f.sender.questionCount(), 1);
    f.sender.answerXml("<iq xmlns='jabber:client' type='result'>"
                       "<query xmlns='http://jabber.org/protocol/disco#info'>"
                       "<identity category='client' type='phone' name='Tin'/>"
                       "<feature var='urn:xmpp:ping'/></query></iq>");
    QTRY_COMPARE(f.sender.questionCount(), 1);
    QVERIFY(f.sender.question().child(u"ping", u"urn:xmpp:ping"));
    // The stream is cut under the question.
    f.sender.refuse(ErrorKind::NotConnected);
    f.sync.sessionEnded();
    f.sync.sessionStarted(true);
    QCOMPARE(f.sender.questionCount(), 1);
    QVERIFY(f.sender.question().child(u"ping", u"urn:xmpp:ping"));
    f.sender.refuse();
    QTRY_VERIFY(!f.at("foo@bar.com").isOnline());
}

QTEST_GUILESS_MAIN(TestPresenceSync)
#include "test_presence_sync.moc"
